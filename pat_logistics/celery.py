"""Celery application: one worker with beat runs the background and scheduled tasks."""

import os
import signal

from celery import Celery
from celery.signals import beat_embedded_init, worker_process_init, worker_ready

from pat_logistics.services.process import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pat_logistics.settings")

app = Celery("pat_logistics")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
@beat_embedded_init.connect
def _end_with_the_worker(**_: object) -> None:
    """Leave no process behind a killed worker; its task comes back by itself."""
    die_with_parent(signal.SIGKILL)


@worker_ready.connect
def _first_sign_of_life(**_: object) -> None:
    """Let /readyz know at once, without waiting for the first scheduled beat."""
    app.send_task("pat_logistics.pages.tasks.beat")
