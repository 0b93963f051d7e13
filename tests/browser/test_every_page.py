"""Every public page, walked in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.permissions.rows import ROLES
from tests.permissions.tables import address_of, all_rows, pages_by_reader

PAGES = pages_by_reader(all_rows())
UNKNOWN_PAGE = "/page-qui-n-existe-pas/"
AXE_OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def addresses(world, role="visitor"):
    return [address_of(name, row, world) for name, row in PAGES[role]]


@pytest.fixture
def watched_as(watched, world, sign_in):
    """A watched page, signed in as a role of the world."""

    def opened(role):
        if user := world.users[role]:
            sign_in(watched, user)
        return watched

    return opened


def axe_violations(page):
    violations = Axe().run(page, options=AXE_OPTIONS).response["violations"]
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:160]}"
        for violation in violations
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("role", [role for role in ROLES if PAGES[role]])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_follows_the_accessibility_rules_and_stays_quiet(watched_as, world, role, width):
    watched, found = watched_as(role), {}
    for address in [*addresses(world, role), UNKNOWN_PAGE]:
        watched.problems.clear()
        watched.open(address, width=width)
        problems = axe_violations(watched.page) + watched.problems
        if address == UNKNOWN_PAGE:  # the browser itself reports the 404
            problems = [problem for problem in problems if "404 (Not Found)" not in problem]
        if problems:
            found[address] = problems
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_components_page_follows_the_rules_in_both_schemes(open_context, world, sign_in, scheme):
    watched = open_context(color_scheme=scheme)
    sign_in(watched, UserFactory(administrator=True))
    watched.open(reverse("pages:components"))
    assert axe_violations(watched.page) + watched.problems == []


def test_the_dark_scheme_of_the_main_pages_follows_the_rules(open_context, world):
    watched = open_context(color_scheme="dark")
    for name in ("pages:home", "cost_calc:compare", "producers:list", "carriers:list", "account_login"):
        watched.open(reverse(name))
        assert axe_violations(watched.page) == [], name


@pytest.mark.parametrize("role", [role for role in ROLES if PAGES[role]])
def test_no_page_scrolls_sideways_at_320_pixels(watched_as, world, role):
    watched, wide = watched_as(role), {}
    for address in addresses(world, role):
        watched.open(address, width=320)
        extra = watched.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if extra > 0:
            wide[address] = extra
    assert wide == {}


def test_every_public_page_reads_without_javascript(open_context, world):
    watched = open_context(java_script_enabled=False)
    for address in addresses(world):
        watched.page.goto(watched.origin + address)
        assert watched.page.locator("h1").count() == 1, address
        assert watched.page.locator("[data-map]:visible").count() == 0, address
