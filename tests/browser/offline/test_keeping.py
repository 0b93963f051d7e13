"""What a device keeps of the diagnoses, from whom, and until when."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from needs_survey.models import SurveyResponse
from needs_survey.views import offline
from tests.browser.chromium import HEIGHT
from tests.browser.offline.device import APP, READY, colleague_saves, place_of
from tests.browser.test_every_page import axe_violations, sideways_scroll
from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import SurveyResponseFactory, VisitFactory
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_diagnosis_is_wiped_from_the_device(device):
    device.cut()
    device.begin("Ferme du Vent")
    device.to_list()
    erase = device.page.get_by_role("button", name="Effacer « Ferme du Vent »")
    erase.click()
    expect(device.page.get_by_role("dialog")).to_contain_text("sera perdu")
    device.page.get_by_role("button", name="Garder").click()
    expect(device.names()).to_have_count(1)
    device.page.get_by_role("button", name="Effacer tous mes diagnostics").click()
    device.page.get_by_role("button", name="Effacer", exact=True).click()
    expect(device.names()).to_have_count(0)
    assert stored(device) == []


def stored(device):
    """Every draft in the profile, whoever owns it."""
    return device.page.evaluate(
        """() => new Promise((resolve) => {
          const request = indexedDB.open("diagnostics", 1);
          request.onsuccess = () => {
            const all = request.result.transaction("drafts").objectStore("drafts").getAll();
            all.onsuccess = () => resolve(all.result.map((draft) => draft.key));
          };
        })"""
    )


def test_who_signs_in_next_sees_nothing_of_the_first(device, advisor, client):
    device.cut()
    device.begin("Ferme du Vent")
    kept = stored(device)
    device.sign_in(client, advisor_of_lozere())
    device.cut(False)
    expect(device.page.get_by_text("Aucun diagnostic n’est gardé ici")).to_be_visible()
    device.open()
    expect(device.page.get_by_text(READY)).to_be_visible()
    expect(device.names()).to_have_count(0)
    device.cut()
    device.open()
    expect(device.page.get_by_text(READY)).to_be_visible()
    expect(device.names()).to_have_count(0)
    device.sign_in(client, advisor)
    device.cut(False)
    device.open()
    expect(device.names()).to_have_text(["Ferme du Vent"])
    assert stored(device) == kept


def test_a_farm_to_visit_is_begun_without_network_as_the_portal_knows_it(device, advisor):
    farm = ProducerFactory(commune_id="48095", name="Ferme du Vent", phone="04 66 00 00 01")
    VisitFactory(producer=farm, advisor=advisor, state="planned", planned_on=timezone.localdate())
    device.prepare()
    expect(device.page.get_by_role("heading", name="Mes visites")).to_be_visible()
    device.restart_without_network()
    device.open("/diagnostics/campagnes/mes-visites/")
    expect(device.page.get_by_text("Visite du")).to_be_visible()
    expect(device.page.get_by_role("link", name="04 66 00 00 01")).to_have_attribute("href", "tel:0466000001")
    device.page.get_by_role("button", name="Commencer le diagnostic de « Ferme du Vent »").click()
    expect(device.page.get_by_label("Nom de la ferme")).to_have_value("Ferme du Vent")
    expect(place_of(device)).to_have_value("Mende (48)")
    device.to_list()
    expect(device.names()).to_have_text(["Ferme du Vent"])
    expect(device.page.get_by_role("heading", name="Mes visites")).to_be_hidden()
    device.cut(False)
    device.sent()
    assert SurveyResponse.objects.get().producer == farm


def test_signing_out_warns_and_hides_what_is_not_sent(device):
    device.page.route("**/envoi/", lambda route: route.abort())
    device.begin("Ferme du Vent")
    device.open("/compte/deconnexion/")
    expect(device.page.get_by_text("Pas encore envoyé depuis cet appareil : Ferme du Vent")).to_be_visible()
    device.page.get_by_role("button", name="Se déconnecter").click()
    expect(device.page).to_have_url(re.compile(r"/$"))
    device.cut()
    device.open()
    expect(device.page.get_by_text("Personne n’est connecté sur cet appareil")).to_be_visible()
    expect(device.page.get_by_text("Ferme du Vent")).to_have_count(0)


def test_an_ordinary_page_gives_back_what_could_not_be_sent(device, advisor):
    response = SurveyResponseFactory(author=advisor)
    address = f"/diagnostics/{response.key}/identification/"
    device.open(address)
    device.cut()
    device.page.get_by_label("Nom de la ferme").fill("Ferme du Vent")
    place_of(device).fill("mend")
    device.page.get_by_role("option", name=re.compile("Mende")).click()
    device.page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(device.page.get_by_text("Gardé sur cet appareil")).to_be_visible()
    device.crash_tab()
    device.open()
    expect(device.page.get_by_role("link", name=address)).to_be_visible()
    device.cut(False)
    device.open(address)
    expect(device.page.get_by_label("Nom de la ferme")).to_have_value("")
    device.page.get_by_role("button", name="Le remettre dans la page").click()
    expect(device.page.get_by_label("Nom de la ferme")).to_have_value("Ferme du Vent")
    expect(place_of(device)).to_have_value("Mende (48)")
    expect(device.page.get_by_role("status").filter(has_text="Enregistré à")).to_be_visible()
    response.refresh_from_db()
    assert (response.answers["name"], response.answers["commune"]) == ("Ferme du Vent", "48095")
    device.page.reload()
    expect(device.page.get_by_text("Cet appareil garde")).to_be_hidden()


def caches_of(device):
    """Paths of what the browser keeps, by name of cache."""
    return device.page.evaluate(
        """async () => {
          const found = {};
          for (const name of await caches.keys()) {
            const kept = await (await caches.open(name)).keys();
            found[name] = kept.map((request) => new URL(request.url).pathname);
          }
          return found;
        }"""
    )


def test_the_device_keeps_no_page_of_anybody(device, advisor):
    response = SurveyResponseFactory(author=advisor)
    for address in ("/diagnostics/", response.get_absolute_url(), APP):
        device.open(address)
    expect(device.page.get_by_text(READY)).to_be_visible()
    kept = [address for addresses in caches_of(device).values() for address in addresses]
    pages = [address for address in kept if not address.startswith("/static/")]
    assert sorted(pages) == [
        "/communes/hors-ligne/",
        APP,
        f"{APP}questionnaire/1/long/",
        f"{APP}questionnaire/1/short/",
    ]


def test_a_new_release_replaces_the_former_one_whole(device, monkeypatch):
    monkeypatch.setattr(offline, "release", lambda: "next")
    device.prepare()
    after = {"survey-shell-next", "survey-forms"}

    def is_replaced():
        for _ in range(50):
            if set(caches_of(device)) == after:
                return True
            device.page.wait_for_timeout(200)
        return False

    if is_replaced():
        device.cut()
    else:  # a busy browser may leave the former worker in place, as whole, until it is opened again
        device.restart_without_network()
    device.open()
    assert device.page.locator("[data-offline]").get_attribute("data-release") == "next"
    assert is_replaced()
    device.begin("Ferme du Vent")


@pytest.mark.parametrize("width", [360, 768])
def test_every_view_follows_the_accessibility_rules(device, width):
    page, found = device.page, {}
    page.set_viewport_size({"width": width, "height": HEIGHT})

    def look(view):
        if problems := axe_violations(page) + sideways_scroll(page):
            found[view] = problems

    look("empty list")
    device.begin("Ferme du Vent")
    look("section")
    device.sent()
    colleague_saves("Ferme du Portail")
    page.get_by_label("Nom de la ferme").fill("Ferme du Causse")
    page.get_by_role("link", name="Ferme du Causse").click()
    look("review")
    expect(page.get_by_role("cell", name="Ferme du Portail")).to_be_visible()
    look("conflict")
    device.to_list()
    look("list")
    page.get_by_role("button", name="Effacer « Ferme du Causse »").click()
    look("dialog")
    assert found == {}


def test_without_javascript_the_page_leads_to_the_ordinary_entry(open_context, advisor, sign_in):
    watched = open_context(java_script_enabled=False)
    sign_in(watched, advisor)
    watched.open(APP)
    watched.page.get_by_role("link", name="les pages ordinaires du diagnostic").click()
    expect(watched.page).to_have_url(re.compile("/diagnostics/$"))
