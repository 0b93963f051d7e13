"""How far one's own work is, for a program."""

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db


def answer_of(client, job):
    return client.get(reverse("api:job", args=[job.key]))


def test_a_running_job_tells_how_far_it_is(client):
    job = JobFactory(running=True, done=3, total=12)
    client.force_login(job.owner)
    told = answer_of(client, job).json()
    assert (told["state"], told["done"], told["total"]) == ("running", 3, 12)
    assert told["title"] == "Compter"
    assert told["page_url"] == f"http://testserver{job.get_absolute_url()}"
    assert told["result_url"] is None


def test_a_job_done_tells_where_its_result_is(client):
    job = JobFactory(finished=True)
    client.force_login(job.owner)
    assert client.get(answer_of(client, job).json()["result_url"]).json() == job.rows


def test_a_failure_tells_why(client):
    job = JobFactory(failed=True)
    client.force_login(job.owner)
    assert answer_of(client, job).json()["error"] == "Ce fichier ne se lit pas."


def test_what_was_given_does_not_leave(client):
    job = JobFactory(inputs={"folder": "secret"})
    client.force_login(job.owner)
    assert "secret" not in answer_of(client, job).text


def test_the_job_of_somebody_else_is_a_problem_404(client):
    client.force_login(UserFactory())
    answer = answer_of(client, JobFactory())
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["title"] == "Adresse introuvable"
