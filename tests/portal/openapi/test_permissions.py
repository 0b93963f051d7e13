"""Who may write by the API."""

from types import SimpleNamespace

import pytest

from pat_logistics.portal.openapi.permissions import ReadOnlyForVisitors
from tests.portal.openapi.samples import assert_problem


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_lists_are_read_only_for_a_visitor(caller, method):
    response = getattr(caller, method)("/api/v1/vehicles/", "{}", content_type="application/json")
    assert_problem(response, 405)
    assert "GET" in response["Allow"]


@pytest.mark.parametrize(
    ("method", "signed_in", "may"),
    [
        ("GET", False, True),
        ("POST", False, False),
        ("POST", True, True),
        ("DELETE", False, True),  # the view lacks it: its own 405 says so
    ],
)
def test_anyone_reads_and_writing_needs_an_account(method, signed_in, may):
    request = SimpleNamespace(method=method, user=SimpleNamespace(is_authenticated=signed_in))
    view = SimpleNamespace(allowed_methods=["GET", "POST"])
    assert ReadOnlyForVisitors().has_permission(request, view) == may
