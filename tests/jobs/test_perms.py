"""Who sees a job: its page, its file and the API all start there."""

import pytest
from django.contrib.auth.models import AnonymousUser

from pat_logistics.accounts.models import Role
from pat_logistics.jobs.models import Job
from tests.factories.accounts import UserFactory
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db


def test_a_job_is_for_who_asked_for_it_and_administrators():
    job = JobFactory()
    assert job in Job.objects.visible_to(job.owner)
    assert job in Job.objects.visible_to(UserFactory(administrator=True))
    for other in (AnonymousUser(), UserFactory(), UserFactory(role=Role.ADVISOR), UserFactory(is_staff=True)):
        assert job not in Job.objects.visible_to(other)
