"""Where services collect and deliver."""

import pytest

from carriers.enums import AreaRole
from carriers.models import ServiceArea, Solution
from tests.carriers.models.samples import fitting, where
from tests.factories.carriers import (
    ServiceAreaFactory,
    SolutionFactory,
)
from tests.factories.territory import CommuneFactory
from tests.refused import refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"role": "other", "departement": "48"}, "service_area_role_known"),
        ({}, "service_area_one_place"),
        ({"departement": "48", "epci": "244800405"}, "service_area_one_place"),
        ({"departement": "48", "country_part": "mainland"}, "service_area_one_place"),
        ({"country_part": "moon"}, "service_area_country_part_known"),
        ({"epci": "12"}, "service_area_epci_shape"),
        ({"departement": "4x"}, "service_area_departement_shape"),
        ({"departement": "48", "weekdays": [0]}, "service_area_weekdays_known"),
        ({"departement": "48", "weekdays": [8]}, "service_area_weekdays_known"),
    ],
)
def test_an_area_is_one_place_and_known_days(values, constraint):
    refused(
        ServiceArea(solution=SolutionFactory(), role=values.pop("role", "delivery"), **values), constraint
    )


def test_an_area_is_listed_once_for_a_role():
    area = ServiceAreaFactory(departement="48")
    refused(ServiceArea(solution=area.solution, role=area.role, departement="48"), "service_area_once")
    ServiceAreaFactory(solution=area.solution, role=AreaRole.DELIVERY, departement="48")


def test_two_communes_without_epci_are_not_taken_for_neighbours(mende):
    ServiceAreaFactory(commune=mende)
    island = CommuneFactory(epci="", departement="85")
    assert not fitting(origin=island).exists()
    assert not any(area.holds(island) for area in ServiceArea.objects.all())


def test_the_narrowest_area_speaks_for_a_commune_in_memory_as_in_the_database(mende, montpellier):
    solution = SolutionFactory()
    for number, kind in enumerate(["country", "departement", "epci", "commune"]):
        ServiceAreaFactory(
            solution=solution, role=AreaRole.DELIVERY, zone=f"Z{number}", **where(kind, montpellier)
        )
        narrowest = solution.areas.holding(montpellier).narrowest_first().first()
        solution = Solution.objects.prefetch_related("areas").get(pk=solution.pk)
        assert solution.area_for(montpellier, AreaRole.DELIVERY) == narrowest
        assert narrowest.zone == f"Z{number}"
    assert solution.area_for(mende, AreaRole.COLLECTION) is None


@pytest.mark.parametrize(
    ("part", "serves"),
    [
        ("mainland", {"34172"}),
        ("corsica", {"2A004"}),
        ("overseas", {"97209"}),
    ],
)
def test_each_part_of_the_country_holds_its_own_communes(montpellier, corsica, martinique, part, serves):
    solution = SolutionFactory()
    ServiceAreaFactory(solution=solution, role=AreaRole.DELIVERY, country_part=part)
    places = (montpellier, corsica, martinique)
    assert {place.pk for place in places if fitting(destinations=(place,)).exists()} == serves
    [area] = solution.areas.all()
    assert {place.pk for place in places if area.holds(place)} == serves
