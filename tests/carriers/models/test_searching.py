"""Words looked for in services, and what a price needs of many."""

import datetime

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from carriers.enums import AreaRole
from carriers.models import Solution, candidates
from tests.factories.carriers import (
    DropPointFactory,
    SolutionFactory,
    TariffGridFactory,
    TariffZoneFactory,
)
from tests.refused import TODAY

pytestmark = pytest.mark.django_db


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
