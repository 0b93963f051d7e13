"""All a price is made of, read for many solutions at once."""

import datetime

import pytest

from carriers.enums import AreaRole
from carriers.models import Solution, ready_to_price
from tests.factories.carriers import (
    DropPointFactory,
    ServiceAreaFactory,
    SolutionFactory,
    TariffGridFactory,
    TariffZoneFactory,
)
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 6, 1)


@pytest.fixture
def places():
    return [CommuneFactory(), CommuneFactory()]


def test_each_solution_has_its_own_grids_areas_and_drop_points(places, django_assert_num_queries):
    solutions = [SolutionFactory(), SolutionFactory()]
    for solution in solutions:
        TariffZoneFactory(grid=TariffGridFactory(solution=solution))
        ServiceAreaFactory(solution=solution, commune=places[1], role=AreaRole.DELIVERY)
        DropPointFactory(solution=solution)
    found = list(Solution.objects.filter(pk__in=[solution.pk for solution in solutions]))
    with django_assert_num_queries(5):
        ready_to_price(found, places, DAY)
    with django_assert_num_queries(0):
        for solution in found:
            (grid,) = solution.grids.all()
            assert (len(grid.bands.all()), len(grid.zones.all())) == (2, 1)
            assert [area.commune_id for area in solution.areas.all()] == [places[1].pk]
            assert [point.commune.name for point in solution.drop_points.all()]
            assert {grid.solution, *(row.solution for row in solution.areas.all())} == {solution}


def test_a_grid_of_another_year_and_an_area_of_elsewhere_are_not_read(places):
    solution = SolutionFactory()
    TariffGridFactory(solution=solution)
    ServiceAreaFactory(solution=solution, commune=CommuneFactory(), role=AreaRole.DELIVERY)
    (found,) = ready_to_price([solution], places, datetime.date(2031, 1, 1))
    assert (list(found.grids.all()), list(found.areas.all())) == ([], [])


def test_nothing_to_price_reads_nothing(places):
    assert ready_to_price([], places, DAY) == []
