"""Celery application: one worker with beat runs the background and scheduled tasks."""

import os
import signal
import threading
from typing import Any

from celery import Celery
from celery.signals import beat_embedded_init, worker_process_init, worker_ready, worker_shutting_down

from pat_logistics.embedded.process import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pat_logistics.settings")

app = Celery("pat_logistics")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
@beat_embedded_init.connect
def _end_with_the_worker(**_: object) -> None:
    """Leave no process behind a killed worker; its task comes back by itself."""
    die_with_parent(signal.SIGKILL)


_ending = threading.Event()


@worker_shutting_down.connect
def _note_the_end(**_: object) -> None:
    _ending.set()


@worker_ready.connect
def _end_with_the_beat(sender: Any, **_: object) -> None:
    """End once the beat has died, as a failure: nothing else would start it again, nor tell the time."""
    beat = sender.controller.beat
    if beat is None:
        return

    from celery.worker import state  # only a worker has one

    def watch() -> None:
        while not _ending.wait(1):
            if not beat.is_alive():
                state.should_stop = os.EX_SOFTWARE
                return

    threading.Thread(target=watch, name="beat-watch", daemon=True).start()
