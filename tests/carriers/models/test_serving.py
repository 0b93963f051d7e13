"""Services that serve a delivery."""

import pytest

from carriers.enums import AreaRole
from tests.carriers.models.samples import fitting, where
from tests.factories.carriers import (
    ServiceAreaFactory,
    SolutionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("delivery", ["commune", "epci", "departement", "country"])
@pytest.mark.parametrize("collection", ["commune", "epci", "departement", "country"])
def test_a_solution_serves_two_places_whatever_way_its_areas_name_them(
    mende, montpellier, collection, delivery
):
    solution = SolutionFactory()
    ServiceAreaFactory(solution=solution, **where(collection, mende))
    ServiceAreaFactory(solution=solution, role=AreaRole.DELIVERY, **where(delivery, montpellier))
    assert list(fitting(origin=mende, destinations=(montpellier,))) == [solution]


@pytest.mark.parametrize("kind", ["commune", "epci", "departement"])
def test_a_solution_does_not_serve_the_place_next_door(mende, montpellier, kind):
    solution = SolutionFactory()
    ServiceAreaFactory(solution=solution, role=AreaRole.DELIVERY, **where(kind, montpellier))
    assert not fitting(destinations=(mende,)).exists()


def test_collecting_somewhere_is_not_delivering_there(mende):
    solution = SolutionFactory()
    ServiceAreaFactory(solution=solution, departement="48")
    assert list(fitting(origin=mende)) == [solution]
    assert not fitting(destinations=(mende,)).exists()


def test_a_solution_may_serve_the_mainland_and_corsica(montpellier, corsica, martinique):
    solution = SolutionFactory()
    for part in ("mainland", "corsica"):
        ServiceAreaFactory(solution=solution, role=AreaRole.DELIVERY, country_part=part)
    assert list(fitting(destinations=(montpellier, corsica))) == [solution]
    assert not fitting(destinations=(martinique,)).exists()
