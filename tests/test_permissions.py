"""Every address × every role, from the tables of `tests/permissions`."""

import pytest
from django.urls import reverse

from pat_logistics.accounts.models import Role
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.permissions.rows import ROLES
from tests.permissions.tables import all_addresses, all_rows, build_world

TABLE = all_rows()


def is_admin(name):
    return name.startswith("admin:")


def user_of(role):
    if role == "visitor":
        return None
    if role == "administrator":
        return UserFactory(administrator=True)
    if role == "advisor":
        return advisor_of_lozere()
    return UserFactory(role=Role(role))


@pytest.fixture
def client_of(client, db):
    """The test client, signed in as a role."""

    def signed_in(role):
        user = user_of(role)
        if user:
            client.force_login(user)
        return client

    return signed_in


def test_every_address_has_a_row():
    names = {name for name, _ in all_addresses() if not is_admin(name)}
    assert names - set(TABLE) == set(), "addresses without a row in tests/permissions"


def test_every_row_is_an_address():
    assert set(TABLE) - {name for name, _ in all_addresses()} == set()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", sorted(TABLE))
def test_each_role_gets_what_the_table_says(name, role, client_of):
    world = build_world()
    client = client_of(role)
    for row in TABLE[name]:
        address = reverse(name, args=row.args(world))
        kwargs = {"query_params": row.query, "secure": False}
        if row.method != "get":
            kwargs |= (
                {"data": row.data, "content_type": "application/json"}
                if isinstance(row.data, str)
                else {"data": row.data}
            )
        response = getattr(client, row.method)(address, **kwargs)
        assert response.status_code == row.expected[role], f"{role} at {row.method} {address}"


@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
def test_the_admin_shows_nothing_to_the_others(role, client_of):
    client = client_of(role)
    for name, pattern in all_addresses():
        if is_admin(name):
            address = reverse(name, args=["1"] * pattern.pattern.regex.groups)
            assert client.get(address).status_code in (302, 403), address


def test_an_administrator_opens_every_list_and_form_of_the_admin(client_of):
    client = client_of("administrator")
    for name, _ in all_addresses():
        if is_admin(name) and name.endswith(("_changelist", "_add")):
            assert client.get(reverse(name)).status_code in (200, 403), name
