"""A webhook, from its form to its dead letters, on a phone and with the keyboard alone."""

import socket

import pytest
from playwright.sync_api import expect

from pat_logistics.outbox.models import OutboxState
from pat_logistics.webhooks.models import Subscription
from tests.browser.test_every_page import axe_violations, sideways_scroll
from tests.factories.accounts import UserFactory
from tests.factories.webhooks import HOST, leads_to, message_to

pytestmark = pytest.mark.django_db(transaction=True)


def faults(watched):
    return axe_violations(watched.page) + sideways_scroll(watched.page) + watched.problems


@pytest.fixture
def public(monkeypatch):
    """The site that is typed leads to the internet; every other name where it led."""
    known, elsewhere = socket.getaddrinfo, leads_to("93.184.216.34")

    def getaddrinfo(host, *asked, **more):
        return (elsewhere if host == HOST else known)(host, *asked, **more)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


def test_a_webhook_is_made_tried_repaired_and_deleted(watched, sign_in, public):
    user = UserFactory()
    sign_in(watched, user)
    page = watched.page
    watched.open("/compte/webhooks/", width=320)
    page.get_by_label("Nom").fill("Carte de l’agglomération")
    page.get_by_label("Adresse").fill("http://avis.exemple.fr/pat")
    page.get_by_label("Producteurs").check()
    page.get_by_role("button", name="Faire le webhook").click()
    expect(page.get_by_role("alert")).to_contain_text("https://")
    watched.problems.clear()  # the browser itself reports the 400
    page.get_by_label("Adresse").fill("https://avis.exemple.fr/pat")
    page.get_by_label("Adresse").press("Enter")
    expect(page.get_by_role("status").filter(has_text="whsec_")).to_be_visible()
    assert faults(watched) == []

    page.get_by_role("link", name="envoyez-lui un message d’essai").click()
    page.get_by_role("button", name="Envoyer un message d’essai").press("Enter")
    expect(page.get_by_role("row", name="essai")).to_contain_text("en attente")

    subscription = Subscription.objects.get(user=user)
    for row in (1, 2):
        failed = "CallError: La connexion n’a pas pu se faire."
        message_to(subscription, row_id=row, state=OutboxState.REFUSED, attempts=17, last_error=failed)
    page.reload()
    expect(page.get_by_text("2 messages non distribués")).to_be_visible()
    assert faults(watched) == []
    page.get_by_role("row", name="ligne 1").get_by_role("button").press("Enter")
    expect(page.get_by_text("1 message non distribué")).to_be_visible()
    page.get_by_role("button", name="Renvoyer ce message").click()
    expect(page.get_by_text("message non distribué")).to_have_count(0)

    page.get_by_role("button", name="Faire un nouveau secret").click()
    expect(page.get_by_role("status").filter(has_text="whsec_")).to_be_visible()
    page.get_by_role("button", name="Arrêter").click()
    expect(page.get_by_text("Arrêté à votre demande")).to_be_visible()
    assert faults(watched) == []
    page.get_by_role("button", name="Reprendre").click()
    page.get_by_role("link", name="Modifier").click()
    assert faults(watched) == []
    page.get_by_role("link", name="Annuler").click()
    page.get_by_role("button", name="Supprimer ce webhook").click()
    expect(page.get_by_role("heading", name="Aucun webhook")).to_be_visible()
    assert watched.problems == []
