"""A result kept on the device without an account, compared, then handed over to the farm."""

import pytest
from playwright.sync_api import expect

from cost_calc.models import KeptResult
from cost_calc.pricing.reference_files import load_reference_values
from pat_logistics.accounts.models import Role
from tests.browser.waiting import eventually
from tests.factories.accounts import UserFactory
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db(transaction=True)

RESULT = "/calculer/?origin=48095&destination=34172&family=cheese&times=1&period=week&mass_kg="


@pytest.fixture
def farmer(transactional_db):
    load_reference_values()
    CommuneFactory(montpellier=True)
    user = UserFactory(role=Role.PRODUCER)
    ProducerFactory(
        name="Ferme du Vent",
        commune=CommuneFactory(mende=True),
        organisation=user.memberships.get().organisation,
    )
    return user


def keep(watched, kilos, name):
    watched.open(f"{RESULT}{kilos}", width=360)
    page = watched.page
    page.get_by_text("Garder ce résultat").first.click()
    page.get_by_label("Un nom pour le retrouver").fill(name)
    page.get_by_role("button", name="Garder ce résultat").click()
    expect(page.get_by_text("Gardé sur cet appareil.")).to_be_visible()


def test_kept_on_the_device_compared_then_taken_over_by_the_farm(farmer, watched, sign_in):
    page = watched.page
    keep(watched, 60, "Petite")
    keep(watched, 120, "Grande")
    page.get_by_role("link", name="Mes résultats", exact=True).click()
    expect(page.locator(".kept .card")).to_have_count(2)
    for box in page.get_by_role("checkbox", name="Comparer").all():
        box.check()
    page.get_by_role("button", name="côte à côte").click()
    expect(page.get_by_role("heading", level=2)).to_have_count(2)
    sign_in(watched, farmer)
    watched.open("/calculer/resultats/", width=360)
    page.get_by_role("button", name="Ne plus garder").first.click()
    expect(page.locator(".kept .card")).to_have_count(1)
    page.get_by_role("button", name="Les mettre avec la ferme").click()
    expect(page.get_by_text("1 résultat est gardé avec Ferme du Vent.")).to_be_visible()
    assert [kept.name for kept in KeptResult.objects.all()] == ["Petite"]
    eventually(page, lambda: page.evaluate("localStorage.getItem('pat-results')") == "[]")
    assert watched.problems == []
