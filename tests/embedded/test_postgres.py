"""The files of a PostgreSQL server."""

import os

import pytest

from pat_logistics.embedded import postgres
from pat_logistics.embedded.process import ServiceError, hand_over


def test_a_link_in_the_place_of_a_server_s_file_is_not_followed(folder):
    (folder / "precious").write_text("kept")
    (folder / "pg_hba.conf").symlink_to(folder / "precious")
    with pytest.raises(OSError, match="symbolic links"):
        postgres._overwrite(folder / "pg_hba.conf", "lost")
    assert (folder / "precious").read_text() == "kept"


def test_data_of_another_version_are_left_alone(folder):
    data = folder / "postgres"
    hand_over(data)
    (data / "PG_VERSION").write_text("12\n")
    with pytest.raises(ServiceError, match="viennent d’une autre version de PostgreSQL"):
        postgres.start(data, sockets=folder, log=folder / "postgres.log")
    assert os.listdir(data) == ["PG_VERSION"]
