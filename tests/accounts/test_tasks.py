"""Scheduled care of the accounts."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from pat_logistics.accounts.tasks import clear_expired_sessions


@pytest.mark.django_db
def test_only_the_sessions_that_are_over_are_forgotten():
    now = timezone.now()
    Session.objects.create(session_key="over", expire_date=now - timedelta(days=1))
    Session.objects.create(session_key="open", expire_date=now + timedelta(days=1))
    clear_expired_sessions()
    assert [session.session_key for session in Session.objects.order_by("pk")] == ["open"]
