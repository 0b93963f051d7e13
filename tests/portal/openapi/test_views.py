"""The addresses of the API itself."""

import json

import pytest
import yaml

from pat_logistics.portal.openapi.schema import openapi_schema

SCHEMA_URL = "/api/v1/schema/"

URL = "/api/v1/docs/"

pytestmark = pytest.mark.django_db


def test_the_root_of_the_api_leads_to_its_documentation(client):
    response = client.get("/api/v1/")
    assert (response.status_code, response["Location"]) == (302, URL)


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        ("", "*/*", "application/json"),
        ("?format=yaml", "*/*", "application/vnd.oai.openapi"),
        ("", "application/yaml", "application/yaml"),
        ("", "application/vnd.oai.openapi+json", "application/vnd.oai.openapi+json"),
    ],
)
def test_the_description_is_served_as_json_and_as_yaml(client, query, accept, media_type):
    response = client.get(SCHEMA_URL + query, headers={"accept": accept})
    assert response.status_code == 200
    assert response["Content-Type"].split(";")[0] == media_type
    text = response.content.decode()
    content = json.loads(text) if "json" in media_type else yaml.safe_load(text)
    assert content == openapi_schema()


def test_a_description_already_known_is_not_sent_again(client):
    first = client.get(SCHEMA_URL)
    assert client.get(SCHEMA_URL, headers={"if-none-match": first["ETag"]}).status_code == 304
