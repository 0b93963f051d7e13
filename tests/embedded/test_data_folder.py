"""What a data folder holds, and where its sockets are."""

import os

import pytest

from pat_logistics.embedded.data_folder import LONGEST_SOCKET_FOLDER, Folder
from pat_logistics.embedded.process import ServiceError


def test_the_sockets_of_a_deep_folder_have_a_short_path(folder):
    deep = Folder(folder / ("a" * 120))
    assert len(os.fsencode(deep.sockets)) <= LONGEST_SOCKET_FOLDER
    assert Folder(folder / ("a" * 120)).sockets == deep.sockets
    assert Folder(folder / ("b" * 120)).sockets != deep.sockets


def test_an_empty_variable_counts_as_not_given(folder):
    environment = Folder(folder / "var").environment({"DATABASE_URL": "", "LANG": ""})
    assert environment["DATABASE_URL"].startswith("postgres://")
    assert environment["LANG"] == ""


def test_a_folder_that_cannot_be_made_is_named(folder):
    (folder / "file").touch()
    with pytest.raises(ServiceError, match="ne peut pas être écrit"):
        Folder(folder / "file" / "var")
