"""The short form at a kitchen table: its gestures, counted as they are made, at the pace of a person."""

import sys

import pytest
from playwright.sync_api import expect

from needs_survey.maturity import score
from needs_survey.models import SurveyResponse
from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import SurveyResponseFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db(transaction=True)

# Seconds: a tap, a key, a question read aloud, a consent read and explained.
TAP, KEY, READ, CONSENT = 1.2, 0.22, 3.0, 8.0
TEN_MINUTES = 600
QUESTIONS = "form .field:not(.months .field):not(.season-pick *)"


class Interview:
    """Fills a page as a thumb does, and counts what that takes."""

    def __init__(self, page):
        self.page = page
        self.taps = self.keys = self.questions = self.consents = 0

    @property
    def seconds(self):
        return self.taps * TAP + self.keys * KEY + self.questions * READ + self.consents * CONSENT

    def tap(self, place):
        self.taps += 1
        place.click()

    def type(self, name, text):
        self.tap(self.field(name))
        self.keys += len(text)
        self.page.keyboard.type(text)

    def field(self, name):
        return self.page.locator(f'form [name="{name}"]')

    def choose(self, name, value):
        """A list that opens then one of its lines, or a round or square box."""
        if self.field(name).first.evaluate("(control) => control.tagName") == "SELECT":
            self.taps += 2
            self.field(name).select_option(value)
        else:
            self.tap(self.page.locator(f'form [name="{name}"][value="{value}"]'))

    def place(self, row, text, label):
        """Three letters, then the first of the list."""
        combobox = row.get_by_role("combobox", name="Commune")
        self.tap(combobox)
        self.keys += len(text)
        self.page.keyboard.type(text)
        self.tap(self.page.get_by_role("option", name=label))

    def add(self, label):
        self.tap(self.page.get_by_role("button", name=f"Ajouter : {label}"))

    def go_on(self):
        """What the page asks was read; a table asks as much of each of its rows."""
        self.questions += self.page.locator(QUESTIONS).filter(visible=True).count()
        here = self.page.url
        self.tap(self.page.locator("form[data-autosave] .form__actions .btn").first)
        self.page.wait_for_url(lambda url: url != here)


def test_a_whole_short_form_takes_less_than_ten_minutes_and_gives_a_maturity(watched, sign_in):
    """Two products, three points of delivery, one round, one vehicle, and no doubt at the end."""
    CommuneFactory(mende=True)
    CommuneFactory(insee="12145", name="Millau", departement="12")
    CommuneFactory(montpellier=True)
    response = SurveyResponseFactory(author=advisor_of_lozere())
    sign_in(watched, response.author)
    watched.open(f"/diagnostics/{response.key}/identification/", width=768)
    page, does = watched.page, Interview(watched.page)

    does.type("identification-name", "Ferme du Vent")
    does.place(page, "men", "Mende")
    does.type("identification-contact_name", "Lou")
    does.type("identification-phone", "0465711234")
    does.choose("identification-plan_consent", "yes")
    does.choose("identification-publication_consent", "yes")
    does.consents += 2
    does.choose("identification-legal_form", "sole")
    does.go_on()

    does.add("Produit")
    for rank, (family, kilos) in enumerate([("cheese", "3000"), ("honey", "300")]):
        row = page.locator("[data-row]").nth(rank)
        does.choose(f"products-{rank}-family", family)
        does.type(f"products-{rank}-kg_per_year", kilos)
        does.choose(f"products-{rank}-temperature", "chilled" if family == "cheese" else "ambient")
        if family == "cheese":
            does.tap(row.get_by_role("button", name="Toute l’année"))
        else:
            does.tap(row.get_by_role("button", name="Quelques mois"))
            for month in ("juillet", "août", "septembre"):
                does.tap(row.get_by_role("button", name=month, exact=False))
    does.go_on()

    for rank, (customer, letters, label, family, kilos) in enumerate(
        [
            ("school_canteen", "men", "Mende", "cheese", "25"),
            ("grocery", "mil", "Millau", "cheese", "30"),
            ("producer_shop", "mon", "Montpellier", "honey", "24"),
        ]
    ):
        if rank:
            does.add("Point de livraison")
        does.choose(f"deliveries-{rank}-customer_type", customer)
        does.place(page.locator("[data-row]").nth(rank), letters, label)
        does.choose(f"deliveries-{rank}-family", family)
        does.choose(f"deliveries-{rank}-frequency", "weekly")
        does.type(f"deliveries-{rank}-kg_per_delivery", kilos)
    does.go_on()

    does.choose("organisation-delivered_by", "self")
    does.choose("organisation-changed_organisation", "tried")
    for name, text in [("per_week", "1"), ("stops", "3"), ("km", "120"), ("minutes", "200")]:
        does.type(f"rounds-0-{name}", text)
    does.choose("organisation-rounds_written", "no")
    does.choose("vehicles-0-kind", "small_van")
    does.choose("vehicles-0-cold", "unit")
    does.type("vehicles-0-km_per_year", "12000")
    does.go_on()

    for name, minutes in [("orders", "60"), ("preparing", "90"), ("loading", "20"), ("driving", "150")]:
        does.type(f"time-minutes_{name}", minutes)
    does.go_on()
    does.choose("costs-cost_known", "roughly")
    does.choose("costs-cost_in_price", "partly")
    does.go_on()
    for name in ("too_far", "winter", "small_volumes"):
        does.choose("needs-irritants", name)
    does.choose("needs-sought", "grouping")
    does.go_on()
    does.choose("pooling-ready_to", "entrust")
    does.go_on()
    does.choose("tools-tools", "paper")
    does.choose("tools-cold_mastered", "yes")
    does.go_on()
    does.choose("next-pioneer", "yes")
    does.choose("next-refuses_intermediaries", "no")
    does.go_on()

    expect(page.get_by_text("Tout y est")).to_be_visible()
    assert score(SurveyResponse.objects.get().answers).total is not None
    told = f"{does.taps} taps, {does.keys} keys, {does.questions} questions, {does.consents} consents"
    told = f"short form: {does.seconds:.0f} s ({told})"
    sys.stdout.write(f"{told}\n")
    assert does.seconds < TEN_MINUTES, told
    assert watched.problems == []
