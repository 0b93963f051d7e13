import datetime

import pytest
from django.utils import timezone

from pat_logistics.portal.open_data.models import PublicRow

pytestmark = pytest.mark.django_db

LIST = "/api/v1/deletions/"
NOW = datetime.datetime(2026, 11, 30, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def rows():
    hour = datetime.timedelta(hours=1)
    PublicRow.objects.create(dataset="producers", row_id=5)
    PublicRow.objects.create(dataset="producers", row_id=7, withdrawn_at=NOW)
    PublicRow.objects.create(dataset="solutions", row_id=7, withdrawn_at=NOW - hour)


def asked(client, **query):
    answer = client.get(LIST, query)
    assert answer.status_code == 200, answer.content
    return [(row["dataset"], row["row_id"]) for row in answer.json()["results"]]


def test_only_what_was_withdrawn_is_told_oldest_first(client):
    assert asked(client) == [("solutions", 7), ("producers", 7)]


def test_since_a_moment_and_of_a_list(client):
    assert asked(client, since=NOW.isoformat()) == [("producers", 7)]
    assert asked(client, dataset="solutions") == [("solutions", 7)]
    assert asked(client, since=(timezone.now() + datetime.timedelta(days=1)).isoformat()) == []


@pytest.mark.parametrize("query", [{"since": "hier"}, {"dataset": "users"}, {"depuis": "2026-01-01"}])
def test_what_is_not_understood_is_refused(client, query):
    answer = client.get(LIST, query)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] in query


def test_it_is_a_file_too(client):
    lines = client.get(LIST, {"format": "csv"}).getvalue().decode().splitlines()
    assert lines[0] == "id,dataset,row_id,withdrawn_at"
    assert len(lines) == 3
