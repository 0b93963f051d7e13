"""What is done each day about stale listings."""

import pytest

from pat_logistics.portal.moderation import tasks
from pat_logistics.portal.moderation.models import ErrorReport
from tests.factories.moderation import ErrorReportFactory
from tests.portal.moderation.samples import LONG_AGO, recipients, stale_farm, stale_solution

pytestmark = pytest.mark.django_db


def test_two_runs_of_the_task_write_one_mail_for_each_stale_listing():
    stale_farm(), stale_solution()
    tasks.remind_stale_listings()
    tasks.remind_stale_listings()
    assert recipients() == ["ferme@exemple.fr", "quai@exemple.fr"]


def test_the_addresses_of_reporters_are_forgotten_in_time():
    ErrorReportFactory(answered_to=True, rejected=True, handled_at=LONG_AGO)
    tasks.forget_reporters()
    assert not ErrorReport.objects.get().email
