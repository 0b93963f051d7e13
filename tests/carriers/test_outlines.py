"""The area of a solution, drawn."""

import pytest
from django.urls import reverse
from shapely.geometry import Point, shape

from carriers.enums import AreaRole
from pat_logistics.territory.models import CommuneOutline
from tests.factories.carriers import ServiceAreaFactory, SolutionFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


def square(west):
    return {
        "type": "Polygon",
        "coordinates": [[[west, 44], [west + 1, 44], [west + 1, 45], [west, 45], [west, 44]]],
    }


@pytest.fixture
def outlined():
    """Two neighbours with a known outline, and a far one."""
    for number, insee in enumerate(("48001", "48002", "34001")):
        commune = CommuneFactory(insee=insee, departement=insee[:2])
        CommuneOutline.objects.create(commune=commune, geometry=square(3 + number))


def area(client, solution):
    return client.get(reverse("carriers:area", args=[solution.slug])).json()["features"]


def test_neighbouring_communes_are_drawn_as_one_area(client, outlined):
    solution = SolutionFactory()
    ServiceAreaFactory(solution=solution, role=AreaRole.DELIVERY, departement="48")
    ServiceAreaFactory(solution=solution, departement="34")  # collection is not delivery
    (feature,) = area(client, solution)
    assert feature["geometry"]["type"] == "Polygon"
    longitudes = [point[0] for point in feature["geometry"]["coordinates"][0]]
    assert (min(longitudes), max(longitudes)) == (3, 5)


def test_a_changed_area_is_drawn_anew(client, outlined):
    solution = SolutionFactory()
    ServiceAreaFactory(solution=solution, role=AreaRole.DELIVERY, departement="48")
    before = area(client, solution)
    ServiceAreaFactory(solution=solution, role=AreaRole.DELIVERY, departement="34")
    assert area(client, solution) != before


def test_an_area_without_known_outline_draws_nothing(client):
    solution = SolutionFactory()
    ServiceAreaFactory(solution=solution, role=AreaRole.DELIVERY, departement="75")
    assert area(client, solution) == []


def test_a_commune_without_known_outline_is_drawn_around_its_town_hall_and_says_so(client, outlined):
    solution = SolutionFactory()
    ServiceAreaFactory(solution=solution, role=AreaRole.DELIVERY, departement="48")
    montpellier = CommuneFactory(montpellier=True)
    ServiceAreaFactory(solution=solution, role=AreaRole.DELIVERY, commune=montpellier, departement="")
    known, near = area(client, solution)
    assert [known["properties"], near["properties"]] == [{"approximate": False}, {"approximate": True}]
    assert (
        shape(near["geometry"]).centroid.distance(Point(montpellier.longitude, montpellier.latitude)) < 0.001
    )
