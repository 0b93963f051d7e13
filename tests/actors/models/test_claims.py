"""Asking for an entry, once at a time."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from pat_logistics.actors.models import ActorClaim
from tests.factories.actors import ActorClaimFactory

pytestmark = pytest.mark.django_db


def test_one_waits_once_for_an_entry():
    claim = ActorClaimFactory()
    with pytest.raises(IntegrityError, match="actorclaim_one_pending"):
        ActorClaimFactory(actor=claim.actor, user=claim.user)


def test_who_was_refused_may_ask_again():
    claim = ActorClaimFactory(accepted=False, decided_at=timezone.now())
    again = ActorClaimFactory(actor=claim.actor, user=claim.user)
    assert list(ActorClaim.objects.pending()) == [again]
    assert not ActorClaim.objects.accepted()


def test_an_answer_has_a_date():
    with pytest.raises(IntegrityError, match="actorclaim_decided_or_not"):
        ActorClaimFactory(accepted=True)
