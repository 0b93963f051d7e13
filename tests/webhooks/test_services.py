"""Told once each, tried again at length, given up in the end; no site keeps another waiting."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from pat_logistics import workers
from pat_logistics.mail.models import OutgoingMail
from pat_logistics.outbox import services as outbox
from pat_logistics.outbox.models import OutboxState
from pat_logistics.webhooks import services
from pat_logistics.webhooks.models import MOST_PER_PERSON, Delivery, Kind, Stop
from tests.factories.accounts import UserFactory
from tests.factories.webhooks import ADDRESS, message_to, subscription_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def fresh(row):
    row.refresh_from_db()
    return row


def due_again():
    Delivery.objects.update(not_before=timezone.now())


def paths(receiver):
    return [path for path, *_ in receiver.received]


# --- Making, changing, stopping ------------------------------------------------------------------------


def test_a_webhook_is_made_with_a_secret_that_signs():
    user = UserFactory()
    made, secret = services.subscribe(user=user, name="Carte", address=ADDRESS, datasets=["producers"])
    assert made.secrets(timezone.now()) == [secret]
    assert secret.startswith("whsec_")


def test_one_too_many_is_refused():
    user = UserFactory()
    for number in range(MOST_PER_PERSON):
        subscription_of(user, name=f"Programme {number}")
    with pytest.raises(services.TooManyError):
        services.subscribe(user=user, name="De trop", address=ADDRESS, datasets=["producers"])
    subscription_of(name="D’un autre")


def test_a_new_secret_takes_the_place_of_the_old_one_which_signs_on():
    subscription = subscription_of()
    [first] = subscription.secrets(timezone.now())
    second = services.rotate(subscription)
    assert fresh(subscription).secrets(timezone.now()) == [second, first]
    third = services.rotate(subscription)
    assert fresh(subscription).secrets(timezone.now()) == [third, second]
    assert subscription.secrets(timezone.now() + services.BOTH_SECRETS) == [third]


def test_another_address_is_asked_at_once():
    subscription = subscription_of(failures=5, rests_until=timezone.now() + DAY)
    message = message_to(subscription, not_before=timezone.now() + DAY)
    services.change(subscription, name="Carte", address="https://b.exemple.fr/", datasets=["flows"])
    fresh(subscription)
    assert (subscription.address, subscription.datasets) == ("https://b.exemple.fr/", ["flows"])
    assert subscription.failures == 0
    assert fresh(message).not_before <= timezone.now()


def test_another_name_changes_nothing_of_what_fails():
    subscription = subscription_of(failures=5, rests_until=timezone.now() + DAY)
    services.change(subscription, name="Autre", address=ADDRESS, datasets=["producers"])
    assert (fresh(subscription).name, subscription.failures) == ("Autre", 5)


def test_what_is_stopped_at_the_wish_of_its_owner_is_told_to_nobody():
    subscription = subscription_of()
    assert services.stop(subscription, why=Stop.ASKED)
    assert not services.stop(subscription, why=Stop.GONE)
    assert fresh(subscription).stopped_why == Stop.ASKED
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("why", [Stop.GONE, Stop.SILENT, Stop.OPERATOR])
def test_whoever_did_not_ask_is_written_to(why):
    subscription = subscription_of()
    services.stop(subscription, why=why)
    letter = OutgoingMail.objects.get()
    assert letter.to == subscription.user.email
    assert why.label in letter.body
    assert subscription.get_absolute_url() in letter.body


def test_what_is_taken_up_again_follows_from_now_on():
    subscription = subscription_of(since=timezone.now() - DAY)
    assert not services.resume(subscription)
    services.stop(subscription, why=Stop.SILENT)
    before = timezone.now()
    assert services.resume(subscription)
    assert fresh(subscription).since >= before
    assert (subscription.stopped_at, subscription.stopped_why) == (None, "")


# --- Telling ---------------------------------------------------------------------------------------------


def tell(*rows, dataset="producers", kind=Kind.CHANGED, moment=None):
    return services.tell(dataset=dataset, kind=kind, rows=dict.fromkeys(rows, moment or timezone.now()))


def test_a_change_is_told_to_all_who_follow_the_list():
    first, second = subscription_of(), subscription_of()
    subscription_of(datasets=["flows"])
    assert tell(7) == 2
    assert set(Delivery.objects.values_list("subscription", "dataset", "row_id", "kind")) == {
        (each.pk, "producers", 7, Kind.CHANGED) for each in (first, second)
    }


def test_the_same_change_is_told_once():
    subscription_of()
    moment = timezone.now()
    for _ in range(2):
        tell(7, moment=moment)
    assert Delivery.objects.count() == 1
    tell(7, moment=moment + timedelta(seconds=1))
    assert Delivery.objects.count() == 2


def test_what_changed_before_is_not_told():
    subscription = subscription_of()
    assert tell(7, moment=subscription.since - timedelta(seconds=1)) == 0


def test_too_many_changes_are_one_message(monkeypatch):
    monkeypatch.setattr(services, "MOST_AT_ONCE", 3)
    subscription_of()
    assert tell(1, 2, 3) == 3
    assert tell(4, 5, 6, 7) == 1
    many = Delivery.objects.get(kind=Kind.MANY)
    assert (many.dataset, many.row_id) == ("producers", None)


def test_one_sweep_is_asked_however_many_rows_changed(monkeypatch, django_capture_on_commit_callbacks):
    asked = []
    monkeypatch.setattr(workers.current_app, "send_task", lambda *told, **_: asked.append(told))
    subscription_of()
    with django_capture_on_commit_callbacks(execute=True):
        tell(1, 2, 3)
        tell(1, dataset="flows")
    assert asked == [(services.SWEEP_TASK, ())]


def test_the_lists_that_somebody_follows():
    subscription_of(datasets=["flows", "producers"])
    subscription_of(datasets=["producers"])
    subscription_of(datasets=["carriers"], stopped_at=timezone.now(), stopped_why=Stop.ASKED)
    assert services.followed() == {"flows", "producers"}


# --- Sending ---------------------------------------------------------------------------------------------


def test_a_ping_leaves(receiver, channel):
    assert services.deliver(services.ping(subscription_of()).pk, channel)
    assert b'"type":"ping"' in receiver.received[0][2]


def test_what_is_stopped_is_not_called(receiver, channel):
    message = message_to()
    services.stop(message.subscription, why=Stop.ASKED)
    assert not services.deliver(message.pk, channel)
    services.sweep(timezone.now(), channel)
    assert receiver.received == []
    assert fresh(message).state == OutboxState.WAITING


def test_nothing_of_a_closed_account_is_sent(receiver, channel):
    message = message_to(subscription_of(UserFactory(is_active=False)))
    services.deliver(message.pk, channel)
    assert receiver.received == []


def test_a_message_that_is_gone_is_no_failure(channel):
    assert not services.deliver(1, channel)


def test_a_site_that_fails_rests_longer_each_time_then_is_told_everything(receiver, channel):
    subscription = subscription_of()
    messages = [message_to(subscription) for _ in range(3)]
    receiver.statuses = [500, 500]
    rests = []
    for failures in (1, 2):
        now = timezone.now()
        assert services.sweep(now, channel) == 1, "the first failure ends the turn of the site"
        assert fresh(subscription).failures == failures
        rests.append(subscription.rests_until - now)
        assert services.sweep(timezone.now(), channel) == 0
        subscription.rests_until = timezone.now()
        subscription.save()
    assert timedelta(minutes=1) <= rests[0] < rests[1]
    due_again()
    assert services.sweep(timezone.now(), channel) == 3
    assert {fresh(each).state for each in messages} == {OutboxState.SENT}
    assert (fresh(subscription).failures, subscription.failing_since) == (0, None)


def test_a_site_that_fails_keeps_no_other_waiting(receiver, channel):
    failing, well = subscription_of(address="https://inconnu.exemple.fr/"), subscription_of()
    for _ in range(3):
        message_to(failing)
    message = message_to(well)
    services.sweep(timezone.now(), channel)
    assert fresh(message).state == OutboxState.SENT
    assert failing.deliveries.filter(attempts__gt=0).count() == 1


def test_a_slow_site_leaves_its_turn_to_the_next(receiver, channel, monkeypatch):
    monkeypatch.setattr(services, "SHARE_S", 0.0)
    slow, well = subscription_of(), subscription_of()
    for subscription in (slow, slow, well):
        message_to(subscription)
    ticks = iter(range(1000))
    monkeypatch.setattr(services.time, "monotonic", lambda: float(next(ticks)) / 100)
    services.sweep(timezone.now(), channel)
    assert receiver.received == [], "no time at all: nothing leaves"
    monkeypatch.setattr(services, "SHARE_S", 0.015)
    services.sweep(timezone.now(), channel)
    assert slow.deliveries.filter(state=OutboxState.SENT).count() == 1
    assert well.deliveries.filter(state=OutboxState.SENT).count() == 1


def test_a_message_not_due_yet_is_no_failure_of_its_site(receiver, channel):
    message = message_to(not_before=timezone.now() + DAY)
    services.deliver(message.pk, channel)
    assert receiver.received == []
    assert fresh(message.subscription).failures == 0


def test_a_site_that_is_gone_is_stopped(receiver, channel):
    receiver.statuses = [410]
    message = message_to()
    services.deliver(message.pk, channel)
    assert fresh(message.subscription).stopped_why == Stop.GONE
    assert fresh(message).state == OutboxState.REFUSED


def test_three_days_of_failures_make_a_dead_letter_and_stop_the_webhook(receiver, channel):
    receiver.statuses = [503] * 3
    message = message_to()
    subscription = message.subscription
    services.deliver(message.pk, channel)
    assert fresh(subscription).failing_since
    long_ago = timezone.now() - outbox.GIVE_UP - timedelta(hours=1)
    Delivery.objects.update(created_at=long_ago, not_before=long_ago)
    subscription.failing_since = long_ago
    subscription.save()
    services.deliver(message.pk, channel)
    assert (fresh(message).state, message.answer) == (OutboxState.REFUSED, 503)
    assert fresh(subscription).stopped_why == Stop.SILENT


def test_one_message_that_is_never_taken_does_not_stop_what_works(receiver, channel):
    subscription = subscription_of()
    poison, well = message_to(subscription), message_to(subscription)
    receiver.statuses = [400]
    services.deliver(poison.pk, channel)
    services.deliver(well.pk, channel)
    assert (fresh(subscription).failures, subscription.failing_since) == (0, None)
    assert fresh(poison).state == OutboxState.WAITING


def test_a_dead_letter_is_sent_again_under_its_own_identifier(receiver, channel):
    message = message_to(state=OutboxState.REFUSED)
    assert services.send_again(message)
    services.deliver(message.pk, channel)
    assert fresh(message).state == OutboxState.SENT
    assert services.send_again(message), "its reader may have lost it"
    services.deliver(message.pk, channel)
    identifiers = [headers["webhook-id"] for _, headers, _ in receiver.received]
    assert identifiers == [f"msg_{message.message_id.hex}"] * 2


def test_all_the_dead_letters_leave_again_and_nothing_else():
    subscription = subscription_of()
    dead = [message_to(subscription, state=OutboxState.REFUSED) for _ in range(2)]
    sent = message_to(subscription, state=OutboxState.SENT, handed_at=timezone.now())
    message_to(state=OutboxState.REFUSED)
    assert services.send_all_again(subscription) == 2
    assert {fresh(each).state for each in dead} == {OutboxState.WAITING}
    assert fresh(sent).state == OutboxState.SENT


def test_what_a_dead_worker_left_in_the_middle_leaves_again(receiver, channel):
    message = message_to(state=OutboxState.SENDING, handed_at=timezone.now() - DAY)
    services.sweep(timezone.now(), channel)
    assert fresh(message).state == OutboxState.SENT


def test_messages_are_forgotten_after_a_month():
    now = timezone.now()
    message_to(created_at=now - services.KEPT - DAY)
    kept = message_to(created_at=now - services.KEPT + DAY)
    assert services.forget_old(now) == 1
    assert list(Delivery.objects.all()) == [kept]
    assert mail.outbox == []
