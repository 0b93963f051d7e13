"""Every refusal under /api/ is a problem document (RFC 9457), whoever refuses."""

import re

import pytest

from tests.portal.openapi.samples import BODY, ROUND, assert_problem, post


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/api/v1/nothing/", "/api/v2/", "/api/", "/api/v1/vehicles/none-such/", "/api/v1/é/"]
)
def test_an_unknown_address_is_a_404_problem(caller, path):
    problem = assert_problem(caller.get(path), 404)
    assert problem["instance"].isascii()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace", "get"])
def test_a_method_that_an_address_lacks_is_a_405_that_names_the_others(caller, method):
    response = getattr(caller, method)(ROUND)
    assert_problem(response, 405)
    assert "POST" in response["Allow"]


def test_a_format_we_do_not_speak_is_a_406_problem(caller):
    assert_problem(post(caller, BODY, headers={"accept": "text/csv"}), 406)


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/xml", "application/x-www-form-urlencoded"]
)
def test_a_body_that_is_not_json_is_a_415_problem(caller, content_type):
    assert_problem(caller.post(ROUND, "a=1", content_type=content_type), 415)


def test_a_body_too_large_is_a_400_problem(caller):
    problem = assert_problem(post(caller, '{"a": "%s"}' % ("x" * 200_000)), 400)
    assert [(error["field"], error["code"]) for error in problem["errors"]] == [("body", "body_too_large")]


def test_no_body_at_all_names_each_missing_field(caller):
    problem = assert_problem(post(caller, ""), 400)
    fields = {error["field"]: error["code"] for error in problem["errors"]}
    assert fields == {"vehicle": "required", "distance_km": "required", "driving_minutes": "required"}


def test_a_thousand_unknown_names_are_not_all_told_back(caller):
    problem = assert_problem(post(caller, {"x" * 200 + str(i): 1 for i in range(400)}), 400)
    assert len(problem["errors"]) == 50
    assert max(len(error["field"]) for error in problem["errors"]) == 80


def test_a_name_with_slashes_has_an_escaped_pointer(caller):
    problem = assert_problem(post(caller, BODY | {"a/b~c": 1}), 400)
    assert [error["pointer"] for error in problem["errors"]] == ["/a~1b~0c"]


@pytest.mark.django_db
def test_a_fault_of_ours_says_nothing_of_the_inside(caller, monkeypatch, caplog):
    def fail(**kwargs):
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("cost_calc.api.views.price_round", fail)
    response = post(caller, BODY)
    problem = assert_problem(response, 500)
    assert problem["title"] == "Panne du service"
    assert "secret" not in response.content.decode()
    assert "the secret of the house" in caplog.text


@pytest.mark.django_db
def test_the_type_of_each_problem_leads_to_its_explanation(caller):
    page = caller.get("/api/v1/docs/").content.decode()
    anchors = set(re.findall(r'id="([^"]+)"', page))
    problems = [
        caller.get("/api/v1/nothing/").json(),
        post(caller, "{").json(),
        caller.get(ROUND).json(),
        post(caller, BODY, headers={"accept": "text/csv"}).json(),
    ]
    for problem in problems:
        address, anchor = problem["type"].split("#")
        assert address.endswith("/api/v1/docs/")
        assert anchor in anchors
