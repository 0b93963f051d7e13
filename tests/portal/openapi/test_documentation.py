"""The documentation page is drawn from the description and needs no script."""

import re

import pytest

from pat_logistics.portal.openapi.documentation import operations
from pat_logistics.portal.openapi.schema import openapi_schema

URL = "/api/v1/docs/"

pytestmark = pytest.mark.django_db


def test_every_operation_has_its_section(client):
    page = client.get(URL).content.decode()
    for path, methods in openapi_schema()["paths"].items():
        for method in methods:
            assert f"{method.upper()} {path}" in page


def test_the_page_runs_no_script_and_asks_nobody_else(client):
    page = client.get(URL).content.decode()
    content = page[page.index("<main") : page.index("</main>")]
    assert "<script" not in content
    assert "style=" not in content
    assert re.findall(r'(?:src|action)="(?:https?:)?//', content) == []


def test_anchors_are_unique(client):
    anchors = re.findall(r'\bid="([^"]+)"', client.get(URL).content.decode())
    assert len(anchors) == len(set(anchors))


def test_the_page_says_the_quotas_in_force(client, settings):
    settings.API_QUOTA_PER_MINUTE = {"read": 321, "calculate": 123}
    page = client.get(URL).content.decode()
    assert "321" in page
    assert "123" in page


def test_a_nested_field_is_told_with_its_full_path():
    round_operation = next(
        operation
        for operation in operations(openapi_schema(), site_url="https://portal.example")
        if operation.path.endswith("/round/")
    )
    fields = {row.name: row for row in round_operation.request}
    assert fields["vehicle.eur_per_km"].kind == "nombre de 0 à 50"
    assert fields["distance_km"].required
    assert not fields["mass_kg"].required
    assert round_operation.curl.startswith("curl https://portal.example/api/v1/calculations/round/")
    assert '"distance_km": 84.2' in round_operation.curl
