"""Every address × every role, from the tables of `tests/permissions`."""

import pytest
from django.urls import reverse

from tests.permissions.rows import ROLES
from tests.permissions.tables import address_of, all_addresses, all_rows, build_world

pytestmark = pytest.mark.unmeasured

TABLE = all_rows()


def is_admin(name):
    return name.startswith("admin:")


@pytest.fixture
def world(db):
    return build_world()


@pytest.fixture
def client_of(client, world):
    """The test client, signed in as a role."""

    def signed_in(role):
        if user := world.users[role]:
            client.force_login(user)
        return client

    return signed_in


def test_every_address_has_a_row():
    names = {name for name, _ in all_addresses() if not is_admin(name)}
    assert names - set(TABLE) == set(), "addresses without a row in tests/permissions"


def test_every_row_is_an_address():
    assert set(TABLE) - {name for name, _ in all_addresses()} == set()


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_tables_say(role, client_of, world):
    client, surprises = client_of(role), []
    for name, rows in TABLE.items():
        for row in rows:
            body = {} if row.data is None else {"data": row.data}
            if isinstance(row.data, str):
                body["content_type"] = "application/json"
            address = address_of(name, row, world)
            status = getattr(client, row.method)(address, **body).status_code
            if status != row.expected[role]:
                surprises.append(f"{row.method} {address}: {status} instead of {row.expected[role]}")
    assert surprises == []


@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
def test_the_admin_shows_nothing_to_the_others(role, client_of):
    client = client_of(role)
    for name, pattern in all_addresses():
        if is_admin(name) and pattern.name:
            some_argument = "accounts" if name == "admin:app_list" else "1"
            address = reverse(name, args=[some_argument] * pattern.pattern.regex.groups)
            assert client.get(address).status_code in (302, 403), address


def test_an_administrator_opens_every_list_and_form_of_the_admin(client_of):
    client = client_of("administrator")
    for name, _ in all_addresses():
        if is_admin(name) and name.endswith(("_changelist", "_add")):
            assert client.get(reverse(name)).status_code in (200, 403), name
