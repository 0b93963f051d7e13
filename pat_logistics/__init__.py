"""The project: settings, addresses, embedded services, and what every app stands on."""

from pat_logistics.celery import app as celery_app

__all__ = ["celery_app"]
