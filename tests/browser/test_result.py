"""The result page on a phone: short, its figures in one piece, its answers changed where they stand."""

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils.http import urlencode
from playwright.sync_api import expect

import carriers.demo
from cost_calc.pricing.reference_files import load_reference_values
from tests.factories.territory import load_region
from tests.permissions.apps import QUESTION

ROUND = QUESTION | {"origin": "48080", "destination": "48095", "mass_kg": "30"}
for number, (place, kilos) in enumerate(
    [("48092", "20"), ("48061", "15"), ("48075", "4"), ("48140", "15")], start=2
):
    ROUND |= {f"stop_{number}": place, f"kg_{number}": kilos}
# With mixed answers, the longest to name: a part by a carrier, the rest by oneself.
MIXED = ROUND | {"origin": "48095", "destination": "48092", "stop_2": "48061", "kg_2": "15"}
MIXED |= {"stop_3": "48075", "kg_3": "4", "stop_4": "48140", "kg_4": "15", "stop_5": "48080", "kg_5": "12"}
TYPICAL = [
    QUESTION,
    QUESTION | {"origin": "48080"},
    QUESTION | {"origin": "48080", "destination": "48061"},
    ROUND,
    MIXED,
]
HIGHEST_PX = 5_000
# Figures on more than one line, whatever is around them.
BROKEN = """() => [...document.querySelectorAll(
  '.figure__value, .nowrap, .rank__cost, .rank__rest > *, .case a, .lines td')]
  .filter((one) => one.offsetParent && new Set([...one.getClientRects()].map((box) => box.top)).size > 1)
  .map((one) => one.textContent)"""


@pytest.fixture
def territory(transactional_db):
    with transaction.atomic():
        load_reference_values()
        load_region()
        carriers.demo.load()


def address_of(question):
    return f"{reverse('cost_calc:compare')}?{urlencode(question)}"


def test_a_result_is_short_on_a_phone_and_never_cuts_a_figure(watched, territory):
    for question in TYPICAL:
        watched.open(address_of(question), width=360)
        height = watched.page.evaluate("document.documentElement.scrollHeight")
        assert height <= HIGHEST_PX, question
        for width in (360, 768):
            watched.page.set_viewport_size({"width": width, "height": 900})
            assert watched.page.evaluate(BROKEN) == [], width
        watched.page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
        assert watched.page.evaluate("document.documentElement.scrollWidth") == 768, question
        watched.page.set_viewport_size({"width": 360, "height": 900})
        assert watched.page.evaluate(BROKEN) == []
    assert watched.problems == []


def test_the_kilos_are_changed_in_the_sentence_and_the_address_stays_short(watched, territory):
    watched.open(address_of(QUESTION), width=360)
    page = watched.page
    page.get_by_role("button", name="60 kg").click()
    page.get_by_role("button", name="Plus de kilos").click()
    page.get_by_role("form", name="Changer les kilos").get_by_role("button", name="Recalculer").click()
    page.wait_for_url("**mass_kg=65**")
    assert "65 kg" in page.locator("h1").inner_text().replace("\u202f", " ")
    assert "=&" not in page.url
    page.locator("#option-own summary").click()
    expect(page.locator("#option-own").get_by_text("kilomètres × coût au kilomètre").first).to_be_visible()
    assert watched.problems == []


def test_without_javascript_the_sentence_still_opens_its_forms(open_context, territory):
    watched = open_context(java_script_enabled=False)
    page = watched.page
    page.goto(watched.origin + address_of(QUESTION))
    page.get_by_role("link", name="Montpellier").click()
    form = page.get_by_role("form", name="Changer les lieux")
    form.get_by_label("Client", exact=True).fill("Florac")
    form.get_by_role("button", name="Recalculer").click()
    assert "Florac" in page.locator("h1").inner_text()
    # The server leaves out what the form sends empty.
    assert "destination=48061" in page.url
    assert "=&" not in page.url
