"""What the machines that watch the portal learn."""

import time
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from redis.exceptions import ConnectionError as RedisConnectionError

from pat_logistics.portal.pages import health, tasks


def test_healthz_needs_no_database(client):
    assert client.get("/healthz").json() == {"status": "alive"}


@pytest.mark.django_db
def test_a_portal_with_all_its_parts_is_ready(client):
    tasks.beat()
    answer = client.get("/readyz")
    assert answer.status_code == 200
    read = answer.json()
    assert read["checks"].pop("worker_heartbeat_age_s") < health.LATE_AFTER_S
    assert read == {
        "status": "ready",
        "missing": [],
        "checks": {
            "database": "ok",
            "migrations": "ok",
            "redis": "ok",
            "worker": "ok",
            "routing": "not configured",
        },
    }


@pytest.mark.django_db
@pytest.mark.parametrize("age", [None, health.LATE_AFTER_S + 10])
def test_a_late_worker_is_named_but_pages_still_come(client, age, monkeypatch):
    now = time.time()
    monkeypatch.setattr(health, "time", SimpleNamespace(time=lambda: now))  # a slow machine changes nothing
    if age:
        cache.set(tasks.HEARTBEAT_KEY, now - age)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["checks"]["worker"] == "late"
    assert answer.json()["checks"]["worker_heartbeat_age_s"] == age


@pytest.mark.django_db
def test_a_routing_server_that_is_gone_is_named_but_pages_still_come(client, settings):
    settings.VALHALLA_URL = "http://127.0.0.1:9"
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["checks"]["routing"] == "unreachable"


@pytest.mark.django_db
def test_a_migration_to_apply_is_named(client, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: ["one", "two"])
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["missing"] == ["migrations"]
    assert answer.json()["checks"]["migrations"] == "2 pending"


@pytest.mark.django_db
def test_an_empty_database_has_everything_to_migrate(client):
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["missing"] == ["migrations"]
    assert answer.json()["checks"]["migrations"].endswith(" pending")


@pytest.mark.django_db
def test_a_database_that_stopped_short_of_v0_1_0_is_named(client):
    MigrationRecorder.Migration.objects.filter(app="producers").delete()
    MigrationRecorder(connection).record_applied("producers", "0001_initial")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["missing"] == ["migrations"]
    assert answer.json()["checks"]["migrations"] == "older than v0.1.0"


@pytest.mark.django_db
def test_a_database_that_is_gone_is_named(client, monkeypatch):
    def gone(*_):
        raise OperationalError

    monkeypatch.setattr(MigrationExecutor, "migration_plan", gone)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["missing"] == ["database", "migrations"]


@pytest.mark.django_db
def test_a_redis_that_is_gone_is_named(client, monkeypatch):
    def gone(*_):
        raise RedisConnectionError

    monkeypatch.setattr(health.cache, "get", gone)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["missing"] == ["redis"]
    assert answer.json()["checks"]["worker"] == "unknown"


def test_the_answers_are_never_kept(client):
    assert "no-store" in client.get("/healthz").headers["Cache-Control"]


def test_the_watchers_are_not_sent_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200
    assert client.get("/mentions-legales/").status_code == 301


def test_the_addresses_only_answer_readers(client):
    assert client.post("/healthz").status_code == 405
