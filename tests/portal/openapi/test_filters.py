"""Filters of a list."""

import pytest

from tests.factories.territory import CommuneFactory
from tests.portal.openapi.samples import assert_problem

pytestmark = pytest.mark.django_db


def test_a_filter_out_of_its_list_names_its_parameter_without_a_body_pointer(caller):
    problem = assert_problem(caller.get("/api/v1/vehicles/?temperature=boiling"), 400)
    assert [error["field"] for error in problem["errors"]] == ["temperature"]
    assert "pointer" not in problem["errors"][0]


def test_a_filter_that_may_be_several_communes_lists_them(client):
    CommuneFactory(mende=True, population=12_464)
    CommuneFactory(insee="48013", name="Badaroux", population=930)
    response = client.get("/api/v1/producers/", {"commune": "48000"})
    assert response.status_code == 400
    [fault] = response.json()["errors"]
    assert (fault["field"], fault["code"]) == ("commune", "ambiguous")
    assert [each["insee"] for each in fault["candidates"]] == ["48095", "48013"]
    assert fault["candidates"][0] == {
        "insee": "48095", "name": "Mende", "departement": "48", "postal_codes": ["48000"], "note": "",
    }  # fmt: skip
