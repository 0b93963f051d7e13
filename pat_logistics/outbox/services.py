"""Writing down what leaves, and sending what is written down, whatever the channel.

A request only writes the item in the database, in its own transaction. A worker sends it; when the worker,
the broker or the other server is away, the item waits, and a scheduled sweep takes it up.

No protocol promises "exactly once": between the last byte sent and the answer of the other server, a machine
that dies knows nothing. That instant is marked in the database by an update that only one worker can win. An
item left there is never sent again by itself: it is shown as uncertain, and a person decides. A channel whose
readers pass over what they already have (`repeats`) tries it again instead.
"""

import logging
import random
import time
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from pat_logistics.outbox.channel import Channel, Item, RefusedError, UnreachableError
from pat_logistics.outbox.models import REPEATABLE, OutboxState, Outgoing
from pat_logistics.typed import one_line
from pat_logistics.workers import ask_a_worker

logger = logging.getLogger(__name__)

# Minutes before the next try; the last delay is repeated until GIVE_UP.
RETRY_MINUTES = (1, 5, 15, 60, 180, 360)
GIVE_UP = timedelta(days=3)
# The sweep leaves a new item to the worker that was just asked.
HEAD_START = timedelta(seconds=30)
KEPT = timedelta(days=90)
SWEPT_AT_ONCE = 200
# A sweep ends well before the time limit of its task; the next one goes on.
SWEEP_S = settings.CELERY_TASK_SOFT_TIME_LIMIT / 2


class TakenError(Exception):
    """Another worker is sending this item."""


def write(channel: Channel[Item], *, key: str, **values: Any) -> Item:
    """Write an item down, to be sent once the current transaction is committed.

    A key already used gives back the item it was used for.
    """
    item, created = channel.model.objects.get_or_create(key=key, defaults=values)
    if created:
        transaction.on_commit(partial(ask_a_worker, channel.deliver_task, item.pk))
    return item


def send_again(channel: Channel[Item], item: Item, **corrected: Any) -> bool:
    """Send again what was refused or may not have left, as a person asked; False if it cannot be."""
    now = timezone.now()
    again = {
        "state": OutboxState.WAITING,
        "not_before": now,
        "created_at": now,
        "attempts": 0,
        "last_error": "",
    }
    states = [*REPEATABLE, OutboxState.SENT] if channel.repeats else REPEATABLE
    left = channel.model.objects.filter(pk=item.pk, state__in=states)
    if channel.emptied:
        left = left.exclude(**channel.emptied)
    if not left.update(**again, **corrected):
        return False
    transaction.on_commit(partial(ask_a_worker, channel.deliver_task, item.pk))
    return True


def deliver(channel: Channel[Item], pk: int) -> bool:
    """Send one item if it is due. Called twice, or by two workers at once, it still leaves once.

    False when the other server cannot be reached: the next item would wait for it in vain.
    """
    item = channel.model.objects.due(timezone.now()).filter(pk=pk).first()
    if item is None:
        return True
    handed = False

    def hand_over() -> None:
        nonlocal handed
        _take(item)
        handed = True

    try:
        channel.send(item, hand_over)
    except TakenError:
        return True
    except Exception as error:  # noqa: BLE001 - whatever went wrong is written beside the item
        _failed(channel, item, error, handed=handed)
        return not isinstance(error, UnreachableError)
    _settle(item, OutboxState.SENT)
    return True


def _of(item: Outgoing) -> Any:
    return type(item)._default_manager.filter(pk=item.pk)


def _take(item: Outgoing) -> None:
    """Mark the item as handed over, for one worker only."""
    taken = (
        _of(item)
        .filter(state=OutboxState.WAITING)
        .update(state=OutboxState.SENDING, handed_at=timezone.now(), attempts=F("attempts") + 1)
    )
    if not taken:
        raise TakenError


def _settle(item: Outgoing, state: OutboxState, *, handed: bool = True, **changes: Any) -> None:
    """Write down what became of the item, unless another worker took it meanwhile."""
    ours = OutboxState.SENDING if handed else OutboxState.WAITING
    _of(item).filter(state=ours).update(state=state, **changes)


def _failed(channel: Channel[Item], item: Item, error: Exception, *, handed: bool) -> None:
    cause = error.__cause__ or error
    told = one_line(f"{type(cause).__name__}: {cause}")[:300]
    logger.warning("%s %s did not leave: %s", type(item).__name__, item.pk, told)
    if handed and not isinstance(error, RefusedError) and not channel.repeats:
        _settle(item, OutboxState.UNCERTAIN, last_error=told)
        return
    now = timezone.now()
    if (isinstance(error, RefusedError) and error.for_good) or now - item.created_at > GIVE_UP:
        _settle(item, OutboxState.REFUSED, handed=handed, last_error=told)
        return
    attempts = item.attempts + 1
    changes = {"last_error": told, "attempts": attempts, "not_before": now + delay_after(attempts)}
    _settle(item, OutboxState.WAITING, handed=handed, **changes)


def delay_after(failures: int) -> timedelta:
    """How long to wait after so many failures in a row.

    With a little chance in it, so that a server that comes back does not meet everyone at once.
    """
    minutes = RETRY_MINUTES[min(failures, len(RETRY_MINUTES)) - 1]
    return timedelta(minutes=minutes * random.uniform(1, 1.2))  # noqa: S311


def settle_interrupted(channel: Channel[Item], now: datetime) -> int:
    """What a dead worker left in the middle is uncertain, or waits again where twice is once; how many."""
    longest = timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT)
    left = channel.model.objects.filter(state=OutboxState.SENDING, handed_at__lt=now - longest)
    state = OutboxState.WAITING if channel.repeats else OutboxState.UNCERTAIN
    return left.update(state=state, last_error="Le serveur n’a pas eu le temps de répondre.")


def sweep(channel: Channel[Item], now: datetime) -> int:
    """Send what nobody sent, and settle what a dead worker left in the middle; gives how many."""
    settle_interrupted(channel, now)
    late = channel.model.objects.due(now - HEAD_START).values_list("pk", flat=True)[:SWEPT_AT_ONCE]
    swept, ends_at = 0, time.monotonic() + SWEEP_S
    for pk in list(late):
        swept += 1
        if not deliver(channel, pk) or time.monotonic() > ends_at:
            break
    return swept


def forget_old(channel: Channel[Item], now: datetime) -> int:
    """Empty what left long ago of what names people; the key stays, so that it is not sent again."""
    old = channel.model.objects.filter(created_at__lt=now - KEPT).exclude(state=OutboxState.WAITING)
    emptied = channel.emptied | {"last_error": ""}
    return old.exclude(**emptied).update(**emptied)
