"""What one does not keep is as if it did not exist."""

import pytest
from django.http import Http404

from carriers.access import kept_carrier, kept_child, kept_grid, kept_solution
from tests.factories.accounts import UserFactory
from tests.factories.carriers import DropPointFactory, SolutionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(rf):
    def request(user):
        made = rf.get("/")
        made.user = user
        return made

    return request


def test_who_keeps_a_service_loads_it_with_its_company_and_grids(asked, staff):
    service = SolutionFactory(carrier__organisation=staff.memberships.get().organisation, priced=True)
    assert kept_carrier(asked(staff), service.carrier.slug) == service.carrier
    assert kept_solution(asked(staff), service.slug) == service
    assert kept_grid(asked(staff), service.grids.get().pk).solution == service


def test_anybody_else_finds_nothing(asked):
    service = SolutionFactory(priced=True)
    for load, key in (
        (kept_carrier, service.carrier.slug),
        (kept_solution, service.slug),
        (kept_grid, service.grids.get().pk),
    ):
        with pytest.raises(Http404):
            load(asked(UserFactory()), key)


def test_a_drop_point_of_another_service_is_not_found():
    point, other = DropPointFactory(), SolutionFactory()
    assert kept_child(point.solution, "drop_points", point.pk) == point
    with pytest.raises(Http404):
        kept_child(other, "drop_points", point.pk)
