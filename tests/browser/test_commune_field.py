"""The commune field with JavaScript: suggestions by keyboard, pointer and touch; a code in the address."""

import re

import pytest
from playwright.sync_api import expect

from pat_logistics.folding import fold
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def communes(transactional_db):
    CommuneFactory(mende=True, population=12_464)
    CommuneFactory(insee="48140", name="Saint-Chély-d'Apcher", postal_codes=["48200"], population=3_955)
    CommuneFactory(insee="48013", name="Badaroux", postal_codes=["48000"], population=930)
    CommuneFactory(montpellier=True)


@pytest.fixture
def page(communes, watched):
    watched.open("/calculer/", width=360)
    yield watched.page
    assert watched.problems == []


def field(page, label="De"):
    return page.get_by_role("combobox", name=label, exact=True)


def options(page):
    return page.get_by_role("listbox", name="Communes proposées").get_by_role("option")


def sent(page):
    """What the form would send for the first field: the pairs of its address."""
    return page.evaluate(
        """() => [...new FormData(document.querySelector("form.question"))]
            .filter(([name]) => name.startsWith("origin")).map(([name, value]) => `${name}=${value}`)"""
    )


def test_typing_proposes_and_the_keyboard_chooses(page):
    field(page).press_sequentially("st ch")
    expect(options(page)).to_have_text([re.compile("Saint-Chély-d'Apcher")])
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    field(page).press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    active = field(page).get_attribute("aria-activedescendant")
    assert active == options(page).first.get_attribute("id")
    field(page).press("Enter")
    expect(field(page)).to_have_value("Saint-Chély-d'Apcher (48)")
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    assert sent(page) == ["origin=48140"]


def test_the_arrows_go_round_through_the_text(page):
    field(page).press_sequentially("48000")
    expect(options(page)).to_have_count(2)
    for key, chosen in (("ArrowUp", 1), ("ArrowUp", 0), ("ArrowUp", None), ("ArrowDown", 0)):
        field(page).press(key)
        selected = [o.get_attribute("aria-selected") for o in options(page).all()]
        assert [i for i, value in enumerate(selected) if value == "true"] == (
            [] if chosen is None else [chosen]
        )


def test_a_pointer_chooses_and_targets_are_large_enough(page):
    field(page).press_sequentially("48000")
    option = options(page).filter(has_text="Badaroux")
    assert option.bounding_box()["height"] >= 44
    option.click()
    expect(field(page)).to_have_value("Badaroux (48)")
    assert sent(page) == ["origin=48013"]


def test_correcting_the_text_forgets_the_choice(page):
    field(page).press_sequentially("mende")
    options(page).first.click()
    field(page).press("End")
    field(page).press("Backspace")
    assert sent(page) == ["origin=Mende (48", "origin_typed="]


def test_escape_closes_and_keeps_the_text(page):
    field(page).press_sequentially("mende")
    expect(options(page)).to_have_count(1)
    field(page).press("Escape")
    expect(options(page)).to_have_count(0)
    expect(field(page)).to_have_value("mende")


def test_leaving_the_field_closes_the_list_and_sends_the_text(page):
    field(page).press_sequentially("mende")
    expect(options(page)).to_have_count(1)
    field(page).press("Tab")
    expect(options(page)).to_have_count(0)
    assert sent(page) == ["origin=mende", "origin_typed="]


def test_nothing_found_is_said_in_words(page):
    field(page).press_sequentially("zzzz")
    expect(page.get_by_role("status").filter(has_text="Aucune commune trouvée")).to_be_visible()


def test_the_list_fits_a_narrow_screen(page):
    page.set_viewport_size({"width": 320, "height": 640})
    field(page).press_sequentially("st ch")
    expect(options(page)).to_have_count(1)
    box = page.get_by_role("listbox", name="Communes proposées").first.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320


def test_a_server_that_fails_leaves_a_plain_field(communes, watched):
    watched.page.route("**/communes/*", lambda route: route.fulfill(status=204))
    watched.open("/calculer/")
    field(watched.page).press_sequentially("mende")
    watched.page.wait_for_timeout(400)
    expect(options(watched.page)).to_have_count(0)
    assert sent(watched.page) == ["origin=mende", "origin_typed="]
    assert watched.problems == []


def test_a_choice_proposed_by_the_server_is_made_by_keyboard(page):
    page.goto(page.url + "?origin=48000&origin_typed=&destination=34172&mass_kg=60")
    page.get_by_role("radio", name=re.compile("Mende")).first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name=re.compile("Badaroux"))).to_be_checked()
    assert sent(page) == ["origin=48000", "origin_typed=48000", "origin=48013"]


def test_the_choices_of_the_server_go_with_the_text_they_answer(page):
    page.goto(page.url + "?origin=48000&origin_typed=&destination=34172&mass_kg=60")
    field(page).fill("mende")
    expect(page.get_by_role("radio", name=re.compile("Badaroux"))).to_have_count(0)
    options(page).first.click()
    assert sent(page) == ["origin=48095"]


def test_the_browser_folds_a_name_as_the_server_does(page):
    typed = ["St-Chély d'Apcher", "SAINTE  ÉNIMIE", "Bœuf’s", "re\u0301gordane\u00ad", "sts\u202fgéniez"]
    script = page.locator("script[src*='js/commune']").first.get_attribute("src")
    given = page.evaluate(
        "async ([script, texts]) => { const { folded } = await import(script); return texts.map(folded); }",
        [script, typed],
    )
    assert given == [fold(text) for text in typed]
