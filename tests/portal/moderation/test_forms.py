"""Reporting, answering, choosing."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from pat_logistics.portal.moderation.forms import AnswerForm, QueueForm, ReportForm
from pat_logistics.portal.moderation.models import ErrorReport
from tests.factories.moderation import ErrorReportFactory


def told(**changes):
    return ReportForm({"reason": "price", "text": "Faux.", "form_key": uuid.uuid4()} | changes)


@pytest.mark.django_db
def test_people_leave_the_trap_empty_and_machines_fill_it():
    people, machine = told(), told(homepage="https://spam.example")
    assert people.is_valid()
    assert not people.is_trapped
    assert machine.is_valid()
    assert machine.is_trapped


def test_each_form_shown_has_a_key_of_its_own_and_no_reason_is_ticked_beforehand():
    assert ReportForm().initial["form_key"] != ReportForm().initial["form_key"]
    assert "" not in dict(ReportForm().fields["reason"].choices)


def test_a_report_ends_accepted_or_rejected_with_or_without_a_word():
    assert AnswerForm({"state": "done"}).is_valid()
    assert not AnswerForm({"state": "new", "answer": "…"}).is_valid()


@pytest.mark.django_db
def test_an_answer_the_queue_does_not_know_counts_as_none():
    report = ErrorReportFactory()
    ErrorReportFactory(rejected=True)
    shown = QueueForm({"state": "lost", "kind": "ferme", "age": "x"}).narrow(
        ErrorReport.objects.all(), timezone.now()
    )
    assert list(shown) == [report]


@pytest.mark.django_db
def test_the_age_counts_from_the_moment_asked():
    ErrorReportFactory()
    reports = ErrorReport.objects.all()
    assert not QueueForm({"age": "7"}).narrow(reports, timezone.now()).exists()
    assert QueueForm({"age": "7"}).narrow(reports, timezone.now() + timedelta(days=8)).exists()
