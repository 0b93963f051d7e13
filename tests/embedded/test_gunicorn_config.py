"""What the logs say of a request."""

import datetime
from types import SimpleNamespace

import pytest
from django.core import signing
from gunicorn.config import Config

from pat_logistics.embedded.gunicorn_config import QuietLogger


def said_of(address, referer="-"):
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": address,
        "PATH_INFO": address,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": referer,
    }
    answer = SimpleNamespace(status="200 OK", sent=1, headers=[])
    asked = SimpleNamespace(headers=[])
    return QuietLogger(Config()).atoms(answer, asked, environ, datetime.timedelta(0))


@pytest.mark.parametrize(
    "token",
    [signing.dumps(12, salt="a"), signing.Signer(salt="b", sep=".").sign("12")],
    ids=["dated", "without a date"],  # the token itself is not the same from one worker to the next
)
def test_a_signed_link_is_not_in_the_log(token):
    said = said_of(f"/devis/reponse/{token}/refus/", referer=f"https://exemple.fr/recue/{token}/")
    assert not [name for name in ("r", "U", "f") if token in said[name] or token[-43:] in said[name]]
    assert said["r"] == "GET /devis/reponse/***/refus/ HTTP/1.1"


def test_a_signed_link_is_not_in_the_log_of_the_page_that_asks_to_sign_in():
    token = signing.dumps(12, salt="a").replace(":", "%3A")
    assert said_of(f"/compte/?next=/ferme/recue/{token}/")["U"] == "/compte/?next=/ferme/recue/***/"


def test_any_other_address_is_in_the_log_as_it_is():
    address = "/static/css/portal.0123456789ab.css"
    assert said_of(address)["U"] == address
