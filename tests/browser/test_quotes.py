"""The whole way of a grouped quote request: calculator, request, answer by link, comparison, choice."""

import re

import pytest
from django.urls import reverse
from django.utils.http import urlencode
from playwright.sync_api import expect

from carriers.models import QuoteInvitation
from carriers.quotes.links import token_of
from cost_calc.models import ReferenceValue
from pat_logistics.mail.models import OutgoingMail
from tests.factories.carriers import SolutionFactory
from tests.permissions.apps import QUESTION


@pytest.fixture
def carriers_that_serve(world):
    assert ReferenceValue.objects.exists()
    for name in ("Navette des Causses", "Froid des Monts"):
        SolutionFactory(
            name=name,
            from_mende_to_montpellier=True,
            priced=True,
            atp_attested=True,
            carrier__name=name,
            carrier__email=f"devis@{name.split()[0].lower()}.example",
        )


def test_a_producer_asks_compares_and_chooses(watched, open_context, world, carriers_that_serve, sign_in):
    sign_in(watched, world.users["producer"])
    page = watched.page
    watched.open(f"{reverse('cost_calc:compare')}?{urlencode(QUESTION)}", width=360)
    page.get_by_role("link", name="Demander des devis").click()
    page.get_by_label("Votre message").fill("Quai à hauteur.")
    page.get_by_role("button", name="Vérifier avant d’envoyer").click()
    page.get_by_role("button", name="Corriger").click()
    assert page.get_by_label("Votre message").input_value() == "Quai à hauteur."
    page.get_by_role("button", name="Vérifier avant d’envoyer").click()
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.get_by_text("Votre demande est partie")).to_be_visible()
    assert OutgoingMail.objects.filter(key__startswith="quote-ask").count() == 2

    cheap, dear = QuoteInvitation.objects.order_by("solution__name")
    for invitation, eur in ((dear, "60"), (cheap, "24")):
        carrier = open_context()
        carrier.open(reverse("quotes:answer", args=[token_of(invitation)]), width=360)
        carrier.page.get_by_label(re.compile("^Prix hors taxes")).fill(eur)
        carrier.page.get_by_role("button", name="Envoyer mon offre").click()
        expect(carrier.page.get_by_text("Votre offre est envoyée")).to_be_visible()
        assert carrier.problems == []

    page.reload()
    names = page.locator(".offers tbody th").all_inner_texts()
    assert [name.split("\n")[0] for name in names[:2]] == ["Froid des Monts", "Navette des Causses"]
    page.get_by_role("link", name="Choisir Froid des Monts").click()
    page.get_by_role("button", name="Choisir cette offre").click()
    expect(page.get_by_text("Froid des Monts reçoit votre accord")).to_be_visible()
    assert OutgoingMail.objects.get(key__startswith="quote-thanks").to == dear.to_email
    assert watched.problems == []
