"""A parameter of an address is known to its operation, or refused: none is ignored in silence."""

import re

import pytest

from pat_logistics.portal.openapi.schema import openapi_schema
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


def errors_of(response):
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    return {error["field"]: error for error in response.json()["errors"]}


def test_every_operation_refuses_a_parameter_it_does_not_know(client):
    for path, methods in (openapi_schema()["paths"] | {"/api/v1/schema/": ["get"]}).items():
        for method in methods:
            address = re.sub(r"\{\w+\}", "48095", path) + "?bogus=1"
            errors = errors_of(getattr(client, method)(address, content_type="application/json"))
            assert errors.keys() == {"bogus"}, path
            assert errors["bogus"]["code"] == "unknown_parameter"
            assert errors["bogus"]["detail"].startswith("Ce paramètre est inconnu ici.")
            assert "pointer" not in errors["bogus"]


def test_what_may_be_asked_is_told_with_the_refusal(client):
    errors = errors_of(client.get("/api/v1/vehicles/?updated_since=2026-01-01&q=a"))
    assert set(errors) == {"updated_since", "q"}
    assert errors["q"]["detail"].endswith(": energy, format, page, page_size, temperature.")


def test_a_filter_of_the_list_is_none_of_the_page_of_one(client):
    producer = ProducerFactory(published=True)
    assert errors_of(client.get(f"/api/v1/producers/{producer.pk}/?family=cheese")).keys() == {"family"}


def test_what_the_description_names_passes_together(client):
    CommuneFactory(mende=True)
    asked = "commune=48095&radius_km=20&sort=distance&family=cheese&family=eggs&page=1&page_size=5"
    assert client.get(f"/api/v1/producers/?{asked}&format=json").status_code == 200
    assert client.head(f"/api/v1/producers/?{asked}").status_code == 200


def test_a_parameter_of_one_value_comes_once(client):
    errors = errors_of(client.get("/api/v1/communes/?q=mende&q=florac"))
    assert {name: error["code"] for name, error in errors.items()} == {"q": "repeated_parameter"}


def test_an_empty_filter_is_refused_rather_than_answered_with_everybody(client):
    errors = errors_of(client.get("/api/v1/producers/?q=%20&family=&departement=&family=cheese"))
    assert {name: error["code"] for name, error in errors.items()} == dict.fromkeys(
        ["q", "family", "departement"], "empty_parameter"
    )


@pytest.mark.parametrize("method", ["get", "delete"])
def test_a_method_or_an_address_that_does_not_exist_keeps_its_own_refusal(client, method):
    assert getattr(client, method)("/api/v1/calculations/round/?bogus=1").status_code == 405
    assert getattr(client, method)("/api/v1/nothing/?bogus=1").status_code == 404


def test_the_producers_of_one_departement_are_asked_by_its_code(client):
    here = ProducerFactory(published=True, commune=CommuneFactory(mende=True))
    ProducerFactory(published=True, commune=CommuneFactory(montpellier=True))
    found = client.get("/api/v1/producers/?departement=48").json()["results"]
    assert [row["id"] for row in found] == [here.pk]
    assert errors_of(client.get("/api/v1/producers/?departement=Lozère")).keys() == {"departement"}
