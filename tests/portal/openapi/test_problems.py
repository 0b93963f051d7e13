"""Every refusal under /api/ is a problem document (RFC 9457), whoever refuses."""

import re

import pytest
from django.test import Client

ROUND = "/api/v1/calculations/round/"
BODY = {
    "vehicle": {"eur_per_km": 0.5, "co2e_g_per_km": 250},
    "distance_km": 10,
    "driving_minutes": 20,
    "eur_per_hour": 15,
}


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


def post(client, body, **extra):
    return client.post(ROUND, body, content_type="application/json", **extra)


def assert_problem(response, status):
    problem = response.json()
    assert response.status_code == problem["status"] == status
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    assert {"type", "title", "status", "detail", "instance"} <= set(problem)
    return problem


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/api/v1/nothing/", "/api/v2/", "/api/", "/api/v1/vehicles/none-such/", "/api/v1/é/"]
)
def test_an_unknown_address_is_a_404_problem(client, path):
    problem = assert_problem(client.get(path), 404)
    assert problem["instance"].isascii()


@pytest.mark.django_db
def test_an_address_without_its_last_slash_keeps_its_method_when_redirected(client):
    response = post(client, BODY)
    redirect = client.post(ROUND.rstrip("/"), BODY, content_type="application/json")
    assert redirect.status_code == 308
    assert redirect["Location"] == ROUND
    assert response.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace", "get"])
def test_a_method_that_an_address_lacks_is_a_405_that_names_the_others(client, method):
    response = getattr(client, method)(ROUND)
    assert_problem(response, 405)
    assert "POST" in response["Allow"]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_lists_are_read_only_for_a_visitor(client, method):
    response = getattr(client, method)("/api/v1/vehicles/", "{}", content_type="application/json")
    assert_problem(response, 405)
    assert "GET" in response["Allow"]


def test_a_format_we_do_not_speak_is_a_406_problem(client):
    assert_problem(post(client, BODY, headers={"accept": "text/csv"}), 406)


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/xml", "application/x-www-form-urlencoded"]
)
def test_a_body_that_is_not_json_is_a_415_problem(client, content_type):
    assert_problem(client.post(ROUND, "a=1", content_type=content_type), 415)


def test_a_body_too_large_is_a_400_problem(client):
    problem = assert_problem(post(client, '{"a": "%s"}' % ("x" * 200_000)), 400)
    assert [(error["field"], error["code"]) for error in problem["errors"]] == [("body", "body_too_large")]


def test_no_body_at_all_names_each_missing_field(client):
    problem = assert_problem(post(client, ""), 400)
    fields = {error["field"]: error["code"] for error in problem["errors"]}
    assert fields == {"vehicle": "required", "distance_km": "required", "driving_minutes": "required"}


def test_a_thousand_unknown_names_are_not_all_told_back(client):
    problem = assert_problem(post(client, {"x" * 200 + str(i): 1 for i in range(400)}), 400)
    assert len(problem["errors"]) == 50
    assert max(len(error["field"]) for error in problem["errors"]) == 80


def test_a_name_with_slashes_has_an_escaped_pointer(client):
    problem = assert_problem(post(client, BODY | {"a/b~c": 1}), 400)
    assert [error["pointer"] for error in problem["errors"]] == ["/a~1b~0c"]


@pytest.mark.django_db
def test_a_fault_of_ours_says_nothing_of_the_inside(client, monkeypatch, caplog):
    def fail(**kwargs):
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("cost_calc.api.views.price_round", fail)
    response = post(client, BODY)
    problem = assert_problem(response, 500)
    assert problem["title"] == "Panne du service"
    assert "secret" not in response.content.decode()
    assert "the secret of the house" in caplog.text


def test_a_foreign_host_is_refused_in_the_same_shape(client, caplog):
    assert_problem(client.get("/api/v1/schema/", headers={"host": "evil.example"}), 400)


def test_a_nul_character_in_the_address_names_its_parameter(client):
    problem = assert_problem(client.get("/api/v1/vehicles/?q=a%00b"), 400)
    assert problem["errors"] == [
        {"field": "q", "code": "invalid_text", "detail": "Ce texte contient un caractère nul."}
    ]


@pytest.mark.django_db
def test_a_filter_out_of_its_list_names_its_parameter_without_a_body_pointer(client):
    problem = assert_problem(client.get("/api/v1/vehicles/?temperature=boiling"), 400)
    assert [error["field"] for error in problem["errors"]] == ["temperature"]
    assert "pointer" not in problem["errors"][0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["page=abc", "page=0", "page=-1", "page_size=abc", "page_size=0", "page=1e3"]
)
def test_a_page_that_is_no_number_names_its_parameter(client, query):
    problem = assert_problem(client.get(f"/api/v1/vehicles/?{query}"), 400)
    assert [error["field"] for error in problem["errors"]] == [query.split("=")[0]]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["2", "999999999"])
def test_a_page_past_the_end_is_a_404_problem(client, page):
    assert_problem(client.get(f"/api/v1/vehicles/?page={page}"), 404)


@pytest.mark.django_db
def test_the_type_of_each_problem_leads_to_its_explanation(client):
    page = client.get("/api/v1/docs/").content.decode()
    anchors = set(re.findall(r'id="([^"]+)"', page))
    problems = [
        client.get("/api/v1/nothing/").json(),
        post(client, "{").json(),
        client.get(ROUND).json(),
        post(client, BODY, headers={"accept": "text/csv"}).json(),
    ]
    for problem in problems:
        address, anchor = problem["type"].split("#")
        assert address.endswith("/api/v1/docs/")
        assert anchor in anchors
