"""Subscriptions are made, changed, stopped; what changes in the lists is told to them."""

import time
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from pat_logistics.accounts.models import User
from pat_logistics.mail.services import queue_mail
from pat_logistics.outbox import services as outbox
from pat_logistics.outbox.models import OutboxState
from pat_logistics.webhooks.channel import GONE, WEBHOOKS, WebhookChannel
from pat_logistics.webhooks.models import (
    BOTH_SECRETS,
    MOST_PER_PERSON,
    Delivery,
    Kind,
    Stop,
    Subscription,
)
from pat_logistics.webhooks.signing import new_seed, secret_of
from pat_logistics.workers import ask_a_worker

SWEEP_TASK = "pat_logistics.webhooks.tasks.sweep"
# More rows than this at once are one message: an import of a whole territory is a list to read again.
MOST_AT_ONCE = 500
# A sweep leaves the workers to the mails well before the next one begins; one slow site leaves it to others.
SWEEP_S, SHARE_S = 30.0, 10.0
KEPT = timedelta(days=30)


class TooManyError(Exception):
    """The person has as many subscriptions as one may."""


def subscribe(*, user: User, name: str, address: str, datasets: list[str]) -> tuple[Subscription, str]:
    """A new subscription and its secret, which nobody can read again."""
    with transaction.atomic():
        # Two forms sent at once count one after the other.
        User.objects.select_for_update().get(pk=user.pk)
        if Subscription.objects.of(user).count() >= MOST_PER_PERSON:
            raise TooManyError
        made = Subscription.objects.create(user=user, name=name, address=address, datasets=datasets)
    return made, secret_of(made.seed)


def change(subscription: Subscription, *, name: str, address: str, datasets: list[str]) -> None:
    """Another name, address or choice of lists; another address is asked anew, whatever the last one did."""
    changes: dict[str, Any] = {"name": name, "address": address, "datasets": datasets}
    kept = Subscription.objects.filter(pk=subscription.pk)
    with transaction.atomic():
        if kept.exclude(address=address).update(failures=0, failing_since=None, rests_until=timezone.now()):
            kept.get().deliveries.filter(state=OutboxState.WAITING).update(not_before=timezone.now())
        kept.update(**changes)


def rotate(subscription: Subscription) -> str:
    """A new secret, given once; the one before it signs too for a while, the one before that no more."""
    seed = new_seed()
    Subscription.objects.filter(pk=subscription.pk).update(
        previous_seed=F("seed"), previous_until=timezone.now() + BOTH_SECRETS, seed=seed
    )
    return secret_of(seed)


def stop(subscription: Subscription, *, why: Stop) -> bool:
    """Send it nothing more; whether it was live. Its owner is written to, unless he asked for it."""
    with transaction.atomic():
        now = timezone.now()
        live = Subscription.objects.filter(pk=subscription.pk, stopped_at=None)
        if not live.update(stopped_at=now, stopped_why=why):
            return False
        if why != Stop.ASKED:
            queue_mail(
                key=f"webhook-stopped:{subscription.pk}:{now.isoformat()}",
                to=subscription.user.email,
                subject=f"Le webhook « {subscription.name} » est arrêté",
                template="webhooks/mail/stopped.txt",
                context={"subscription": subscription, "why": why.label},
            )
    return True


def resume(subscription: Subscription) -> bool:
    """Send again, from now on; what changed meanwhile is not told. Whether it was stopped."""
    now = timezone.now()
    stopped = Subscription.objects.filter(pk=subscription.pk, stopped_at__isnull=False)
    return bool(
        stopped.update(
            stopped_at=None, stopped_why="", since=now, failures=0, failing_since=None, rests_until=now
        )
    )


def ping(subscription: Subscription) -> Delivery:
    """A message about nothing, at once: does it arrive?"""
    with transaction.atomic():
        key = f"{subscription.pk}:ping:{uuid.uuid4()}"
        return outbox.write(WEBHOOKS, key=key, subscription=subscription, kind=Kind.PING)


def send_again(delivery: Delivery) -> bool:
    """Under the same identifier: whoever has it already passes it over."""
    with transaction.atomic():
        return outbox.send_again(WEBHOOKS, delivery)


def send_all_again(subscription: Subscription) -> int:
    """What was given up, all at once; how many."""
    return sum(send_again(delivery) for delivery in subscription.deliveries.given_up().order_by("pk"))


def followed() -> set[str]:
    """The lists that somebody follows."""
    lists = Subscription.objects.live().values_list("datasets", flat=True).order_by()
    return {code for codes in lists for code in codes}


def tell(*, dataset: str, kind: Kind, rows: Mapping[int, datetime]) -> int:
    """Write down, for all who follow a list, what became of its rows and when; gives how many messages.

    Called in the transaction that notes the change. Messages leave by the sweep, not one task each.
    """
    if not rows:
        return 0
    letters: list[Delivery] = []
    for subscription in Subscription.objects.live().following(dataset):
        news = {row: moment for row, moment in rows.items() if moment > subscription.since}
        if len(news) > MOST_AT_ONCE:
            letters.append(_letter(subscription, Kind.MANY, dataset, None, max(news.values())))
        else:
            letters += [_letter(subscription, kind, dataset, row, moment) for row, moment in news.items()]
    Delivery.objects.bulk_create(letters, ignore_conflicts=True)
    if letters:
        transaction.on_commit(partial(ask_a_worker, SWEEP_TASK))
    return len(letters)


def _letter(
    subscription: Subscription, kind: Kind, dataset: str, row: int | None, moment: datetime
) -> Delivery:
    key = f"{subscription.pk}:{dataset}:{row}:{kind}:{moment.isoformat()}"
    return Delivery(key=key, subscription=subscription, kind=kind, dataset=dataset, row_id=row, moment=moment)


def deliver(pk: int, channel: WebhookChannel = WEBHOOKS) -> bool:
    """Send one message of a live subscription; whether its site takes more of them."""
    live = Subscription.objects.live().filter(deliveries=pk)
    subscription = live.select_related("user").first()
    before = Delivery.objects.filter(pk=pk).first()
    if subscription is None or before is None:
        return False
    outbox.deliver(channel, pk)
    after = Delivery.objects.get(pk=pk)
    if after.state == OutboxState.SENT:
        Subscription.objects.filter(pk=subscription.pk, failures__gt=0).update(
            failures=0, failing_since=None, rests_until=timezone.now()
        )
        return True
    if (before.state, before.attempts) == (after.state, after.attempts) or after.state == OutboxState.SENDING:
        return True  # not due, or another worker has it
    _note_failure(subscription, after)
    return False


def _note_failure(subscription: Subscription, delivery: Delivery) -> None:
    """A site that fails rests, longer each time; after three days of it, or at its word, it is left alone."""
    now = timezone.now()
    if delivery.answer == GONE:
        stop(subscription, why=Stop.GONE)
        return
    failures = subscription.failures + 1
    since = subscription.failing_since or now
    Subscription.objects.filter(pk=subscription.pk).update(
        failures=failures, failing_since=since, rests_until=now + outbox.delay_after(failures)
    )
    if now - since > outbox.GIVE_UP:
        stop(subscription, why=Stop.SILENT)


def sweep(now: datetime, channel: WebhookChannel = WEBHOOKS) -> int:
    """Send what is due, site after site: one that fails or is slow does not keep the others waiting."""
    outbox.settle_interrupted(channel, now)
    due = Delivery.objects.due(now).order_by()
    waiting = Subscription.objects.live().rested(now).filter(pk__in=due.values("subscription"))
    swept, ends_at = 0, time.monotonic() + SWEEP_S
    for subscription in waiting.order_by("rests_until", "pk").values_list("pk", flat=True):
        share_ends_at = min(ends_at, time.monotonic() + SHARE_S)
        of_it = Delivery.objects.due(now).filter(subscription=subscription).values_list("pk", flat=True)
        for pk in list(of_it[: outbox.SWEPT_AT_ONCE]):
            if time.monotonic() > share_ends_at:
                break
            swept += 1
            if not deliver(pk, channel):
                break
    return swept


def forget_old(now: datetime) -> int:
    """Forget messages of more than a month, arrived or not; how many."""
    return Delivery.objects.filter(created_at__lt=now - KEPT).delete()[0]
