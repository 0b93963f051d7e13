"""Where solutions go, which prices hold on a date, and how many queries that takes."""

import datetime

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from carriers.enums import AreaRole
from carriers.models import Delivery, ServiceArea, Serving, Solution, TariffGrid, candidates
from tests.factories.carriers import (
    DropPointFactory,
    ServiceAreaFactory,
    SolutionFactory,
    TariffGridFactory,
    TariffZoneFactory,
)
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 23)


@pytest.fixture
def mende():
    return CommuneFactory(mende=True, epci="244800405", epci_name="Cœur de Lozère")


@pytest.fixture
def montpellier():
    return CommuneFactory(montpellier=True, epci="243400017", epci_name="Montpellier Méditerranée Métropole")


@pytest.fixture
def florac():
    return CommuneFactory(florac=True, epci="200069151")


def fitting(**asked):
    """The solutions that serve a delivery."""
    return Solution.objects.fitting(Serving(Delivery(**asked)))


def where(kind, commune):
    return {
        "commune": {"commune": commune},
        "epci": {"epci": commune.epci},
        "departement": {"departement": commune.departement},
        "country": {"country_part": "mainland"},
    }[kind]


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


def test_two_communes_without_epci_are_not_taken_for_neighbours(mende):
    ServiceAreaFactory(commune=mende)
    island = CommuneFactory(epci="", departement="85")
    assert not fitting(origin=island).exists()
    assert not any(area.holds(island) for area in ServiceArea.objects.all())


def test_a_drop_point_within_twenty_kilometres_makes_a_solution_usable(mende, florac):
    near = DropPointFactory(commune=mende).solution
    DropPointFactory(commune=florac, latitude=florac.latitude, longitude=florac.longitude)
    assert list(fitting(origin=mende)) == [near]
    assert not Serving(Delivery(mende)).collected


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
    ("date", "is_valid"),
    [
        (datetime.date(2025, 12, 31), False),
        (datetime.date(2026, 1, 1), True),
        (datetime.date(2026, 12, 31), True),
        (datetime.date(2027, 1, 1), False),
    ],
)
def test_a_grid_holds_from_its_first_day_to_the_eve_of_its_end(date, is_valid):
    TariffGridFactory()
    assert TariffGrid.objects.valid_on(date).exists() is is_valid


def test_a_grid_to_come_is_not_ended_and_a_past_one_is():
    past = DateRange(datetime.date(2025, 1, 1), datetime.date(2026, 1, 1))
    coming = DateRange(datetime.date(2027, 1, 1), None)
    for period in (past, coming):
        TariffGridFactory(valid_during=period)
    assert [grid.valid_during for grid in TariffGrid.objects.not_ended(TODAY)] == [coming]


def read_whole(solutions, origin, destination):
    """Touches everything the comparison reads."""
    for solution in solutions:
        solution.area_for(origin, AreaRole.COLLECTION)
        solution.area_for(destination, AreaRole.DELIVERY)
        assert solution.carrier is None or solution.carrier.name
        assert solution.position is None or solution.commune.name
        for point in solution.drop_points.all():
            assert point.commune.name
        for grid in solution.grids.all():
            assert grid.solution.slug
            list(grid.bands.all())
            list(grid.zones.all())


@pytest.mark.parametrize("number", [1, 6])
def test_candidates_take_nine_queries_whatever_their_number(
    mende, montpellier, number, django_assert_num_queries
):
    for solution in SolutionFactory.create_batch(number, priced=True, from_mende_to_montpellier=True):
        TariffZoneFactory(grid=solution.grids.get())
        DropPointFactory(solution=solution)
    SolutionFactory(locker=True)
    with django_assert_num_queries(9):
        found = list(candidates(mende, [montpellier], TODAY))
        read_whole(found, mende, montpellier)
    assert len(found) == number + 1


def test_candidates_keep_what_does_not_serve_and_leave_out_tools_and_drafts(mende, montpellier):
    elsewhere = SolutionFactory()
    SolutionFactory(tool=True)
    SolutionFactory(unpublished=True)
    assert list(candidates(mende, [montpellier], TODAY)) == [elsewhere]


def test_candidates_only_carry_the_grids_of_the_day(mende, montpellier):
    solution = SolutionFactory()
    TariffGridFactory(solution=solution, name="2026")
    coming = DateRange(datetime.date(2027, 1, 1), None)
    TariffGridFactory(solution=solution, name="2027", valid_during=coming)
    (found,) = candidates(mende, [montpellier], TODAY)
    assert [grid.name for grid in found.grids.all()] == ["2026"]


def test_words_are_found_wherever_they_are_said_without_accents():
    solution = SolutionFactory(name="Ligne fraîche", carrier__name="Transports du Gévaudan")
    SolutionFactory(name="Autre ligne")
    assert list(Solution.objects.search(["FRAICHE", "gevaudan"])) == [solution]
    assert not Solution.objects.search(["fraiche", "margeride"]).exists()


def test_a_percent_sign_is_searched_as_it_is():
    SolutionFactory()
    assert not Solution.objects.search(["%"]).exists()


@pytest.fixture
def corsica(db):
    return CommuneFactory(insee="2A004", name="Ajaccio", departement="2A", latitude=41.92, longitude=8.74)


@pytest.fixture
def martinique(db):
    return CommuneFactory(
        insee="97209", name="Fort-de-France", departement="972", latitude=14.6, longitude=-61.07
    )


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


def test_a_solution_may_serve_the_mainland_and_corsica(montpellier, corsica, martinique):
    solution = SolutionFactory()
    for part in ("mainland", "corsica"):
        ServiceAreaFactory(solution=solution, role=AreaRole.DELIVERY, country_part=part)
    assert list(fitting(destinations=(montpellier, corsica))) == [solution]
    assert not fitting(destinations=(martinique,)).exists()
