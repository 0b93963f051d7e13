"""What every list of the API can be asked."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from producers.models import Producer
from tests.factories.carriers import ServiceAreaFactory, SolutionFactory
from tests.factories.producers import ProducerFactory, StorageSiteFactory
from tests.factories.territory import CommuneFactory
from tests.open_data.samples import open_farm

pytestmark = pytest.mark.django_db

STORAGE, PRODUCERS = "/api/v1/storage/", "/api/v1/producers/"


@pytest.fixture
def two_farms():
    """One in Mende, one in Montpellier, each with a cold room to share."""
    return [
        open_farm(name="Ferme de Mende", slug="mende"),
        open_farm(name="Ferme du Lez", slug="lez", commune=CommuneFactory(montpellier=True)),
    ]


def found(client, address, **asked):
    answer = client.get(address, asked)
    assert answer.status_code == 200, answer.content.decode()
    return sorted(row.get("producer") or row["name"] for row in answer.json()["results"])


def refused(client, address, **asked):
    answer = client.get(address, asked)
    assert answer.status_code == 400
    return {error["field"]: error["detail"] for error in answer.json()["errors"]}


@pytest.mark.parametrize("address", [STORAGE, PRODUCERS])
@pytest.mark.parametrize(
    "asked", [{"departement": "48"}, {"bbox": "3,44.2,4,45"}, {"epci": "200066876"}], ids=str
)
def test_a_place_is_asked_by_its_departement_its_box_or_its_grouping(client, two_farms, address, asked):
    two_farms[0].commune.epci = "200066876"
    two_farms[0].commune.save()
    assert found(client, address, **asked) == ["Ferme de Mende"]


def test_a_radius_is_around_a_commune(client, two_farms):
    assert found(client, STORAGE, near="48095") == ["Ferme de Mende"]
    assert found(client, STORAGE, near="48095", radius_km="200") == ["Ferme de Mende", "Ferme du Lez"]


def test_a_box_looks_at_town_halls_even_where_a_farm_hides_elsewhere(client):
    ProducerFactory(
        commune=CommuneFactory(mende=True), published=True, latitude=44.9, longitude=3.1, name="Ferme cachée"
    )
    assert found(client, PRODUCERS, bbox="3.05,44.85,3.15,44.95") == []
    assert found(client, PRODUCERS, bbox="3.4,44.5,3.6,44.6") == ["Ferme cachée"]


def test_what_changed_since_a_day_or_a_moment(client, two_farms):
    before = timezone.now() - timedelta(hours=1)
    old, new = two_farms
    Producer.objects.filter(pk=old.pk).update(updated_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert found(client, PRODUCERS, updated_since=before.isoformat()) == [new.name]
    assert found(client, PRODUCERS, updated_since="2025-12-31") == [old.name, new.name]
    assert found(client, PRODUCERS, updated_since=(before + timedelta(hours=2)).isoformat()) == []


def test_a_row_published_later_has_changed(client, two_farms):
    """Whoever copies the list must meet it, though nothing of the row itself was written since."""
    old = two_farms[0]
    Producer.objects.update(updated_at=datetime(2026, 1, 1, tzinfo=UTC))
    since = timezone.now()
    Producer.objects.filter(pk=old.pk).update(published_at=timezone.now())
    assert found(client, STORAGE, updated_since=since.isoformat()) == [old.name]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"departement": "99"}, "departement"),
        ({"near": "xxxxx"}, "near"),
        ({"near": "48095", "radius_km": "0"}, "radius_km"),
        ({"near": "48095", "radius_km": "beaucoup"}, "radius_km"),
        ({"bbox": "3,44"}, "bbox"),
        ({"bbox": "4,44,3,45"}, "bbox"),
        ({"bbox": "a,b,c,d"}, "bbox"),
        ({"bbox": "nan,nan,nan,nan"}, "bbox"),
        ({"updated_since": "hier"}, "updated_since"),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused_at_its_name(client, asked, field):
    CommuneFactory(mende=True)
    assert list(refused(client, STORAGE, **asked)) == [field]


def test_an_area_is_asked_by_what_it_names(client):
    solution = SolutionFactory()
    ServiceAreaFactory(solution=solution, departement="48")
    ServiceAreaFactory(solution=solution, commune=CommuneFactory(mende=True))
    rows = client.get("/api/v1/areas/", {"departement": "48"}).json()["results"]
    assert [(row["departement"], row["insee"]) for row in rows] == [("48", None)]
    rows = client.get("/api/v1/areas/", {"insee": "48095"}).json()["results"]
    assert [row["commune"] for row in rows] == ["Mende"]


def test_a_list_is_asked_for_what_belongs_to_one(client, two_farms):
    assert found(client, STORAGE, producer=two_farms[1].pk) == ["Ferme du Lez"]
    StorageSiteFactory(producer=two_farms[1], kind="dry", offered=True)
    assert len(client.get(STORAGE, {"kind": "dry"}).json()["results"]) == 1
