"""What a service says of itself, and where it goes."""

import pytest
from django.urls import reverse

from carriers.models import ServiceArea, Solution
from tests.carriers.own_space import add_service, area, body
from tests.factories.carriers import (
    SolutionFactory,
)

pytestmark = pytest.mark.django_db


def test_the_numbers_of_a_service_are_read_as_people_write_them(client, company):
    add_service(client, company, max_kg="1\u202f200 kg", delay_hours="24 h")
    solution = Solution.objects.get()
    assert (float(solution.max_kg), solution.delay_hours) == (1200, 24)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"temperatures": []}, "temperatures"),
        ({"kind": "platform"}, "commune"),
        ({"kind": "co_delivery"}, "vehicle_code"),
        ({"min_kg": "10", "max_kg": "5"}, "max_kg"),
        ({"max_kg": "1e400"}, "max_kg"),
        ({"atp_expires_on": "2027-01-01"}, "atp_attested"),
        ({"co_delivery": "on"}, "co_delivery"),
        ({"latitude": "44,5"}, "longitude"),
        ({"latitude": "nan", "longitude": "1"}, "latitude"),
        ({"kind": "software"}, "kind"),
        ({"source": ""}, "source"),
        ({"delay_hours": "99999"}, "delay_hours"),
    ],
)
def test_each_nature_says_what_it_needs_at_its_field(client, company, changes, field):
    response = add_service(client, company, **changes)
    assert field in response.context["form"].errors
    assert not Solution.objects.exists()


def test_collection_and_delivery_are_described_apart(client, company):
    solution = SolutionFactory(carrier=company)
    address = reverse("company:areas", args=[solution.slug])
    client.post(address, area(cut_off="12:00", zone="LOIN"))
    client.post(address, area(role="collection", scope="mainland"))
    assert {(row.role, row.place) for row in solution.areas.all()} == {
        ("delivery", "Hérault (34)"),
        ("collection", "Toute la France métropolitaine, sans la Corse"),
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"departement": ""},
        {"departement": "99"},
        {"scope": "epci", "epci": "introuvable"},
        {"weekdays": ["9"]},
        {"role": "x"},
    ],
)
def test_an_area_without_a_place_is_refused(client, company, changes):
    solution = SolutionFactory(carrier=company)
    assert "error-summary" in body(
        client.post(reverse("company:areas", args=[solution.slug]), area(**changes))
    )
    assert not ServiceArea.objects.exists()


def test_the_same_area_twice_is_refused_with_its_reason(client, company):
    solution = SolutionFactory(carrier=company)
    address = reverse("company:areas", args=[solution.slug])
    client.post(address, area())
    assert "déjà dans la liste" in body(client.post(address, area()))
