"""How far one's own work is, as a page."""

import pytest
from django.urls import reverse

from pat_logistics.jobs.kinds import File
from pat_logistics.jobs.models import FileRole, Job, JobState
from tests.factories.accounts import UserFactory
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client):
    user = UserFactory()
    client.force_login(user)
    return user


def page_of(client, job, **headers):
    return client.get(job.get_absolute_url(), headers=headers).text


def test_a_running_job_shows_how_far_it_is_and_asks_again(client, owner):
    page = page_of(client, JobFactory(owner=owner, running=True, done=3, total=12))
    assert "3 sur 12" in page
    assert '<progress value="3" max="12"' in page
    assert 'hx-trigger="every 2s"' in page


def test_a_job_whose_length_is_unknown_shows_a_bar_without_a_value(client, owner):
    page = page_of(client, JobFactory(owner=owner))
    assert '<progress aria-label="Avancement">' in page
    assert "En attente" in page


def test_htmx_gets_the_state_alone_until_the_job_is_over(client, owner):
    job = JobFactory(owner=owner, finished=True)
    page = page_of(client, job, hx_request="true")
    assert "<html" not in page
    assert "hx-trigger" not in page
    assert 'hx-swap-oob="innerHTML">Compter' in page, "who does not see the page hears that it is over"


def test_a_job_done_leads_to_the_page_of_its_result_and_to_its_file(client, owner):
    job = JobFactory(owner=owner, finished=True)
    page = page_of(client, job)
    assert f'href="/compte/{job.key}/"' in page
    assert f'href="{reverse("jobs:result", args=[job.key])}"' in page


def test_a_job_done_without_any_result_offers_none(client, owner):
    page = page_of(client, JobFactory(owner=owner, kind="tests_silent", finished=True, rows=None))
    assert "Terminé le" in page
    assert "Télécharger le résultat" not in page


def test_a_failure_tells_why(client, owner):
    assert "Ce fichier ne se lit pas." in page_of(client, JobFactory(owner=owner, failed=True))


def test_stopping_a_job(client, owner):
    job = JobFactory(owner=owner)
    answer = client.post(reverse("jobs:cancel", args=[job.key]), follow=True)
    assert "Arrêté à la demande" in answer.text
    assert Job.objects.get().state == JobState.CANCELLED
    answer = client.post(reverse("jobs:cancel", args=[job.key]), follow=True)
    assert "déjà fini" in answer.text


def test_a_running_job_asked_to_stop_says_so_and_is_not_asked_twice(client, owner):
    page = page_of(client, JobFactory(owner=owner, running=True, cancel_requested=True))
    assert "L’arrêt est demandé" in page
    assert "Arrêter ce travail" not in page


def test_the_file_of_a_job_is_downloaded_under_its_name(client, owner):
    job = JobFactory(owner=owner, finished=True)
    job.keep(FileRole.RESULT, File("coûts.csv", "text/csv", b"a;b"))
    answer = client.get(reverse("jobs:result", args=[job.key]))
    assert (answer.content, answer["Content-Type"]) == (b"a;b", "text/csv")
    assert "co%C3%BBts.csv" in answer["Content-Disposition"]


def test_rows_without_a_file_are_downloaded_as_json(client, owner):
    answer = client.get(reverse("jobs:result", args=[JobFactory(owner=owner, finished=True).key]))
    assert answer.json() == [{"line": 1}]


def test_the_list_shows_ones_own_jobs_only_even_to_an_administrator(client):
    client.force_login(UserFactory(administrator=True))
    JobFactory()
    assert "Aucun travail" in client.get(reverse("jobs:list")).text


def test_the_list_costs_the_same_with_more_jobs(client, owner, django_assert_num_queries):
    JobFactory.create_batch(12, owner=owner, finished=True)
    with django_assert_num_queries(4):
        page = client.get(reverse("jobs:list")).text
    assert page.count("Compter") == 12
