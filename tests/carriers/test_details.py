"""What the API tells of a solution in SQL is what its serializer says of the object."""

from datetime import time

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.utils import timezone

from carriers.api import SolutionSerializer
from carriers.datasets import SOLUTIONS
from carriers.details import details_for
from carriers.models import ServiceArea, Solution
from pat_logistics.territory.land import CountryPart
from producers.freshness import STALE_AFTER
from tests.factories.carriers import CarrierFactory, ServiceAreaFactory, SolutionFactory
from tests.factories.territory import CommuneFactory
from tests.open_data.serialized import serialized, walked, with_names

pytestmark = pytest.mark.django_db
URL = "/api/v1/solutions/"
EPCI = "200069144"


@pytest.fixture(autouse=True)
def solutions():
    """Each situation of a row: areas of all sizes, a place of its own or none, numbers known or not."""
    mende = CommuneFactory(mende=True)
    CommuneFactory(insee="48002", epci=EPCI, epci_name="CC des Terres d’Apcher", population=9)
    CommuneFactory(insee="48003", epci="200000000", epci_name="")
    whole = SolutionFactory(
        carrier=CarrierFactory(phone="04 66 00 00 00", email="quai@exemple.fr"), name="Ligne « fraîche »",
        min_kg="2.50", max_kg=2_000, max_parcel_kg=30, delay_hours=24, declared_kgco2e_per_tkm="0.1234",
        contact_name="Exploitation", contact_phone="04 66 11 11 11", max_length_cm=120, max_width_cm=80,
        max_height_cm=60, holds_celsius=4, atp_attested=True, returns_empties=True, returns_note="Au retour",
        url="https://exemple.fr/", is_example=False,
    )  # fmt: skip
    places = [
        *({"country_part": part} for part in CountryPart.values),
        {"departement": "48"},
        {"departement": "2A"},
        *({"epci": epci} for epci in (EPCI, "200000000", "999999999")),
        {"commune": mende},
    ]
    for place in places:
        ServiceAreaFactory(solution=whole, **place)
    ServiceAreaFactory(
        solution=whole,
        role="delivery",
        departement="34",
        weekdays=[2, 4],
        cut_off=time(8, 30),
        delay_hours=48,
    )
    SolutionFactory(tool=True)
    SolutionFactory(locker=True)
    SolutionFactory(
        locker=True, latitude=44.5123456, longitude=3.5, published_at=timezone.now() - STALE_AFTER
    )
    SolutionFactory(example=True, carrier=CarrierFactory(phone="04 66 22 22 22"))
    SolutionFactory(published_at=timezone.now() - 2 * STALE_AFTER)


def test_a_visitor_reads_what_the_serializer_says(client):
    areas = ServiceArea.objects.with_places().narrowest_first()
    rows = Solution.objects.visible_to(AnonymousUser()).annotate(changed=SOLUTIONS["updated_at"].value)
    rows = rows.with_places().prefetch_related(Prefetch("areas", areas)).order_by("pk")
    found = walked(client, URL)
    assert len(found) == 6
    assert len(found[0]["areas"]) == 10
    assert with_names(found) == with_names(serialized(SolutionSerializer, rows))


def test_one_solution_is_told_as_in_the_list(client):
    for row in walked(client, URL):
        assert client.get(f"{URL}{row['id']}/").json() == row


def test_the_names_are_those_of_the_serializer():
    assert set(details_for(AnonymousUser())) == set(SolutionSerializer.Meta.fields)
