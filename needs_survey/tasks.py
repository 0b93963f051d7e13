"""Scheduled care of the diagnoses and of the campaigns."""

from celery import shared_task
from django.utils import timezone

from needs_survey import services
from needs_survey.campaign import reminders


@shared_task
def remind_visits() -> None:
    reminders.remind(timezone.localdate())


@shared_task
def forget_old_drafts() -> None:
    services.forget_old_drafts()
