"""A thousand senseless requests and five hundred senseless forms, from every role: never a crash."""

import random
import re

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from tests.permissions.rows import ROLES
from tests.permissions.tables import address_of, all_addresses, all_rows, build_world

TOGETHER = len(ROLES)
GETS, POSTS = 1_040 // TOGETHER, 520 // TOGETHER
NAME = re.compile(r'name="([\w\[\]-]+)"')
JUNK = [
    "", " ", "0", "-1", "1e400", "NaN", "inf", "9" * 40, "1 234,5", "١٢", "abc", "é" * 3_000, "\0", "\ud800",
    "\u202e", "'", "\"><script>", "%", "%00", "../../etc/passwd", "{{ 7 }}", "[", "[[[[", '{"a": [1, {}]}',
    "null", "true", "48095", "48095,48095", "2026-13-45", "0001-01-01", "9999-12-31", "99999-01-01", "on",
    "-0", "0x1F", "1_000", "12:99", "a@b", "http://", "javascript:1", "=1+1", "😀" * 200,
    "\r\nX: 1", "48", "fr",
]  # fmt: skip
# What addresses take without a form that names it.
NAMES = ["q", "page", "page_size", "sort", "next", "commune", "radius_km", "near", "format", "family", "from"]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for all, in a transaction whose connection no request may close."""
    with django_db_blocker.unblock(), transaction.atomic():
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        yield build_world()
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
        transaction.set_rollback(True)


class Monkey:
    """Somebody of a role who types anything anywhere; whatever she sends is undone."""

    def __init__(self, role, world):
        self.dice = random.Random(f"junk-{role}")  # noqa: S311
        self.client = Client(raise_request_exception=False)
        if user := world.users[role]:
            self.client.force_login(user)
        self.cookies = self.client.cookies.output()
        self.names = {}
        self.crashes = []
        self.sent = 0

    def ask(self, method, address, data=None, **options):
        """The answer to one request, once its writes are undone."""
        kept = self.client.cookies.copy()
        with transaction.atomic():
            answer = getattr(self.client, method)(address, data, **options)
            body = b"" if answer.streaming else answer.content
            transaction.set_rollback(True)
        self.client.cookies = kept
        self.sent += 1
        if answer.status_code >= 500:
            self.crashes.append(f"{method} {address} {data or ''}: {answer.status_code}")
        if "html" in answer.get("Content-Type", ""):
            found = set(NAME.findall(body.decode(errors="replace"))) - {"csrfmiddlewaretoken", "viewport"}
            self.names.setdefault(address.partition("?")[0], set()).update(found)
        return answer

    def typed(self, address, most):
        known = sorted(self.names.get(address.partition("?")[0], ())) or NAMES
        names = self.dice.choices([*known, self.dice.choice(NAMES)], k=self.dice.randint(1, most))
        return {name: self.dice.choice(JUNK) for name in names}


@pytest.fixture(scope="module")
def addresses(world):
    """Every address of the tables, with what it is about, and every page of the admin that adds or lists."""
    found = {
        address_of(name, row, world).partition("?")[0] for name, rows in all_rows().items() for row in rows
    }
    admin = [name for name, _ in all_addresses() if re.fullmatch(r"admin:\w+_(add|changelist)", name)]
    return sorted(found | {reverse(name) for name in admin})


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.django_db
def test_no_senseless_request_breaks_the_portal(role, world, addresses):
    monkey = Monkey(role, world)
    addresses = monkey.dice.sample(addresses, len(addresses))
    # Each role begins elsewhere: together they ask everything.
    for rank in range(GETS):
        address = addresses[rank % len(addresses)]
        monkey.ask("get", f"{address}?{_query(monkey.typed(address, 4))}")
    forms = sorted(monkey.names)
    for rank in range(POSTS):
        # A page's own form, then what takes a post without showing one.
        address = forms[rank % len(forms)] if rank % 2 else addresses[-1 - rank % len(addresses)]
        body = monkey.typed(address, 12)
        if monkey.dice.random() < 0.15:
            text = monkey.dice.choice(["", "[", "null", "[" * 5_000, '{"a": ' * 900, "3", '"\\ud800"', "{}"])
            monkey.ask("post", address, text, content_type="application/json")
        else:
            monkey.ask("post", address, _query(body), content_type="application/x-www-form-urlencoded")
    assert monkey.crashes == []
    assert monkey.sent == GETS + POSTS


def _query(typed):
    return urlencode({name: value.encode("utf-8", "surrogatepass") for name, value in typed.items()})


def test_the_roles_together_send_a_thousand_requests_and_five_hundred_forms():
    assert GETS * TOGETHER >= 1_000
    assert POSTS * TOGETHER >= 500
