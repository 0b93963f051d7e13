"""Whatever the channel: written with the change, sent later, never lost, never twice, uncertain shown."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from pat_logistics import workers
from pat_logistics.outbox import services
from pat_logistics.outbox.models import OutboxState
from pat_logistics.outbox.services import (
    delay_after,
    deliver,
    forget_old,
    send_again,
    settle_interrupted,
    sweep,
    write,
)
from tests.outbox.parcels import Parcel


def parcel(door, key="essai-1", label="Fromages"):
    return write(door, key=key, label=label)


def state_of(item):
    return Parcel.objects.get(pk=item.pk).state


def due_again():
    Parcel.objects.update(not_before=timezone.now())


def refuse_the_broker(monkeypatch):
    asked = []

    def away(*arguments, **_kwargs):
        asked.append(arguments)
        raise workers.OperationalError("no broker")

    monkeypatch.setattr(workers.current_app, "send_task", away)
    return asked


def test_the_same_key_is_one_item(door):
    first = parcel(door)
    assert parcel(door, label="Autre chose") == first
    assert Parcel.objects.count() == 1


def test_a_worker_is_asked_once_the_change_is_kept(door, monkeypatch, django_capture_on_commit_callbacks):
    asked = []
    monkeypatch.setattr(workers.current_app, "send_task", lambda *told, **_: asked.append(told))
    with django_capture_on_commit_callbacks(execute=True):
        item = parcel(door)
        parcel(door)
        assert asked == []
    assert asked == [("tests.deliver_parcel", (item.pk,))]


def test_a_transaction_undone_sends_nothing(door, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks, transaction.atomic():
        parcel(door)
        transaction.set_rollback(True)
    assert callbacks == []
    assert not Parcel.objects.exists()


def test_without_a_broker_the_request_goes_on_and_the_item_waits(
    door, monkeypatch, django_capture_on_commit_callbacks
):
    refuse_the_broker(monkeypatch)
    with django_capture_on_commit_callbacks(execute=True):
        item = parcel(door)
    assert state_of(item) == OutboxState.WAITING
    assert sweep(door, timezone.now() + services.HEAD_START) == 1
    assert state_of(item) == OutboxState.SENT


def test_an_item_leaves_once_however_often_it_is_asked(door):
    item = parcel(door)
    for _ in range(3):
        deliver(door, item.pk)
    assert door.accepted == ["Fromages"]
    assert state_of(item) == OutboxState.SENT


def test_two_workers_at_once_hand_it_over_once(door):
    item = parcel(door)
    # The other worker goes through the whole sending just before.
    door.moods = [lambda: deliver(door, item.pk)]
    deliver(door, item.pk)
    assert door.accepted == ["Fromages"]
    assert state_of(item) == OutboxState.SENT


def test_a_failure_before_it_was_handed_over_waits_longer_each_time(door):
    item, waits = parcel(door), []
    door.moods = ["slip before"] * 3
    for _ in range(3):
        due_again()
        before = timezone.now()
        deliver(door, item.pk)
        item.refresh_from_db()
        waits.append(item.not_before - before)
    assert (item.state, item.attempts, item.last_error) == (OutboxState.WAITING, 3, "OSError: slipped")
    assert timedelta(minutes=1) <= waits[0] < waits[1] < waits[2]


def test_a_passing_refusal_is_tried_again(door):
    item = parcel(door)
    door.moods = ["later"]
    deliver(door, item.pk)
    assert state_of(item) == OutboxState.WAITING
    due_again()
    deliver(door, item.pk)
    assert door.accepted == ["Fromages"]


def test_a_final_refusal_is_kept_as_one_with_its_cause(door):
    item = parcel(door)
    door.moods = ["never"]
    deliver(door, item.pk)
    item.refresh_from_db()
    assert (item.state, item.last_error) == (OutboxState.REFUSED, "ValueError: come back never")


def test_three_days_of_failures_end_the_tries(door):
    item = parcel(door)
    Parcel.objects.update(created_at=timezone.now() - services.GIVE_UP - timedelta(hours=1))
    door.moods = ["closed"]
    deliver(door, item.pk)
    assert state_of(item) == OutboxState.REFUSED


def test_silence_after_it_was_handed_over_leaves_it_uncertain_until_a_person_decides(
    door, django_capture_on_commit_callbacks
):
    item = parcel(door)
    door.moods = ["silent"]
    deliver(door, item.pk)
    item.refresh_from_db()
    assert (item.state, item.may_be_sent_again) == (OutboxState.UNCERTAIN, True)
    sweep(door, timezone.now() + timedelta(days=1))
    assert door.accepted == ["Fromages"]
    with django_capture_on_commit_callbacks() as asked:
        assert send_again(door, item, label="Fromages corrigés")
    assert len(asked) == 1
    deliver(door, item.pk)
    assert door.accepted == ["Fromages", "Fromages corrigés"]


def test_what_left_is_not_sent_again(door):
    item = parcel(door)
    deliver(door, item.pk)
    assert not send_again(door, item)


def test_what_a_dead_worker_left_in_the_middle_becomes_uncertain(door, settings):
    item, now = parcel(door), timezone.now()
    Parcel.objects.update(state=OutboxState.SENDING, handed_at=now)
    sweep(door, now + timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT - 1))
    assert state_of(item) == OutboxState.SENDING
    sweep(door, now + timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT + 1))
    assert state_of(item) == OutboxState.UNCERTAIN


def test_the_sweep_leaves_a_new_item_to_its_worker(door):
    parcel(door)
    assert sweep(door, timezone.now()) == 0


def test_the_sweep_does_not_wait_for_an_absent_server_item_after_item(door):
    for number in range(3):
        parcel(door, key=f"essai-{number}")
    door.moods = ["closed"] * 3
    assert sweep(door, timezone.now() + services.HEAD_START) == 1
    assert sum(Parcel.objects.values_list("attempts", flat=True)) == 1


def test_the_sweep_goes_on_after_a_failure_of_one_item(door):
    for number in range(3):
        parcel(door, key=f"essai-{number}", label=f"Colis {number}")
    door.moods = ["slip before"]
    assert sweep(door, timezone.now() + services.HEAD_START) == 3
    assert len(door.accepted) == 2


def test_what_left_long_ago_no_longer_names_anybody(door):
    sent, waiting = parcel(door), parcel(door, key="essai-2")
    deliver(door, sent.pk)
    later = timezone.now() + services.KEPT + timedelta(days=1)
    assert forget_old(door, later) == 1
    assert forget_old(door, later) == 0
    sent.refresh_from_db()
    waiting.refresh_from_db()
    assert (sent.label, waiting.label) == ("", "Fromages")
    assert parcel(door) == sent, "the key is still taken"


def test_what_was_emptied_cannot_be_sent_again(door):
    item = parcel(door)
    Parcel.objects.update(state=OutboxState.REFUSED, label="")
    assert not send_again(door, item)


class TestWhereTwiceIsOnce:
    """A channel whose readers pass over what they already have."""

    @pytest.fixture(autouse=True)
    def repeats(self, door):
        door.repeats = True

    def test_silence_after_it_was_handed_over_is_tried_again(self, door):
        item = parcel(door)
        door.moods = ["silent"]
        deliver(door, item.pk)
        assert state_of(item) == OutboxState.WAITING
        due_again()
        deliver(door, item.pk)
        assert door.accepted == ["Fromages", "Fromages"]
        assert state_of(item) == OutboxState.SENT

    def test_what_a_dead_worker_left_in_the_middle_waits_again(self, door, settings):
        item, now = parcel(door), timezone.now()
        Parcel.objects.update(state=OutboxState.SENDING, handed_at=now)
        assert settle_interrupted(door, now + timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT + 1)) == 1
        assert state_of(item) == OutboxState.WAITING

    def test_what_left_may_be_sent_again(self, door):
        item = parcel(door)
        deliver(door, item.pk)
        assert send_again(door, item)
        assert not send_again(door, item), "it waits already"

    def test_nothing_to_empty_is_no_reason_not_to_send_again(self, door):
        item = parcel(door, label="")
        door.emptied = {}
        deliver(door, item.pk)
        assert send_again(door, item)


@pytest.mark.parametrize(("failures", "minutes"), [(1, 1), (2, 5), (6, 360), (50, 360)])
def test_each_failure_in_a_row_makes_the_next_try_later(failures, minutes):
    assert timedelta(minutes=minutes) <= delay_after(failures) <= timedelta(minutes=minutes * 1.2)
