import re

from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect


def test_someone_signs_up_in_a_browser_with_the_code_received(watched, world):
    page = watched.page
    watched.open(reverse("account_signup"))
    page.get_by_label("Votre adresse électronique").fill("camille@exemple.fr")
    page.get_by_role("button", name="Créer mon compte").click()

    page.get_by_label("Code reçu").fill(re.search(r"\d{4}-\d{4}", mail.outbox[-1].body)[0])
    page.get_by_role("button", name="Continuer").click()

    page.get_by_role("link", name="Mon compte").click()
    expect(page.get_by_text("camille@exemple.fr")).to_be_visible()
    assert watched.problems == []
