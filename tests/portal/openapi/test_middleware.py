"""What is refused before any view is asked."""

import pytest

from tests.portal.openapi.samples import BODY, ROUND, assert_problem, post


@pytest.mark.django_db
def test_an_address_without_its_last_slash_keeps_its_method_when_redirected(caller):
    response = post(caller, BODY)
    redirect = caller.post(ROUND.rstrip("/"), BODY, content_type="application/json")
    assert redirect.status_code == 308
    assert redirect["Location"] == ROUND
    assert response.status_code == 200


def test_a_foreign_host_is_refused_in_the_same_shape(caller, caplog):
    assert_problem(caller.get("/api/v1/schema/", headers={"host": "evil.example"}), 400)


def test_a_nul_character_in_the_address_names_its_parameter(caller):
    problem = assert_problem(caller.get("/api/v1/vehicles/?q=a%00b"), 400)
    assert problem["errors"] == [
        {"field": "q", "code": "invalid_text", "detail": "Ce texte contient un caractère nul."}
    ]


@pytest.mark.django_db
def test_a_page_of_another_site_may_read(client):
    answer = client.get("/api/v1/bands/", headers={"origin": "https://carte.exemple.fr"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "RateLimit" in answer["Access-Control-Expose-Headers"]
    # A browser would send no cookie there, and show no answer to a page that tries.
    assert "Access-Control-Allow-Credentials" not in answer


@pytest.mark.django_db
def test_the_question_of_a_browser_is_answered_before_a_token_is_sent(client, django_assert_num_queries):
    asked = {
        "origin": "https://carte.exemple.fr",
        "access-control-request-method": "GET",
        "access-control-request-headers": "authorization",
    }
    with django_assert_num_queries(0):
        answer = client.options("/api/v1/producers/", headers=asked)
    assert answer.status_code == 204
    assert "Authorization" in answer["Access-Control-Allow-Headers"]
    assert "DELETE" not in answer["Access-Control-Allow-Methods"]


@pytest.mark.django_db
def test_pages_of_the_site_are_read_by_no_other(client):
    assert "Access-Control-Allow-Origin" not in client.get("/guides/")
