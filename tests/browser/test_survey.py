"""Entering a diagnosis with JavaScript: saved as one types, rows added, what is not asked hidden."""

import re

import pytest
from playwright.sync_api import expect

from needs_survey.models import SurveyResponse
from tests.browser.waiting import eventually
from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import SHORT, SurveyResponseFactory, answer
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


def test_a_row_is_added_to_those_that_the_portal_filled_in(watched, response, page):
    typed = {"products-TOTAL_FORMS": ["1"], "products-0-family": ["cheese"]}
    SurveyResponse.objects.filter(pk=response.pk).update(typed={"products": typed})
    open_section(watched, response, "products")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.get_by_label("Famille")).to_have_count(2)
    expect(page.get_by_label("Famille").nth(0)).to_have_value("cheese")


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


def months_of(response):
    response.refresh_from_db()
    return response.answers.get("products", [{}])[0].get("season")


def confirmed(response):
    response.refresh_from_db()
    return response.typed.get("deliveries", {}).get("deliveries-confirmed", [])


def test_a_season_is_painted_in_one_gesture_or_given_by_the_keyboard(watched, response, page):
    open_section(watched, response, "products")
    page.get_by_label("Famille").select_option("honey")
    page.get_by_role("button", name="Toute l’année").click()
    saved(page)
    expect(page.get_by_text("Toute l’année.")).to_be_visible()
    page.get_by_role("button", name="Quelques mois").click()
    june, august = (page.get_by_role("button", name=month) for month in ("Juin :", "Août :"))
    page.get_by_role("button", name="pleine saison", exact=True).click()
    start, end = june.bounding_box(), august.bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] + 5, steps=12)
    page.mouse.up()
    august.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Septembre : pleine saison")).to_be_focused()
    expect(page.get_by_text("4 mois sur 12")).to_be_visible()
    summer = ["none"] * 5 + ["peak"] * 4 + ["none"] * 3
    eventually(page, lambda: months_of(response) == summer)
    page.reload()
    expect(page.get_by_role("button", name="Juillet : pleine saison")).to_be_visible()


def test_figures_that_do_not_go_together_are_told_at_their_row_and_kept_if_one_insists(
    watched, response, page
):
    answer(response, products=SHORT["products"] | {"kg_per_year": "300"})
    open_section(watched, response, "deliveries")
    page.locator('[name="deliveries-0-customer_type"]').select_option("restaurant")
    page.locator('[name="deliveries-0-frequency"][value="daily"]').check()
    page.locator('[name="deliveries-0-kg_per_delivery"]').fill("29000")
    told = page.locator('[data-doubts="deliveries-0"]')
    expect(told).to_contain_text("7 540 000 kg par an")
    expect(told).to_contain_text("300 kg par an en tout")
    for box in page.get_by_label("C’est bien cela, je le garde").all():
        box.check()
    eventually(page, lambda: len(confirmed(response)) == 2)
    watched.open(f"/diagnostics/{response.key}/", width=768)
    left = page.get_by_role("region", name="Ce qui reste")
    expect(left).to_be_visible()
    expect(left.get_by_text("7 540 000")).to_have_count(0)


def test_what_is_typed_just_before_leaving_reaches_the_portal(watched, response, page):
    open_section(watched, response, "identification")
    page.get_by_label("Nom de la ferme").press_sequentially("Ferme 123")
    page.goto(page.url.replace("/identification/", "/"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    eventually(page, lambda: SurveyResponse.objects.get().name == "Ferme 123")


def test_more_than_three_choices_are_told_at_once(watched, response, page):
    open_section(watched, response, "needs")
    most = page.locator("[data-most][type=checkbox]")
    for number in range(4):
        most.nth(number).check()
    told = page.get_by_text("3 au plus : enlevez-en 1.")
    expect(told).to_be_visible()
    most.nth(3).uncheck()
    expect(told).to_be_hidden()
