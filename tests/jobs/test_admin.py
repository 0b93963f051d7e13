"""The jobs in the admin."""

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db


def test_an_administrator_reads_the_jobs_without_what_they_hold(client):
    job = JobFactory(finished=True, inputs={"folder": "secret"}, rows=["ferme cachée"])
    client.force_login(UserFactory(administrator=True))
    assert job.owner.email in client.get(reverse("admin:jobs_job_changelist")).text
    page = client.get(reverse("admin:jobs_job_change", args=[job.pk])).text
    assert str(job.digest) in page
    assert "secret" not in page
    assert "ferme cachée" not in page


def test_nobody_changes_a_job_there(client):
    client.force_login(UserFactory(administrator=True))
    job = JobFactory()
    assert client.get(reverse("admin:jobs_job_add")).status_code == 403
    assert client.post(reverse("admin:jobs_job_delete", args=[job.pk]), {"post": "yes"}).status_code == 403
