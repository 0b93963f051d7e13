"""The states of what leaves."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from pat_logistics.outbox.models import OutboxState
from tests.outbox.parcels import Parcel


@pytest.mark.parametrize("wrong", [{"state": "lost"}, {"state": OutboxState.SENT}])
def test_the_database_refuses_a_state_that_makes_no_sense(door, wrong):
    Parcel.objects.create(key="essai")
    with pytest.raises(IntegrityError):
        Parcel.objects.update(**wrong)


def test_what_is_due_comes_longest_waiting_first(door):
    now = timezone.now()
    for minutes in (5, 60, -5):
        Parcel.objects.create(key=f"{minutes}", not_before=now - timedelta(minutes=minutes))
    Parcel.objects.create(key="parti", state=OutboxState.SENT, handed_at=now)
    assert [str(item) for item in Parcel.objects.due(now)] == ["60", "5"]


@pytest.mark.parametrize("state", OutboxState.values)
def test_only_what_did_not_arrive_for_sure_may_be_sent_again(state):
    assert Parcel(state=state).may_be_sent_again == (state in ("refused", "uncertain"))
