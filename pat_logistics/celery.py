"""Celery application: one worker with beat runs the background and scheduled tasks."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pat_logistics.settings")

app = Celery("pat_logistics")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
