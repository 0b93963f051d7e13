"""A file is tried by writing it, then undoing: what the trial tells is what is written."""

import pytest

from pat_logistics.exchange.sheets import UnreadableFileError
from tests.exchange.imports import NameImport, WholeImport, stored

pytestmark = pytest.mark.django_db


def test_a_trial_tells_what_the_writing_will_and_writes_nothing():
    trial = NameImport().run(b"a b ! a", apply=False)
    assert stored() == set()
    assert str(NameImport().run(b"a b ! a", apply=True)) == str(trial) == "2 créées, 1 inchangée, 1 refusée"
    assert stored() == {"a", "b"}


def test_one_refused_line_keeps_out_a_file_that_is_whole_or_not_at_all():
    assert WholeImport().run(b"a !", apply=True).refused == 1
    assert stored() == set()
    WholeImport().run(b"a b", apply=True)
    assert stored() == {"a", "b"}


def test_what_is_stopped_half_way_has_written_nothing_and_may_be_run_again():
    def stopped(done, _out_of):
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        NameImport().run(b"a b c", apply=True, progress=stopped)
    assert stored() == set()
    NameImport().run(b"a b c", apply=True)
    assert stored() == {"a", "b", "c"}


def test_the_progress_is_told_line_by_line():
    told = []
    NameImport().run(b"a b c", apply=False, progress=lambda *done: told.append(done))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_file_that_makes_no_sense_as_a_whole_is_not_begun():
    with pytest.raises(UnreadableFileError):
        NameImport().run(b"", apply=True)
