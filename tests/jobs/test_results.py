"""Where the result of a job is read."""

import pytest

from pat_logistics.jobs.kinds import File
from pat_logistics.jobs.models import FileRole
from pat_logistics.jobs.results import address_of, has_result
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db
SHEET = File("compte.csv", "text/csv", b"0;1;2")


def test_rows_even_none_of_them_are_a_result():
    assert has_result(JobFactory(finished=True, rows=[]))
    assert not has_result(JobFactory(finished=True, rows=None))


def test_a_file_that_was_made_is_a_result_and_one_that_was_sent_is_none():
    sent, made = JobFactory(finished=True, rows=None), JobFactory(finished=True, rows=None)
    sent.keep(FileRole.INPUT, SHEET)
    made.keep(FileRole.RESULT, SHEET)
    assert not has_result(sent)
    assert has_result(made)


def test_a_job_that_is_not_done_has_neither_result_nor_address():
    for job in (JobFactory(), JobFactory(failed=True)):
        assert not has_result(job)
        assert address_of(job) == ""


def test_the_page_of_the_result_is_what_its_kind_says():
    job = JobFactory(finished=True)
    assert address_of(job) == f"/compte/{job.key}/"
    assert address_of(JobFactory(kind="tests_silent", finished=True)) == ""
    assert address_of(JobFactory(kind="tests_gone", finished=True)) == ""
