"""Entering a diagnosis with JavaScript: saved as one types, rows added, what is not asked hidden."""

import re

import pytest
from playwright.sync_api import expect

from needs_survey.models import SurveyResponse
from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import SurveyResponseFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def response(transactional_db):
    CommuneFactory(mende=True)
    return SurveyResponseFactory(author=advisor_of_lozere())


@pytest.fixture
def page(watched, response, sign_in):
    sign_in(watched, response.author)
    yield watched.page
    assert watched.problems == []


def open_section(watched, response, section):
    watched.open(f"/diagnostics/{response.key}/{section}/", width=768)


def saved(page):
    expect(page.get_by_role("status").filter(has_text="Enregistré à")).to_be_visible()


def test_what_is_typed_is_kept_without_a_button(watched, response, page):
    open_section(watched, response, "identification")
    page.get_by_label("Nom de la ferme").fill("Ferme du Vent")
    place = page.get_by_role("combobox", name="Commune")
    place.fill("Mende")
    expect(page.get_by_role("option", name=re.compile("Mende"))).to_be_visible()
    place.press("ArrowDown")
    place.press("Enter")
    saved(page)
    page.wait_for_timeout(2000)
    page.reload()
    expect(page.get_by_label("Nom de la ferme")).to_have_value("Ferme du Vent")
    expect(place).to_have_value("Mende (48)")
    assert SurveyResponse.objects.get().answers["commune"] == "48095"


def test_a_row_is_added_by_the_keyboard_and_takes_it(watched, response, page):
    open_section(watched, response, "products")
    page.get_by_role("button", name="Ajouter").focus()
    page.keyboard.press("Enter")
    families = page.get_by_label("Famille")
    expect(families).to_have_count(2)
    expect(families.nth(1)).to_be_focused()
    families.nth(0).select_option("cheese")
    families.nth(1).select_option("honey")
    saved(page)
    page.reload()
    expect(page.get_by_label("Famille").nth(1)).to_have_value("honey")


def test_a_question_appears_with_the_answer_it_depends_on(watched, response, page):
    open_section(watched, response, "organisation")
    rounds = page.get_by_role("heading", name="Tournées")
    expect(rounds).to_be_hidden()
    page.get_by_label("je livre moi-même").check()
    expect(rounds).to_be_visible()
    page.get_by_label("je livre moi-même").uncheck()
    expect(rounds).to_be_hidden()


def test_what_a_colleague_saved_meanwhile_is_told(watched, response, page):
    open_section(watched, response, "costs")
    SurveyResponse.objects.update(typed={"costs": {"costs-cost_known": ["computed"]}}, revisions={"costs": 1})
    watched.page.remove_listener("console", watched._listen)  # the refusal is an error of the console
    page.get_by_label("non", exact=True).first.check()
    expect(page.get_by_role("status").filter(has_text="Quelqu’un a modifié cette page")).to_be_visible()
