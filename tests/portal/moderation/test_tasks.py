"""What is done each day about stale listings."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pat_logistics.mail.models import OutgoingMail
from pat_logistics.portal.moderation import tasks
from pat_logistics.portal.moderation.models import ErrorReport
from tests.factories.carriers import SolutionFactory
from tests.factories.moderation import ErrorReportFactory
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.now() - timedelta(days=400)


def stale_farm(**changes):
    return ProducerFactory(**{"published_at": LONG_AGO, "email": "ferme@exemple.fr"} | changes)


def stale_solution(**changes):
    return SolutionFactory(**{"published_at": LONG_AGO, "contact_email": "quai@exemple.fr"} | changes)


def recipients():
    return sorted(OutgoingMail.objects.values_list("to", flat=True).order_by("to"))


def test_two_runs_of_the_task_write_one_mail_for_each_stale_listing():
    stale_farm(), stale_solution()
    tasks.remind_stale_listings()
    tasks.remind_stale_listings()
    assert recipients() == ["ferme@exemple.fr", "quai@exemple.fr"]


def test_the_addresses_of_reporters_are_forgotten_in_time():
    ErrorReportFactory(answered_to=True, rejected=True, handled_at=LONG_AGO)
    tasks.forget_reporters()
    assert not ErrorReport.objects.get().email
