"""The address of a Valkey."""

import pytest

from pat_logistics.embedded import valkey


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("unix:///tmp/valkey.sock?db=0", "unix:///tmp/valkey.sock?db=3"),
        ("redis://127.0.0.1:6379/0", "redis://127.0.0.1:6379/3"),
        ("redis://:secret@127.0.0.1:6379", "redis://:secret@127.0.0.1:6379/3"),
    ],
)
def test_another_database_of_the_same_redis(url, expected):
    assert valkey.with_database(url, 3) == expected
