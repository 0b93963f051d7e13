import pytest
from celery import current_app

import tests.jobs.kinds  # noqa: F401 - registers them


@pytest.fixture(autouse=True)
def asked(request, monkeypatch):
    """What workers were asked for: none works, but in the tests that start real ones."""
    found = []
    if "workers" not in request.fixturenames:
        monkeypatch.setattr(
            current_app, "send_task", lambda task, told, **options: found.append((told[0], options))
        )
    return found
