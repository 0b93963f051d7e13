"""Pages of a list."""

import pytest
from rest_framework.request import Request

from pat_logistics.portal.openapi.pagination import Pagination
from tests.portal.openapi.samples import assert_problem


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["page=abc", "page=0", "page=-1", "page_size=abc", "page_size=0", "page=1e3"]
)
def test_a_page_that_is_no_number_names_its_parameter(caller, query):
    problem = assert_problem(caller.get(f"/api/v1/vehicles/?{query}"), 400)
    assert [error["field"] for error in problem["errors"]] == [query.split("=")[0]]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["2", "999999999"])
def test_a_page_past_the_end_is_a_404_problem(caller, page):
    assert_problem(caller.get(f"/api/v1/vehicles/?page={page}"), 404)


def test_a_page_is_never_longer_than_allowed(rf):
    asked = Request(rf.get("/", {"page_size": Pagination.max_page_size + 1}))
    assert Pagination().get_page_size(asked) == Pagination.max_page_size
    assert Pagination().get_page_size(Request(rf.get("/"))) == Pagination.page_size
