"""What holds for the project as a whole."""

import pytest
from celery import current_app
from django.conf import settings
from django.core.management import call_command


@pytest.mark.django_db
def test_every_change_of_the_models_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("entry", settings.CELERY_BEAT_SCHEDULE.values(), ids=lambda entry: entry["task"])
def test_every_scheduled_task_exists(entry):
    current_app.loader.import_default_modules()
    assert entry["task"] in current_app.tasks


def test_a_task_comes_back_after_the_longest_one_only():
    """Else a task that still runs would be given to a second worker."""
    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] > settings.CELERY_TASK_TIME_LIMIT
    assert settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT
