"""The tables of every app, put together."""

import importlib
import pkgutil
from types import SimpleNamespace
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.http import urlencode

import tests.permissions
from carriers.models import Solution
from cost_calc.models import VehicleType
from cost_calc.pricing.reference_files import load_reference_values
from pat_logistics.accounts.models import Organisation, Role, User
from pat_logistics.territory.models import Commune
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory, advisor_of_lozere
from tests.factories.carriers import DropPointFactory, ServiceAreaFactory, SolutionFactory
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory
from tests.permissions.rows import OK, ROLES, Row

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
    """The objects whose addresses are called, all published, and in `users` who calls them."""
    load_reference_values()
    CommuneFactory(montpellier=True)
    mende = CommuneFactory(mende=True)
    farm, company = OrganisationFactory(), OrganisationFactory()
    users = {
        "visitor": None,
        "producer": UserFactory(),
        "neighbour": UserFactory(role=Role.PRODUCER),
        "carrier": UserFactory(),
        "rival": UserFactory(role=Role.CARRIER),
        "advisor": advisor_of_lozere(),
        "institution": UserFactory(role=Role.INSTITUTION),
        "administrator": UserFactory(administrator=True),
    }
    MembershipFactory(user=users["producer"], organisation=farm, role=Role.PRODUCER)
    MembershipFactory(user=users["carrier"], organisation=company, role=Role.CARRIER)
    ProducerFactory(published=True, commune=mende, organisation=_only_one_of(users["neighbour"]))
    SolutionFactory(carrier__organisation=_only_one_of(users["rival"]))
    return SimpleNamespace(
        users=users,
        commune=mende,
        producer=ProducerFactory(published=True, commune=mende, organisation=farm),
        solution=_whole_service(company, mende),
        vehicle=VehicleType.objects.first(),
    )


def _whole_service(company: Organisation, place: Commune) -> Solution:
    """A service with a grid, an area and a drop point, whose pages can be opened."""
    solution = SolutionFactory(carrier__organisation=company, priced=True)
    ServiceAreaFactory(solution=solution, departement="48")
    DropPointFactory(solution=solution, commune=place)
    return solution


def _only_one_of(user: User) -> Organisation:
    return Organisation.objects.get(memberships__user=user)


def address_of(name: str, row: Row, world: SimpleNamespace) -> str:
    address = reverse(name, args=row.args(world))
    return f"{address}?{urlencode(row.query, doseq=True)}" if row.query else address


def pages_by_reader(table: dict[str, list[Row]]) -> dict[str, list[tuple[str, Row]]]:
    """Rows of the HTML pages, by the first role that may read them: the visitor's, then everybody's own."""
    pages: dict[str, list[tuple[str, Row]]] = {role: [] for role in ROLES}
    for name, rows in sorted(table.items()):
        for row in rows:
            reader = next((role for role in ROLES if row.expected[role] == OK), None)
            if row.is_page and row.method == "get" and reader:
                pages[reader].append((name, row))
    return pages
