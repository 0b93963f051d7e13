"""Scheduled care of the campaigns."""

from celery import shared_task
from django.utils import timezone

from needs_survey.campaign import reminders


@shared_task
def remind_visits() -> None:
    reminders.remind(timezone.localdate())
