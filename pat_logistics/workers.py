"""Asking a worker for a task, from a page that must not wait for a broker that is away."""

import logging
import time
from typing import Any

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

# A broker that fails is left alone for a while: a page that asks for twenty tasks waits for it once.
BROKER_REST_S = 30.0

_broker_rests_until = 0.0


def ask_a_worker(task: str, *arguments: Any, **options: Any) -> None:
    """Send a task by its name; without a broker, whatever is swept on schedule takes it up."""
    global _broker_rests_until
    if time.monotonic() < _broker_rests_until:
        return
    try:
        current_app.send_task(task, arguments, retry=False, **options)
    except (OperationalError, OSError) as error:
        _broker_rests_until = time.monotonic() + BROKER_REST_S
        logger.warning("no broker for %s %s, left to the sweep: %s", task, arguments, error)
