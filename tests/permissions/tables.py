"""The tables of every app, put together."""

import importlib
import pkgutil
from types import SimpleNamespace
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.http import urlencode

import tests.permissions
from cost_calc.models import VehicleType
from cost_calc.references import load_reference_values
from tests.factories.carriers import SolutionFactory
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory
from tests.permissions.rows import PUBLIC, Row

NOT_TABLES = {"rows", "tables"}


def all_rows() -> dict[str, list[Row]]:
    """Every row, by name of address."""
    table: dict[str, list[Row]] = {}
    for module in pkgutil.iter_modules(tests.permissions.__path__):
        if module.name in NOT_TABLES:
            continue
        for name, rows in importlib.import_module(f"tests.permissions.{module.name}").ROWS.items():
            table.setdefault(name, []).extend(rows if isinstance(rows, list) else [rows])
    return table


def all_addresses(resolver: Any = None, namespace: str = "") -> list[tuple[str, URLPattern]]:
    """Every URL pattern of the portal with its full name; a pattern without a name goes by its route."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            found += all_addresses(entry, inner)
        else:
            found.append((namespace + (entry.name or str(entry.pattern)), entry))
    return found


def build_world() -> SimpleNamespace:
    """The objects whose addresses are called: all published."""
    load_reference_values()
    CommuneFactory(montpellier=True)
    return SimpleNamespace(
        commune=CommuneFactory(mende=True),
        producer=ProducerFactory(published=True),
        solution=SolutionFactory(),
        vehicle=VehicleType.objects.first(),
    )


def address_of(name: str, row: Row, world: SimpleNamespace) -> str:
    address = reverse(name, args=row.args(world))
    return f"{address}?{urlencode(row.query)}" if row.query else address


def public_pages_of(table: dict[str, list[Row]]) -> list[tuple[str, Row]]:
    """Rows of the HTML pages that anyone may read."""
    return [
        (name, row)
        for name, rows in sorted(table.items())
        for row in rows
        if row.is_page and row.method == "get" and row.expected["visitor"] == PUBLIC["visitor"]
    ]
