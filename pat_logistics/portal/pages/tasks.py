"""Sign of life of the Celery worker, read by /readyz."""

import time

from celery import shared_task
from celery.signals import worker_ready
from django.core.cache import cache

HEARTBEAT_KEY = "worker-heartbeat"
KEPT_S = 7 * 24 * 3600


# The name it had where it was first: a task that waits in a queue is found by it.
@shared_task(name="pat_logistics.pages.tasks.beat")
def beat() -> None:
    """Write the time where the web server reads it.

    A process that lives but no longer takes its tasks shows by an old heartbeat.
    """
    cache.set(HEARTBEAT_KEY, time.time(), KEPT_S)


@worker_ready.connect
def _first_sign_of_life(**_: object) -> None:
    """Let /readyz know at once, without waiting for the first scheduled beat."""
    beat.delay()
