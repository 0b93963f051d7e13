"""The area of a solution, drawn."""

import pytest
from django.urls import reverse
from shapely import union_all
from shapely.geometry import Point, shape

from carriers.enums import AreaRole
from carriers.models import Solution
from carriers.outlines import delivery_outline, delivery_outlines
from pat_logistics.territory.land import CountryPart
from pat_logistics.territory.models import Commune, CommuneOutline
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


def test_a_group_of_communes_some_of_which_have_no_outline_says_that_it_is_approximate(client, outlined):
    """A known half must not pass for the whole."""
    CommuneFactory(insee="48999", departement="48", longitude=7, latitude=44)
    solution = SolutionFactory()
    ServiceAreaFactory(solution=solution, role=AreaRole.DELIVERY, departement="48")
    known, near = area(client, solution)
    assert not shape(known["geometry"]).covers(Point(7, 44))
    assert shape(near["geometry"]).covers(Point(7, 44))


def test_a_part_of_the_country_is_drawn_land_by_land(client):
    reunion = CommuneFactory(insee="97411", departement="974", longitude=55.5, latitude=-20.9)
    guyane = CommuneFactory(insee="97302", departement="973", longitude=-52.3, latitude=4.9)
    elsewhere = CommuneFactory(montpellier=True)
    solution = SolutionFactory()
    overseas = CountryPart.OVERSEAS
    ServiceAreaFactory(solution=solution, role=AreaRole.DELIVERY, country_part=overseas, departement="")
    (near,) = area(client, solution)
    drawn = shape(near["geometry"])
    assert [
        drawn.covers(Point(place.longitude, place.latitude)) for place in (reunion, guyane, elsewhere)
    ] == [True, True, False]
    assert len(drawn.geoms) == 2


def test_every_solution_of_example_that_delivers_somewhere_draws_the_places_it_names(shared_territory):
    delivering = Solution.objects.filter(areas__role=AreaRole.DELIVERY).distinct()
    assert delivering
    for solution in delivering:
        drawn = union_all([shape(each["geometry"]) for each in delivery_outline(solution)["features"]])
        for named in solution.areas.filter(role=AreaRole.DELIVERY):
            for hall in Commune.objects.all()[::50]:
                assert not named.holds(hall) or drawn.covers(Point(hall.longitude, hall.latitude)), solution


def test_many_solutions_are_drawn_in_three_queries_then_one(outlined, django_assert_num_queries):
    places = [{"departement": "48"}, {"commune_id": "34001"}, {"country_part": CountryPart.MAINLAND}]
    solutions = [
        ServiceAreaFactory(solution=SolutionFactory(), role=AreaRole.DELIVERY, **place).solution
        for place in places
    ]
    keys = [solution.pk for solution in solutions]
    with django_assert_num_queries(3):
        drawn = delivery_outlines(keys)
    with django_assert_num_queries(1):
        assert delivery_outlines(keys) == drawn
    assert [union_all([shape(each["geometry"]) for each in drawn[pk]]).bounds for pk in keys] == [
        (3, 44, 5, 45),
        (5, 44, 6, 45),
        (3, 44, 6, 45),
    ]
    assert delivery_outlines([SolutionFactory().pk]) == {}
