"""Leading somebody to sign up, with the e-mail that is known and that no log holds."""

import pytest
from django.contrib.sessions.backends.cache import SessionStore

from pat_logistics.accounts.signing_up import email_of, lead_to_sign_up


@pytest.fixture
def request_of_somebody(rf):
    request = rf.get("/")
    request.session = SessionStore()
    return request


def test_the_page_that_opens_an_account_comes_back_and_its_address_names_nobody(request_of_somebody):
    response = lead_to_sign_up(request_of_somebody, email="ferme@exemple.fr", then="/ma-ferme/?a=1&b=2")
    assert response.url.endswith("?next=%2Fma-ferme%2F%3Fa%3D1%26b%3D2")
    assert "exemple" not in response.url
    assert email_of(request_of_somebody) == "ferme@exemple.fr"


def test_without_a_page_before_there_is_no_email(request_of_somebody):
    assert email_of(request_of_somebody) == ""
