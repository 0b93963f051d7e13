"""Programs killed while people write, a few of them: `make chaos` kills more."""

import sys

import pytest

from tests.chaos.plan import SHORT, Chaos

pytestmark = [
    pytest.mark.xdist_group("services"),
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]


def test_what_was_accepted_survives_the_death_of_any_program_and_nothing_is_doubled(var):
    chaos = Chaos(var, farms=20)
    try:
        chaos.run(SHORT, pause_s=0.8)
        assert chaos.faults(patience_s=0) == []
    finally:
        chaos.end()
    assert sum(chaos.killed.values()) == sum(SHORT.values())
