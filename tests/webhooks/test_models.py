from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from pat_logistics.outbox.models import OutboxState
from pat_logistics.webhooks.models import Delivery, Kind, Stop, Subscription
from pat_logistics.webhooks.signing import new_seed, secret_of
from tests.factories.accounts import UserFactory
from tests.factories.webhooks import message_to, subscription_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": "http://avis.exemple.fr/"},
        {"datasets": []},
        {"stopped_at": timezone.now()},
        {"stopped_why": Stop.GONE},
        {"stopped_at": timezone.now(), "stopped_why": "fatigue"},
        {"previous_seed": "graine"},
        {"previous_until": timezone.now()},
    ],
)
def test_the_database_refuses_a_webhook_that_makes_no_sense(wrong):
    subscription_of()
    with pytest.raises(IntegrityError):
        Subscription.objects.update(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "row.eaten"}, {"row_id": None}, {"dataset": ""}, {"kind": Kind.MANY}, {"kind": Kind.PING}],
)
def test_the_database_refuses_a_message_that_makes_no_sense(wrong):
    message_to()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.update(**wrong)


def test_two_webhooks_of_a_person_have_two_names():
    subscription = subscription_of()
    subscription_of(name="Carte")
    with pytest.raises(IntegrityError):
        subscription_of(subscription.user)


def test_only_what_follows_a_list_of_an_open_account_and_is_not_stopped_is_told():
    told = subscription_of(datasets=["flows", "producers"])
    subscription_of(datasets=["flows"])
    subscription_of(stopped_at=timezone.now(), stopped_why=Stop.ASKED)
    subscription_of(UserFactory(is_active=False))
    assert list(Subscription.objects.live().following("producers")) == [told]


def test_what_failed_a_moment_ago_rests():
    now = timezone.now()
    subscription_of(rests_until=now + timedelta(minutes=1))
    rested = subscription_of(rests_until=now)
    assert list(Subscription.objects.rested(now)) == [rested]


def test_the_secret_that_was_replaced_signs_until_its_day():
    now = timezone.now()
    before = new_seed()
    subscription = subscription_of(previous_seed=before, previous_until=now + timedelta(days=1))
    own = secret_of(subscription.seed)
    assert subscription.secrets(now) == [own, secret_of(before)]
    assert subscription.secrets(now + timedelta(days=2)) == [own]
    assert subscription_of().secrets(now)[1:] == []


def test_the_lists_are_named_in_the_order_of_the_portal():
    assert subscription_of(datasets=["flows", "gone", "producers"]).titles == [
        "Producteurs",
        "Lieux de livraison",
    ]


def test_what_was_given_up_is_dead():
    message_to(state=OutboxState.SENT, handed_at=timezone.now())
    message_to()
    dead = message_to(state=OutboxState.REFUSED)
    assert list(Delivery.objects.given_up()) == [dead]


@pytest.mark.parametrize("state", OutboxState.values)
def test_what_is_on_its_way_is_not_sent_again(state):
    assert Delivery(state=state).may_be_sent_again == (state not in ("waiting", "sending"))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"dataset": "producers", "row_id": 1200}, "Producteurs, ligne 1200"),
        ({"dataset": "producers"}, "Producteurs"),
        ({"dataset": "gone", "row_id": 1}, "gone, ligne 1"),
        ({}, ""),
    ],
)
def test_a_message_says_what_it_is_about(values, words):
    assert Delivery(**values).about == words


def test_a_webhook_goes_with_its_account():
    message = message_to()
    message.subscription.user.delete()
    assert not Delivery.objects.exists()
