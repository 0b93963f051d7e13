"""Quotas are counted per caller and per scope, and told in each answer."""

import pytest
from django.core.cache import cache
from django.test import Client

from pat_logistics.portal.openapi import throttling
from tests.factories.tokens import bearer, token_of
from tests.portal.openapi.samples import BODY, post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quotas(settings, monkeypatch):
    settings.API_QUOTA_PER_MINUTE = {"read": 5, "calculate": 2}
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    monkeypatch.setattr(throttling.time, "time", lambda: 1_000_000_030.0)


def calculate(address="192.0.2.1", **headers):
    return post(Client(REMOTE_ADDR=address), BODY, headers=headers)


def test_each_answer_tells_what_is_left():
    left = [calculate()["X-RateLimit-Remaining"] for _ in range(2)]
    assert left == ["1", "0"]


def test_past_its_quota_a_caller_is_told_how_long_to_wait():
    calculate()
    calculate()
    response = calculate()
    assert response.status_code == 429
    assert response["Content-Type"] == "application/problem+json"
    assert 1 <= int(response["Retry-After"]) <= 60
    assert response["X-RateLimit-Limit"] == "2"
    assert response["X-RateLimit-Remaining"] == "0"


def test_the_next_minute_starts_afresh(monkeypatch):
    for _ in range(3):
        last = calculate()
    assert last.status_code == 429
    monkeypatch.setattr(throttling.time, "time", lambda: 1_000_000_030.0 + 60)
    assert calculate().status_code == 200


def test_another_caller_has_his_own_quota():
    for _ in range(3):
        calculate("192.0.2.1")
    assert calculate("192.0.2.2").status_code == 200


def test_a_caller_cannot_change_name_by_a_header():
    for number in range(3):
        last = calculate(x_forwarded_for=f"198.51.100.{number}")
    assert last.status_code == 429


def test_calculations_leave_the_quota_of_readings_alone():
    for _ in range(3):
        calculate()
    assert Client(REMOTE_ADDR="192.0.2.1").get("/api/v1/vehicles/").status_code == 200


def test_without_its_cache_the_api_still_answers(settings, caplog):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        }
    }
    assert [calculate().status_code for _ in range(3)] == [200, 200, 200]
    assert "quotas are not counted" in caplog.text


def test_a_token_has_its_own_quota_wherever_it_calls_from(settings):
    settings.API_TOKEN_QUOTA_PER_MINUTE = {"read": 9, "calculate": 3}
    _, secret = token_of()
    for number in range(3):
        last = calculate(f"192.0.2.{number}", **bearer(secret))
    assert last["RateLimit-Policy"] == '"calculate";q=3;w=60'
    assert last["RateLimit"].startswith('"calculate";r=0;t=')
    assert calculate("192.0.2.9", **bearer(secret)).status_code == 429
    assert calculate("192.0.2.9").status_code == 200
