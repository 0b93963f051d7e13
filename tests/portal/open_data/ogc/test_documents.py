"""What the collections say of themselves."""

import pytest
from jsonschema import Draft202012Validator

from pat_logistics.portal.open_data.ogc import documents
from pat_logistics.portal.open_data.ogc.collections import COLLECTIONS

pytestmark = pytest.mark.django_db


def at(path):
    return f"https://pat.example/api/ogc/{path}"


def test_the_landing_page_leads_where_the_standard_says():
    links = {each["rel"]: each["href"] for each in documents.landing(at)["links"]}
    assert links["data"] == at("collections")
    assert links["conformance"] == at("conformance")
    assert links["service-desc"] == at("api")


def test_conformance_names_what_holds_and_says_the_rest():
    found = documents.conformance(at)
    assert {uri.partition("/conf/")[2] for uri in found["conformsTo"]} == {
        "core", "oas30", "html", "geojson",
        "queryables", "queryables-query-parameters", "filter", "features-filter",
        "cql2-text", "basic-cql2", "advanced-comparison-operators", "basic-spatial-functions",
    }  # fmt: skip
    assert "Ni calcul" in found["description"]


def test_a_collection_says_where_and_when(world):
    found = documents.collection_document(COLLECTIONS["producers"], at)
    assert len(found["extent"]["spatial"]["bbox"][0]) == 4
    [[first, last]] = found["extent"]["temporal"]["interval"]
    assert first <= last
    assert first.endswith("Z")
    assert documents.collections(at)["collections"][0]["id"] == found["id"]


def test_the_columns_to_filter_are_a_json_schema(collection):
    schema = documents.queryables(collection, at)
    Draft202012Validator.check_schema(schema)
    assert list(schema["properties"]) == ["geometry", *collection.queryables]
    assert schema["properties"]["updated_at"]["format"] == "date-time"


def test_a_column_says_its_unit_and_its_codes():
    columns = COLLECTIONS["solutions"].queryables
    assert documents.column_schema(columns["min_kg"])["description"].endswith("En kg.")
    assert "parcel" in documents.column_schema(columns["kind"])["enum"]
