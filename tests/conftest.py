"""Guards that hold for every test (see guards.py); pyproject.toml closes the network too."""

import pytest
from django.core.cache import cache
from django.template import engines

from cost_calc.pricing import references
from pat_logistics import workers
from pat_logistics.embedded import gunicorn_config
from tests import guards
from tests.factories.accounts import advisor_of_lozere

pytest_plugins = ["tests.shared"]

engines["django"].engine.string_if_invalid = guards.UndefinedVariable()


def pytest_make_parametrize_id(val, argname):
    """Names a file by its argument: its bytes hold the second it was written, and each worker has its own."""
    return argname if isinstance(val, bytes) or (isinstance(val, str) and len(val) > 200) else None


def pytest_collection_finish():
    """What is loaded stays: as in a web process, the collector of garbage need not walk over it again."""
    gunicorn_config.pre_fork(None, None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """The tracer makes Python half as slow again: what it would see little of does without."""
    coverage = item.config.pluginmanager.getplugin("_cov")
    unmeasured = coverage and coverage.cov_controller and item.get_closest_marker("unmeasured")
    if not unmeasured:
        return (yield)
    coverage.cov_controller.pause()
    try:
        return (yield)
    finally:
        coverage.cov_controller.resume()


@pytest.fixture
def advisor(client, db):
    """An advisor of Lozère, signed in."""
    user = advisor_of_lozere()
    client.force_login(user)
    return user


@pytest.fixture(autouse=True)
def _guards(monkeypatch):
    guards.shuffle_unordered_querysets(monkeypatch)
    guards.watch_responses(monkeypatch)


@pytest.fixture(autouse=True)
def _empty_cache():
    """No test leans on what another one cached or read; each worker has its own Redis database."""
    cache.clear()
    references._read.cache_clear()


@pytest.fixture(autouse=True)
def _broker_awake(monkeypatch):
    """No test inherits the rest of a broker that another one found out of order."""
    monkeypatch.setattr(workers, "_broker_rests_until", 0.0)
