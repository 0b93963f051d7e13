"""Diagnoses with the network cut for real: opened, filled, closed, opened again, sent later."""

import re

import pytest
from playwright.sync_api import expect

from needs_survey.entry import entries
from needs_survey.models import SurveyResponse
from tests.browser.offline.device import APP, SENT, place_of
from tests.factories.needs_survey import SHORT, QuestionnaireFactory, post_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_network_is_really_cut(device):
    """Else the other tests would prove nothing: neither the page nor its worker reach the portal."""
    device.cut()
    reaches = "fetch('/healthz').then(() => true, () => false)"
    assert device.page.evaluate(reaches) is False
    device.open("/diagnostics/")
    expect(device.page).to_have_url(re.compile(APP))
    device.cut(False)
    assert device.page.evaluate(reaches) is True


def test_a_diagnosis_begun_without_network_survives_the_browser_and_leaves_later(device, advisor):
    page = device.page
    device.cut()
    device.kill_tab()
    device.open()
    device.begin("Ferme du Vent")
    place_of(device).fill("flo")
    device.page.get_by_role("option", name=re.compile("Florac")).click()
    device.page.get_by_role("button", name="Continuer").click()
    expect(device.page.get_by_role("heading", name="Produits et volumes", level=1)).to_be_focused()
    device.page.get_by_role("button", name="Ajouter : Produit").click()
    device.page.get_by_label("Famille", exact=True).nth(0).select_option("cheese")
    device.page.get_by_label("Famille", exact=True).nth(1).select_option("honey")
    device.kept()
    device.restart_without_network()
    assert page.is_closed()
    device.open()
    device.page.get_by_role("link", name="Ferme du Vent").click()
    device.page.get_by_role("link", name="Reprendre la saisie").click()
    expect(place_of(device)).to_have_value("Florac Trois Rivières (48)")
    device.page.get_by_role("link", name="Produits et volumes").click()
    expect(device.page.get_by_label("Famille", exact=True).nth(1)).to_have_value("honey")
    device.to_list()
    assert not SurveyResponse.objects.exists()
    device.cut(False)
    device.sent()
    response = SurveyResponse.objects.get()
    assert response.author == advisor
    assert (response.answers["name"], response.answers["commune"]) == ("Ferme du Vent", "48061")
    assert [row["family"] for row in response.answers["products"]] == ["cheese", "honey"]


def answer(page, name, value):
    """Give one answer the way its control takes it."""
    if name.endswith("-commune"):
        place = page.locator("form:not([hidden])").get_by_role("combobox", name="Commune").first
        place.fill("mende")
        page.get_by_role("option", name=re.compile("Mende")).click()
        return
    control = page.locator(f'[name="{name}"]')
    kind = control.first.evaluate("(control) => control.type")
    if kind in ("radio", "checkbox"):
        page.locator(f'[name="{name}"][value="{value}"]').check()
    elif kind == "select-one":
        control.select_option(value)
    else:
        control.fill(value)


def test_a_whole_diagnosis_filled_without_network_has_nothing_missing(device):
    device.cut()
    device.begin("Ferme du Vent")
    page = device.page
    for section, answers in SHORT.items():
        page.locator(f'[data-steps] a[href$="/{section}"]').click()
        for name, value in post_of(section, answers).items():
            if not name.endswith("_FORMS"):
                for each in value if isinstance(value, list) else [value]:
                    answer(page, name, each)
        shown = page.locator(f"form[data-section={section}]")
        shown.get_by_role("button", name=re.compile("Continuer|Relire")).click()
    expect(page.get_by_text("Toutes les réponses nécessaires sont là")).to_be_visible()
    device.cut(False)
    page.get_by_role("link", name="Relire et valider sur le portail").click()
    expect(page.get_by_role("heading", level=1, name="Ferme du Vent")).to_be_visible()
    expect(page.get_by_role("heading", name="Ce qui reste")).to_have_count(0)


FILL_EVERYTHING = """() => {
  for (const form of document.querySelectorAll("[data-section]")) {
    const seen = new Set();
    for (const control of [...form.elements]) {
      if (["hidden", "submit", "button", "fieldset"].includes(control.type)) continue;
      if (control.name.endsWith("-DELETE")) continue;
      if (control.type === "radio" || control.type === "checkbox") {
        if (!seen.has(control.name)) control.checked = true;
      } else if (control.tagName === "SELECT") control.selectedIndex = 1;
      else control.value = `« ${control.name} » & <b>`;
      seen.add(control.name);
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}"""
TYPED = """() => Object.fromEntries([...document.querySelectorAll("[data-section]")].map((form) => {
  const typed = {};
  for (const [name, value] of new FormData(form)) (typed[name] ??= []).push(value);
  return [form.dataset.section, typed];
}))"""


def test_every_field_of_the_long_form_comes_back_and_arrives_as_typed(device):
    device.cut()
    device.begin("Ferme du Vent", length="complète")
    for button in device.page.locator('button[name="add"]').all():
        button.evaluate("(button) => button.click()")
    device.page.evaluate(FILL_EVERYTHING)
    typed = device.page.evaluate(TYPED)
    device.page.wait_for_timeout(1000)
    device.kill_tab()
    device.open()
    device.page.get_by_role("link", name=re.compile("identification-name")).click()
    expect(
        device.page.get_by_role("heading", level=1, name=re.compile("identification-name"))
    ).to_be_visible()
    assert device.page.evaluate(TYPED) == typed
    device.cut(False)
    device.sent()
    assert SurveyResponse.objects.get().typed == typed


def test_several_diagnoses_wait_and_leave_together(device):
    device.cut()
    for name in ("Ferme du Vent", "Ferme du Causse"):
        device.open()
        device.begin(name)
    device.to_list()
    expect(device.names()).to_have_text(["Ferme du Causse", "Ferme du Vent"])
    device.cut(False)
    expect(device.page.locator("[data-drafts-list]").get_by_text(SENT)).to_have_count(2)
    assert {row.name for row in SurveyResponse.objects.all()} == {"Ferme du Vent", "Ferme du Causse"}


def test_a_question_appears_with_the_answer_of_another_page(device):
    definition = QuestionnaireFactory().definition
    for section in definition["sections"]:
        if section["code"] == "time":
            for question in section["questions"]:
                question["condition"] = {"question": "delivered_by", "any_of": ["self"]}
    QuestionnaireFactory(version=2, definition=definition)
    device.prepare()
    device.cut()
    device.begin("Ferme du Vent")
    page = device.page
    shown = page.locator("form[data-section=time] [data-if]:visible")
    page.get_by_role("link", name="Organisation actuelle").click()
    page.get_by_label("je livre moi-même").check()
    page.get_by_role("link", name="Temps passé").click()
    expect(shown.first).to_be_visible()
    page.get_by_role("link", name="Organisation actuelle").click()
    page.get_by_label("je livre moi-même").uncheck()
    page.get_by_role("link", name="Temps passé").click()
    expect(shown).to_have_count(0)


def test_a_page_passed_over_is_not_filled_and_a_doubt_waits_for_a_word(device):
    device.cut()
    device.begin("Ferme du Vent")
    page, progress = device.page, device.page.locator(".progress span")
    for title in ("Produits et volumes", "Clients et points de livraison", "Organisation actuelle"):
        page.locator("form:not([hidden])").get_by_role("button", name="Continuer").click()
        expect(page.get_by_role("heading", name=title, level=1)).to_be_focused()
    expect(progress).to_have_text("Pages remplies : 0 sur 10")
    page.locator('[data-steps] a[href$="/products"]').click()
    answer(page, "products-0-family", "honey")
    answer(page, "products-0-temperature", "ambient")
    answer(page, "products-0-kg_per_year", "300")
    expect(progress).to_have_text("Pages remplies : 1 sur 10")
    page.locator('[data-steps] a[href$="/deliveries"]').click()
    for name, value in [
        ("customer_type", "restaurant"), ("commune", ""), ("frequency", "daily"), ("kg_per_delivery", "29000")
    ]:  # fmt: skip
        answer(page, f"deliveries-0-{name}", value)
    told = page.locator('[data-doubts="deliveries-0"]')
    expect(told).to_contain_text("7 540 000 kg par an")
    expect(told).to_contain_text("300 kg par an en tout")
    expect(progress).to_have_text("Pages remplies : 1 sur 10")
    for box in page.locator("form:not([hidden])").get_by_label("C’est bien cela").all():
        box.check()
    expect(progress).to_have_text("Pages remplies : 2 sur 10")
    device.kept()
    device.cut(False)
    device.to_list()
    device.sent()
    response = SurveyResponse.objects.get()
    found = entries(response.questionnaire.parsed, response.typed, short=True)
    (delivered,) = [entry for entry in found if entry.section.code == "deliveries"]
    # The device and the portal read the same checks, to the figure.
    assert [each.is_confirmed for each in delivered.doubts] == [True, True]
    assert delivered.is_whole
