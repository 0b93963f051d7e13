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
