"""Scheduled care of the farms' profiles."""

from datetime import timedelta

import pytest
from django.utils import timezone

from producers.entries import REMIND_AFTER
from producers.models import AdvisorEntry, Intake
from producers.tasks import forget_lists, remind_unclaimed, tell_listed
from tests.factories.producers import AdvisorEntryFactory, IntakeFactory

pytestmark = pytest.mark.django_db


def test_whoever_did_not_answer_is_written_to_once():
    entry = AdvisorEntryFactory()
    AdvisorEntry.objects.update(entered_at=timezone.now() - REMIND_AFTER - timedelta(days=1))
    remind_unclaimed.apply()
    entry.refresh_from_db()
    first = entry.reminded_at
    remind_unclaimed.apply()
    entry.refresh_from_db()
    assert first is not None
    assert entry.reminded_at == first


def test_lists_are_told_and_forgotten():
    written = IntakeFactory(written=True)
    waiting = IntakeFactory(tried=True)
    Intake.objects.update(sent_at=timezone.now() - timedelta(days=10))
    tell_listed.apply()
    forget_lists.apply()
    written.refresh_from_db()
    waiting.refresh_from_db()
    assert written.told_at is not None
    assert waiting.content is None
