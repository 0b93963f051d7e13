"""The OpenAPI description is valid, and tells of each address."""

import re

import pytest
from django.urls import resolve
from drf_spectacular.validation import validate_schema

from pat_logistics.portal.open_data.ogc.collections import COLLECTIONS
from pat_logistics.portal.open_data.ogc.description import ROOT, description
from pat_logistics.portal.open_data.ogc.items import OWN_PARAMETERS


def test_it_is_openapi_3_0():
    validate_schema(description())
    assert description()["openapi"].startswith("3.0")


def test_each_path_is_an_address():
    for path in description()["paths"]:
        assert resolve(ROOT + re.sub(r"\{\w+\}", "1", path)).namespace == "ogc"


@pytest.mark.parametrize("code", COLLECTIONS)
def test_items_take_each_column_and_their_own_parameters(code):
    operation = description()["paths"][f"/collections/{code}/items"]["get"]
    names = [parameter["name"] for parameter in operation["parameters"]]
    assert sorted(names) == sorted([*OWN_PARAMETERS, *COLLECTIONS[code].queryables])
    assert len(set(names)) == len(names), "a column has the name of a parameter"
    limit = next(each["schema"] for each in operation["parameters"] if each["name"] == "limit")
    assert limit["default"] == 100
    assert limit["maximum"] == COLLECTIONS[code].most
