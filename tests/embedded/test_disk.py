"""What is said of a disk that fills up."""

from types import SimpleNamespace

import pytest

from pat_logistics.embedded import disk


@pytest.fixture
def said_at(monkeypatch, tmp_path):
    """What is said when the room left goes through these values, in megabytes."""

    def told(*rooms):
        said = []
        watched = disk.Disk(tmp_path, said.append)
        for rank, room in enumerate(rooms):
            usage = SimpleNamespace(free=room * 1_000_000)
            monkeypatch.setattr(disk.shutil, "disk_usage", lambda _folder, usage=usage: usage)
            monkeypatch.setattr(disk.time, "monotonic", lambda rank=rank: 1000.0 + 10 * rank)
            watched.watch()
        return said

    return told


def test_enough_room_is_not_spoken_of(said_at):
    assert said_at(5_000, 200) == []


def test_a_disk_that_fills_up_is_told_once_and_its_room_too(said_at):
    full, free = said_at(200, 60, 0, 120, 400)
    assert "presque plein (60 Mo)" in full
    assert "de nouveau de la place" in free


def test_a_disk_that_cannot_be_asked_breaks_nothing(monkeypatch, tmp_path):
    def gone(_folder):
        raise OSError

    monkeypatch.setattr(disk.shutil, "disk_usage", gone)
    disk.Disk(tmp_path, print).watch()
