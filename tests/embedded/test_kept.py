"""Programs that die are started again, later and later."""

import sys

import pytest

from pat_logistics.embedded import kept
from pat_logistics.embedded.process import Child, ServiceError
from tests.embedded.portal import wait_until


@pytest.fixture
def said():
    return []


@pytest.fixture
def clock(monkeypatch):
    """The seconds that pass, one more at each `clock[0] += 1`."""
    now = [1000.0]
    monkeypatch.setattr(kept.time, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def keep(tmp_path, said):
    """Keep a program that runs these lines of Python, and count its starts."""
    running = []

    def begin(*codes):
        starts = iter([*codes, *codes[-1:] * 50])

        def launch():
            begin.starts += 1
            code = next(starts)
            if code is None:
                raise ServiceError("pas de place")
            return Child("Le service", [sys.executable, "-c", code], log=tmp_path / "log")

        running.append(kept.Kept(launch, said.append))
        return running[-1]

    begin.starts = 0
    yield begin
    for each in running:
        each.stop()


LIVES, DIES = "import time; time.sleep(600)", "print('plus de place'); raise SystemExit(3)"


def ended(program):
    wait_until(lambda: not program.alive(), 20)


def test_a_program_that_lives_is_left_alone(keep, said, clock):
    program = keep(LIVES)
    clock[0] += 1000
    program.tend()
    assert (keep.starts, said) == (1, [])


def test_a_program_that_dies_starts_again_at_once_and_both_are_told(keep, said, clock):
    program = keep(DIES, LIVES)
    ended(program)
    program.tend()
    clock[0] += 2
    program.tend()
    assert program.alive()
    assert "Le service s’est arrêté (code 3) et va être relancé" in said[0]
    assert "plus de place" in said[0]
    assert said[1:] == ["Le service est reparti."]


def test_a_program_that_dies_again_and_again_is_tried_later_and_later_and_told_once(keep, said, clock):
    program, waits = keep(DIES), []
    for _ in range(8):
        ended(program)
        before, began = keep.starts, clock[0]
        while keep.starts == before:
            program.tend()
            clock[0] += 0.5
        waits.append(clock[0] - began)
    assert waits == sorted(waits)
    assert 28 < waits[-1] < 32
    assert len(said) == 1


def test_a_program_that_cannot_start_is_tried_again(keep, said, clock):
    program = keep(DIES, None, None, LIVES)
    ended(program)
    for _ in range(20):
        program.tend()
        clock[0] += 1
    assert program.alive()
    assert said[-1] == "Le service est reparti."
