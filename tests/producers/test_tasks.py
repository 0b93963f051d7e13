"""Scheduled care of the farms' profiles."""

from datetime import timedelta

import pytest
from django.utils import timezone

from producers.entries import REMIND_AFTER
from producers.models import AdvisorEntry
from producers.tasks import remind_unclaimed
from tests.factories.producers import AdvisorEntryFactory

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
