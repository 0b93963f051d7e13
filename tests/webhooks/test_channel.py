"""What leaves, signed, and what each answer makes of it."""

import json
import time

import pytest
from django.utils import timezone

from pat_logistics.outbox import services as outbox
from pat_logistics.outbox.models import OutboxState
from pat_logistics.webhooks import signing, topics
from pat_logistics.webhooks.channel import WEBHOOKS, body_of
from pat_logistics.webhooks.destinations import is_public
from pat_logistics.webhooks.models import Kind
from pat_logistics.webhooks.services import rotate
from tests.factories.webhooks import message_to, subscription_of

pytestmark = pytest.mark.django_db


def told(message):
    return json.loads(body_of(message))


def test_the_channel_of_the_portal_calls_the_internet_alone():
    assert WEBHOOKS.is_allowed is is_public
    assert WEBHOOKS.context is None


def test_a_message_arrives_signed(receiver, channel):
    message = message_to()
    outbox.deliver(channel, message.pk)
    message.refresh_from_db()
    assert (message.state, message.answer, message.last_error) == (OutboxState.SENT, 204, "")
    [(_path, headers, body)] = receiver.received
    assert body == body_of(message)
    assert headers["webhook-id"] == f"msg_{message.message_id.hex}"
    [secret] = message.subscription.secrets(timezone.now())
    moment = int(headers["webhook-timestamp"])
    assert abs(moment - timezone.now().timestamp()) < 60
    assert headers["webhook-signature"] == signing.signature(secret, headers["webhook-id"], moment, body)


def test_while_a_secret_is_changed_both_sign(receiver, channel):
    message = message_to()
    before = message.subscription.secrets(timezone.now())[0]
    after = rotate(message.subscription)
    outbox.deliver(channel, message.pk)
    [(_path, headers, body)] = receiver.received
    of_both = [
        signing.signature(each, headers["webhook-id"], int(headers["webhook-timestamp"]), body)
        for each in (after, before)
    ]
    assert headers["webhook-signature"].split() == of_both


@pytest.mark.parametrize("status", [301, 308, 400, 401, 404, 429, 500, 503])
def test_any_answer_but_a_success_is_tried_again(receiver, channel, status):
    receiver.statuses = [status]
    message = message_to()
    outbox.deliver(channel, message.pk)
    message.refresh_from_db()
    assert (message.state, message.answer) == (OutboxState.WAITING, status)
    assert message.failure == f"Réponse {status}."
    assert message.not_before > timezone.now()


def test_gone_is_not_tried_again(receiver, channel):
    receiver.statuses = [410]
    message = message_to()
    outbox.deliver(channel, message.pk)
    message.refresh_from_db()
    assert (message.state, message.answer) == (OutboxState.REFUSED, 410)


def test_a_name_that_leads_inside_is_not_called(name_leads_to):
    name_leads_to("169.254.169.254")
    message = message_to()
    outbox.deliver(WEBHOOKS, message.pk)
    message.refresh_from_db()
    assert (message.state, message.handed_at) == (OutboxState.WAITING, None)
    assert "réseau privé" in message.failure


def test_a_silence_after_the_message_was_sent_is_tried_again(receiver, channel, settings):
    settings.WEBHOOK_TIMEOUT = 0.3
    receiver.before_answering = lambda request: time.sleep(0.6)
    message = message_to()
    outbox.deliver(channel, message.pk)
    message.refresh_from_db()
    assert (message.state, message.answer) == (OutboxState.WAITING, None)


def test_a_message_says_which_row_and_not_what_it_holds(settings):
    message = message_to(kind=Kind.PUBLISHED, dataset="flows", row_id=12)
    assert told(message) == {
        "type": "row.published",
        "timestamp": message.moment.isoformat(),
        "data": {
            "dataset": "flows",
            "row_id": 12,
            "api_url": f"{settings.SITE_URL}/api/v1/flows/12/",
            "url": None,
        },
    }


def test_the_page_of_a_row_is_looked_up_as_the_message_leaves(monkeypatch):
    pages = {12: "https://portail.exemple.fr/producteurs/mai/"}
    topic = topics.Topic("producers", "Producteurs", pages.get)
    monkeypatch.setitem(topics.TOPICS, "producers", topic)
    message = message_to(row_id=12)
    assert told(message)["data"]["url"] == pages[12]
    pages.clear()
    assert told(message)["data"]["url"] is None


def test_what_is_withdrawn_leads_nowhere(monkeypatch):
    topic = topics.Topic("producers", "Producteurs", lambda row: "https://portail.exemple.fr/mai/")
    monkeypatch.setitem(topics.TOPICS, "producers", topic)
    data = told(message_to(kind=Kind.WITHDRAWN, row_id=12))["data"]
    assert data == {"dataset": "producers", "row_id": 12, "api_url": None, "url": None}


def test_many_changes_are_one_list_to_read_again(settings):
    subscription = subscription_of()
    data = told(message_to(subscription, kind=Kind.MANY, row_id=None))["data"]
    assert data == {"dataset": "producers", "api_url": f"{settings.SITE_URL}/api/v1/producers/"}


def test_a_ping_is_about_nothing():
    assert told(message_to(kind=Kind.PING))["data"] == {}
