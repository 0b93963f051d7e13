"""Data that many tests read, loaded once for all those that follow each other instead of once for each.

A test asks for it by the name of a fixture below. It stays in a transaction around the test's own, which is
then a savepoint: what a test writes is undone as ever. The tests that ask for the same data come together,
and the data go before a test that did not ask for them.
"""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest
from django.db import connection, transaction

import carriers.demo
from cost_calc.pricing.reference_files import load_reference_values
from pat_logistics.territory.bulk import write_communes
from tests.factories.territory import load_region, region


def _territory() -> None:
    load_reference_values()
    load_region()
    carriers.demo.load()


def _references() -> None:
    load_reference_values()


def _communes() -> None:
    write_communes(region())


# Of several that a test asks for, the first is kept around it.
LOADERS: dict[str, Callable[[], None]] = {
    "shared_territory": _territory,
    "shared_references": _references,
    "shared_communes": _communes,
}
COMMITTING = {"transactional_db", "live_server"}
# What a larger one holds too.
HELD_BY = {"shared_references": "shared_territory"}


def asked_by(test: pytest.Item) -> str:
    """The data to keep around a test; none around one that commits, which loads its own."""
    names = getattr(test, "fixturenames", ())
    marker = test.get_closest_marker("django_db")
    commits = bool(marker and marker.kwargs.get("transaction")) or not COMMITTING.isdisjoint(names)
    return "" if commits else next((name for name in LOADERS if name in names), "")


class Shared:
    """What is loaded now, and the transaction that it stays in."""

    def __init__(self) -> None:
        self.name = ""
        self._open = ExitStack()

    def hold(self, name: str, blocker: Any) -> None:
        if name == self.name:
            return
        self.leave()
        with ExitStack() as opening:
            opening.enter_context(blocker.unblock())
            opening.enter_context(transaction.atomic())
            opening.callback(transaction.set_rollback, True)
            LOADERS[name]()
            # Else each test would check the keys of these rows again.
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            self.name, self._open = name, opening.pop_all()

    def leave(self) -> None:
        self.name = ""
        self._open.close()

    def give(self, name: str) -> None:
        """Make sure that a test has what it asked for."""
        if self.name not in (name, HELD_BY.get(name)):
            LOADERS[name]()


_now = Shared()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Those that ask for shared data come first, together; the order among them stays random."""
    places = {name: place for place, name in enumerate([*LOADERS, ""])}
    items.sort(key=lambda item: places[asked_by(item)])


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    if asked_by(item) != _now.name:
        _now.leave()


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef, request):
    """Just before the transaction of the test begins: this fixture of pytest-django's opens it."""
    if fixturedef.argname == "_django_db_helper" and (name := asked_by(request.node)):
        _now.hold(name, request.getfixturevalue("_until_the_end"))


@pytest.fixture(scope="session")
def _until_the_end(django_db_setup, django_db_blocker):
    """The transaction ends before the database is dropped."""
    yield django_db_blocker
    _now.leave()


@pytest.fixture
def shared_territory(db):
    """The reference values, the communes around Lozère with their outlines, the carriers of example."""
    _now.give("shared_territory")


@pytest.fixture
def shared_references(db):
    """The reference values that come with the portal."""
    _now.give("shared_references")


@pytest.fixture
def shared_communes(db):
    """The real communes around Lozère and the large towns of France, without their outlines."""
    _now.give("shared_communes")
