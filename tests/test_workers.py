"""Asking a worker for a task."""

import pytest
from django.conf import settings

from pat_logistics import workers
from pat_logistics.workers import ask_a_worker


@pytest.fixture
def tried(monkeypatch):
    """What was asked of a broker that is away."""
    found = []

    def away(*arguments, **_kwargs):
        found.append(arguments)
        raise workers.OperationalError("no broker")

    monkeypatch.setattr(workers.current_app, "send_task", away)
    return found


def test_a_page_that_asks_for_many_tasks_waits_for_an_absent_broker_once(tried):
    for number in range(3):
        ask_a_worker("any.task", number)
    assert tried == [("any.task", (0,))]


def test_the_broker_is_tried_again_after_a_rest(tried, monkeypatch):
    ask_a_worker("any.task", 1)
    monkeypatch.setattr(workers.time, "monotonic", lambda: workers._broker_rests_until)
    ask_a_worker("any.task", 2)
    assert len(tried) == 2


def test_an_absent_broker_is_tried_once():
    """Kombu tries three times more by default, and each mail of a page would wait six seconds."""
    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS["max_retries"] == 0
