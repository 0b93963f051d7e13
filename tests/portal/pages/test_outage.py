"""A crash whose reason is known is told with it, on the pages and in the API."""

import errno

import psycopg2
import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client
from django.urls import reverse
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import ResponseError

from pat_logistics.portal.pages import outage, views


class Refused(psycopg2.OperationalError):
    """What PostgreSQL answers, with its code."""

    def __init__(self, code):
        super().__init__("refused")
        self.code = code

    @property
    def pgcode(self):
        return self.code


def database_error(code):
    error = OperationalError("refused")
    error.__cause__ = Refused(code)
    return error


NO_ROOM = [
    database_error("53100"),
    OSError(errno.ENOSPC, "No space left on device"),
    ResponseError("MISCONF Errors writing to the AOF file: No space left on device"),
]
AWAY = [
    OperationalError("could not connect to server"),
    InterfaceError("connection already closed"),
    RedisConnectionError("Connection refused"),
    database_error("57P03"),
]
OURS = [
    RuntimeError("panne"),
    database_error("42P01"),
    ResponseError("WRONGTYPE"),
    OSError(errno.ENOENT, "x"),
]


@pytest.fixture
def crash(monkeypatch):
    """Answer of the home page, and of the API, when this stops them."""

    def answer(error, method="get", address=None):
        def stop(*args, **kwargs):
            raise error

        monkeypatch.setattr(views, "territory_today", stop)
        return getattr(Client(raise_request_exception=False), method)(address or reverse("pages:home"))

    return answer


@pytest.mark.parametrize("error", NO_ROOM, ids=repr)
def test_no_room_left_is_told_as_such(crash, error):
    response = crash(error)
    assert response.status_code == 507
    assert "n’a plus de place" in response.text
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("error", AWAY, ids=repr)
def test_a_server_that_is_away_is_told_as_such(crash, error):
    response = crash(error)
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert "rechargez la page" in response.text


@pytest.mark.parametrize("error", OURS, ids=repr)
def test_any_other_crash_is_ours(crash, error):
    response = crash(error)
    assert response.status_code == 500
    assert "Le portail a rencontré une panne" in response.text


def test_what_was_sent_to_a_server_that_is_away_may_not_be_kept(rf):
    try:
        raise AWAY[0]
    except OperationalError:
        response = outage.crash(rf.post("/"))
    assert "n’est peut-être pas enregistré" in response.content.decode()


@pytest.mark.django_db
def test_the_api_tells_it_as_a_problem(monkeypatch):
    def stop(*args, **kwargs):
        raise NO_ROOM[0]

    monkeypatch.setattr("rest_framework.views.APIView.initial", stop)
    response = Client(raise_request_exception=False).get("/api/v1/vehicles/")
    assert response.status_code == response.json()["status"] == 507
    assert response.json()["title"] == "Plus de place"
