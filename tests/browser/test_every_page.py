"""Every public page, walked in a real browser."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import reverse

from tests.browser.chromium import HEIGHT
from tests.factories.accounts import UserFactory
from tests.permissions.rows import ROLES
from tests.permissions.tables import address_of, all_rows, pages_by_reader

PAGES = pages_by_reader(all_rows())
UNKNOWN_PAGE = "/page-qui-n-existe-pas/"
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


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
    # `Axe.run` would bring back all that is right too, which takes three times as long.
    page.evaluate(f"() => {{ window.axe ?? (() => {{ {AXE_SCRIPT} }})() }}")
    violations = page.evaluate("options => axe.run(options).then(({violations}) => violations)", AXE_OPTIONS)
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:160]}"
        for violation in violations
        for node in violation["nodes"]
    ]


def sideways_scroll(page):
    extra = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{extra} px too wide"] if extra > 0 else []


@pytest.mark.parametrize("role", [role for role in ROLES if PAGES[role]])
def test_every_page_follows_the_accessibility_rules_fits_and_stays_quiet(watched_as, world, role):
    """Opened on the narrowest phone, then widened: each page is asked once."""
    watched, found = watched_as(role), {}
    for address in [*addresses(world, role), UNKNOWN_PAGE]:
        watched.problems.clear()
        watched.open(address, width=320)
        problems = sideways_scroll(watched.page)
        for width in (360, 1280):
            watched.page.set_viewport_size({"width": width, "height": HEIGHT})
            problems += [f"{width} px: {each}" for each in axe_violations(watched.page)]
        problems += sideways_scroll(watched.page) + watched.problems
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


def test_every_public_page_reads_without_javascript(open_context, world):
    watched = open_context(java_script_enabled=False)
    for address in addresses(world):
        watched.page.goto(watched.origin + address)
        assert watched.page.locator("h1").count() == 1, address
        assert watched.page.locator("[data-map]:visible").count() == 0, address


def test_a_page_that_breaks_the_rules_is_told(watched):
    watched.page.set_viewport_size({"width": 320, "height": HEIGHT})
    watched.page.set_content('<main><img src="data:,"><p style="width: 400px">Trop large</p></main>')
    assert any(problem.startswith("image-alt") for problem in axe_violations(watched.page))
    assert sideways_scroll(watched.page)
