"""Webhooks as a channel of the outbox: one signed call, and what its answer means."""

import json
import ssl
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import timezone

from pat_logistics.addresses import address
from pat_logistics.outbox.channel import RefusedError, UnreachableError
from pat_logistics.webhooks import signing
from pat_logistics.webhooks.calling import CallError, connected, posted
from pat_logistics.webhooks.destinations import is_public
from pat_logistics.webhooks.models import OF_A_ROW, Delivery, Kind
from pat_logistics.webhooks.topics import TOPICS

GONE = 410


class WebhookChannel:
    """`is_allowed` and `context` say which addresses are called and which certificates hold.

    They are not settings: a portal in production has no way to call its own network.
    """

    model = Delivery
    deliver_task = "pat_logistics.webhooks.tasks.deliver"
    # Nothing in a message names anybody.
    emptied: dict[str, Any] = {}
    # A reader knows a message by its `webhook-id`.
    repeats = True

    def __init__(
        self, *, is_allowed: Callable[[str], bool] = is_public, context: ssl.SSLContext | None = None
    ) -> None:
        self.is_allowed, self.context = is_allowed, context

    def send(self, item: Delivery, hand_over: Callable[[], None]) -> None:
        subscription, now = item.subscription, timezone.now()
        body = body_of(item)
        headers = signing.headers(subscription.secrets(now), f"msg_{item.message_id.hex}", now, body)
        try:
            connection = connected(subscription.address, is_allowed=self.is_allowed, context=self.context)
        except CallError as error:
            self._note(item, None)
            raise UnreachableError from error
        try:
            hand_over()
        except Exception:
            connection.close()
            raise
        try:
            status = posted(connection, subscription.address, body, headers)
        except CallError as error:
            self._note(item, None)
            raise RefusedError(for_good=False) from error
        self._note(item, status)
        if not 200 <= status < 300:
            raise RefusedError(for_good=status == GONE) from CallError(f"Réponse {status}.")

    def _note(self, item: Delivery, status: int | None) -> None:
        Delivery.objects.filter(pk=item.pk).update(answer=status)


WEBHOOKS = WebhookChannel()


def body_of(item: Delivery) -> bytes:
    """What is sent: that a row changed, and where it is read; never what it says.

    The page of a row bears its name: it is looked up as the message leaves, and left out once withdrawn.
    """
    data: dict[str, Any] = {}
    if item.dataset:
        data = {"dataset": item.dataset, "api_url": f"{settings.SITE_URL}{address('api')}{item.dataset}/"}
    if item.kind in OF_A_ROW:
        topic = TOPICS.get(item.dataset)
        is_there = item.kind != Kind.WITHDRAWN
        data["row_id"] = item.row_id
        data["api_url"] = f"{data['api_url']}{item.row_id}/" if is_there else None
        data["url"] = topic.page(item.row_id) if topic and is_there and item.row_id is not None else None
    told = {"type": item.kind, "timestamp": item.moment.isoformat(), "data": data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
