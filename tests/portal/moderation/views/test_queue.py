"""The lists of advisors and administrators."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from carriers.models import Carrier, Solution
from pat_logistics.portal.moderation.enums import ReportState
from pat_logistics.portal.moderation.models import ErrorReport
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.carriers import CarrierFactory, SolutionFactory
from tests.factories.moderation import ErrorReportFactory
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=400)


@pytest.fixture
def client(client):
    client.force_login(advisor_of_lozere())
    return client


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def shown(client, url):
    return list(client.get(url).context["page"])


def fill_reports():
    ErrorReportFactory(handled_by=UserFactory())
    ErrorReportFactory(producer=None, carrier=CarrierFactory())
    ErrorReportFactory(producer=None, solution=SolutionFactory())


def fill_listings():
    ProducerFactory(published_at=LONG_AGO)
    SolutionFactory(published_at=LONG_AGO)
    SolutionFactory(unpublished=True)
    CarrierFactory(unpublished=True)


@pytest.mark.parametrize(
    "url",
    [
        "/moderation/",
        "/moderation/a-confirmer/",
        "/moderation/a-confirmer/?nature=solution",
        "/moderation/a-publier/",
        "/moderation/a-publier/?nature=solution",
    ],
)
def test_a_longer_list_takes_no_more_queries(client, url):
    fill_reports(), fill_listings()
    few = queries_of(client, url)
    for _ in range(4):
        fill_reports(), fill_listings()
    assert queries_of(client, url) == few
    assert few <= 8


def test_the_queue_shows_what_is_open_oldest_first(client):
    second, first = ErrorReportFactory(), ErrorReportFactory()
    ErrorReport.objects.filter(pk=first.pk).update(created_at=LONG_AGO)
    closed = ErrorReportFactory(rejected=True)
    assert shown(client, "/moderation/") == [first, second]
    assert shown(client, "/moderation/?state=rejected") == [closed]
    assert len(shown(client, "/moderation/?state=all")) == 3


def test_the_queue_is_filtered_by_kind_and_age(client):
    old = ErrorReportFactory(producer=None, carrier=CarrierFactory())
    ErrorReport.objects.filter(pk=old.pk).update(created_at=LONG_AGO)
    ErrorReportFactory()
    assert shown(client, "/moderation/?kind=transporteur") == [old]
    assert shown(client, "/moderation/?age=30") == [old]
    assert shown(client, "/moderation/?kind=solution") == []


@pytest.mark.parametrize("query", ["state=x", "kind=x", "age=-1", "page=999999999999999999999", "page=x"])
def test_an_answer_that_makes_no_sense_is_none(client, query):
    assert client.get(f"/moderation/?{query}").status_code == 200


def test_whoever_takes_a_report_is_shown_to_the_others(client):
    report = ErrorReportFactory()
    client.post(f"/moderation/{report.pk}/prendre/")
    report.refresh_from_db()
    assert report.state == ReportState.IN_PROGRESS
    assert report.handled_by.email in client.get("/moderation/").content.decode()


def test_an_advisor_reads_the_stale_farms_followed_alone(client):
    here = ProducerFactory(published_at=LONG_AGO)
    ProducerFactory(published_at=LONG_AGO, commune__departement="30")
    ProducerFactory(published_at=timezone.now())
    assert shown(client, "/moderation/a-confirmer/") == [here]


def test_a_new_carrier_is_published_from_the_list(client):
    carrier = CarrierFactory(unpublished=True)
    assert shown(client, "/moderation/a-publier/") == [carrier]
    client.post(f"/moderation/a-publier/transporteur/{carrier.pk}/")
    assert Carrier.objects.published().get() == carrier


def test_a_solution_without_a_source_is_not_published_and_the_reason_is_told(client):
    solution = SolutionFactory(unpublished=True, source="", source_date=None)
    response = client.post(f"/moderation/a-publier/solution/{solution.pk}/", follow=True)
    assert "dites d’où vient l’information" in response.content.decode()
    assert Solution.objects.get(pk=solution.pk).published_at is None


def test_a_farm_is_published_by_itself_alone(client):
    farm = ProducerFactory()
    assert client.post(f"/moderation/a-publier/producteur/{farm.pk}/").status_code == 403


def test_whoever_comes_second_keeps_the_answer_typed(client):
    report = ErrorReportFactory(rejected=True)
    client.force_login(UserFactory(administrator=True))
    response = client.post(f"/moderation/{report.pk}/repondre/", {"state": "done", "answer": "Ma réponse"})
    page = response.content.decode()
    assert "quelqu’un d’autre" in page
    assert "Ma réponse" in page
