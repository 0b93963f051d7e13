"""Scheduled care of the diagnoses and of the campaigns."""

from celery import shared_task
from django.utils import timezone

from needs_survey import services
from needs_survey.campaign import reminders
from needs_survey.needs.editions import renew_editions
from needs_survey.needs.public_views import KEPT_S, kept_summary
from pat_logistics.territory.models import HOME_DEPARTEMENT

__all__ = ["draw_territory", "forget_old_drafts", "remind_visits", "renew_editions"]


@shared_task
def remind_visits() -> None:
    reminders.remind(timezone.localdate())


@shared_task
def forget_old_drafts() -> None:
    services.forget_old_drafts()


@shared_task
def draw_territory() -> None:
    kept_summary(HOME_DEPARTEMENT, after_s=KEPT_S / 2)
