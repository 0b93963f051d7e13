"""Diagnoses with the network cut for real: opened, filled, closed, opened again, sent later."""

import re

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from needs_survey import services
from needs_survey.models import SurveyResponse
from needs_survey.views import offline
from tests.browser.chromium import ARGUMENTS, EXECUTABLE, HEIGHT
from tests.browser.conftest import Watched
from tests.browser.test_every_page import axe_violations
from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import QuestionnaireFactory, SurveyResponseFactory
from tests.factories.territory import CommuneFactory
from tests.needs_survey.test_views import SHORT, post_of

pytestmark = pytest.mark.django_db(transaction=True)

APP = "/diagnostics/hors-ligne/"
READY = "Cet appareil est prêt"
# What the browser itself writes when a request does not leave, or is refused.
EXPECTED = re.compile(r"ERR_INTERNET_DISCONNECTED|ERR_FAILED|status of (403|404|409|410)")
HERE = re.compile("Enregistré sur cet appareil à .* sera envoyé au retour du réseau")
SENT = re.compile("Envoyé au portail")


@pytest.fixture(autouse=True)
def patience():
    """Sending waits until one stops typing; a busy machine adds to that."""
    expect.set_options(timeout=20_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def advisor(transactional_db):
    CommuneFactory(mende=True)
    CommuneFactory(florac=True)
    QuestionnaireFactory()
    return advisor_of_lozere()


class Device:
    """A tablet with its profile on the disk: the tab and the browser can be killed."""

    def __init__(self, browser_type, folder, origin):
        self.browser_type, self.folder, self.origin = browser_type, folder, origin
        self.problems = []
        self.start()

    def start(self):
        self.context = self.browser_type.launch_persistent_context(
            self.folder,
            executable_path=EXECUTABLE,
            args=ARGUMENTS,
            locale="fr-FR",
            reduced_motion="reduce",
            viewport={"width": 768, "height": HEIGHT},
        )
        self.page = self.context.pages[0]
        self.listen()

    def listen(self):
        self.watched = Watched(self.page, self.origin)
        self.watched.problems = self.problems

    def cut(self, is_cut=True):
        self.context.set_offline(is_cut)

    def kill_tab(self):
        page = self.context.new_page()
        self.page.close()
        self.page = page
        self.listen()

    def restart_without_network(self):
        """The browser is closed and opened again where there is no network."""
        cookies = self.context.cookies()
        self.context.close()
        self.start()
        self.context.add_cookies(cookies)
        self.cut()

    def open(self, address=APP):
        self.page.goto("about:blank")  # else another part of the same page would load nothing
        self.page.goto(self.origin + address)

    def sign_in(self, client, user):
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.origin}])

    def prepare(self):
        self.open()
        expect(self.page.get_by_text(READY)).to_be_visible()

    def begin(self, name, length="courte"):
        """A new diagnosis, of which the first page has a name."""
        self.page.get_by_label(re.compile(length)).check()
        self.page.get_by_role("button", name="Commencer").click()
        self.page.get_by_label("Nom de la ferme").fill(name)
        self.kept()

    def kept(self):
        expect(self.page.get_by_role("status").filter(has_text=HERE)).to_be_visible()

    def to_list(self):
        self.page.get_by_role("link", name="Sur cet appareil").click()

    def names(self):
        return self.page.locator("[data-drafts-list] h3")

    def sent(self):
        expect(self.page.get_by_text(SENT).filter(visible=True)).to_be_visible()


@pytest.fixture
def device(chromium, live_server, tmp_path, advisor, client):
    made = Device(chromium.browser_type, tmp_path / "profile", live_server.url)
    made.sign_in(client, advisor)
    made.prepare()
    yield made
    made.context.close()
    assert [problem for problem in made.problems if not EXPECTED.search(problem)] == []


def place_of(device):
    return device.page.get_by_role("combobox", name="Commune").first


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
        page.locator("form:not([hidden])").get_by_role("button", name=re.compile("Continuer|Relire")).click()
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


def colleague_saves(name):
    """Somebody changes the first page on the portal."""
    response = SurveyResponse.objects.get()
    typed = response.typed["identification"] | {"identification-name": [name]}
    revision = response.revisions["identification"]
    services.save_section(response=response, section="identification", typed=typed, revision=revision)


@pytest.fixture
def in_conflict(device):
    """A diagnosis renamed on the device, without network, and on the portal."""
    device.begin("Ferme du Vent")
    device.sent()
    device.cut()
    colleague_saves("Ferme du Portail")
    device.page.get_by_label("Nom de la ferme").fill("Ferme de l’Appareil")
    device.kept()
    device.cut(False)
    device.page.get_by_role("link", name="Ferme de l’Appareil").click()
    expect(device.page.get_by_role("cell", name="Ferme du Portail")).to_be_visible()
    expect(device.page.get_by_role("cell", name="Ferme de l’Appareil")).to_be_visible()
    return device


@pytest.mark.parametrize(
    ("choice", "name"),
    [
        ("Garder celle de cet appareil", "Ferme de l’Appareil"),
        ("Prendre celle du portail", "Ferme du Portail"),
    ],
)
def test_a_conflict_is_shown_and_the_advisor_chooses(in_conflict, choice, name):
    assert SurveyResponse.objects.get().name == "Ferme du Portail"
    in_conflict.page.get_by_role("button", name=choice).click()
    in_conflict.sent()
    expect(in_conflict.page.get_by_role("heading", level=1, name=name)).to_be_visible()
    in_conflict.page.get_by_role("link", name="La ferme").first.click()
    expect(in_conflict.page.get_by_label("Nom de la ferme")).to_have_value(name)
    assert SurveyResponse.objects.get().name == name


def test_an_answer_that_was_lost_on_the_way_is_no_conflict(device):
    lost = []

    def lose(route):
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)
            route.abort()

    device.page.route("**/envoi/", lose)
    device.begin("Ferme du Vent")
    with device.page.expect_event("requestfailed"):
        pass
    assert lost == [200]
    device.page.get_by_label("Nom de la ferme").fill("Ferme du Causse")
    device.sent()
    assert SurveyResponse.objects.get().name == "Ferme du Causse"


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


def test_a_session_that_ended_keeps_the_diagnosis_and_says_so(device, advisor, client):
    device.cut()
    device.begin("Ferme du Vent")
    Session.objects.all().delete()
    device.cut(False)
    expect(device.page.get_by_text("Votre session est terminée")).to_be_visible()
    assert not SurveyResponse.objects.exists()
    device.sign_in(client, advisor)
    device.open()
    device.sent()
    assert SurveyResponse.objects.get().name == "Ferme du Vent"


def test_a_new_version_of_the_questions_leaves_the_diagnoses_of_the_former(device):
    device.cut()
    device.begin("Ferme du Vent")
    device.to_list()
    QuestionnaireFactory(version=2)
    device.cut(False)
    device.prepare()
    device.cut()
    device.open()
    device.begin("Ferme du Causse")
    device.open()
    device.page.get_by_role("link", name="Ferme du Vent").click()
    device.page.get_by_role("link", name="La ferme").first.click()
    device.page.get_by_label("Nom de la ferme").fill("Ferme du Grand Vent")
    device.kept()
    device.to_list()
    device.cut(False)
    expect(device.page.locator("[data-drafts-list]").get_by_text(SENT)).to_have_count(2)
    versions = SurveyResponse.objects.values_list("questionnaire__version", "answers__name")
    assert set(versions) == {(1, "Ferme du Grand Vent"), (2, "Ferme du Causse")}


def test_a_diagnosis_of_the_portal_is_taken_along(device, advisor):
    typed = {
        "identification": {"identification-name": ["Ferme du Vent"], "identification-commune": ["48095"]}
    }
    response = SurveyResponseFactory(author=advisor, typed=typed, revisions={"identification": 2})
    device.open(response.get_absolute_url())
    device.page.get_by_role("link", name="Emporter sur cet appareil").click()
    expect(device.page.get_by_role("heading", level=1, name="Ferme du Vent")).to_be_visible()
    device.cut()
    device.page.get_by_role("link", name="La ferme").first.click()
    expect(place_of(device)).to_have_value("Mende (48)")
    device.page.get_by_label("Nom de la ferme").fill("Ferme du Causse")
    device.kept()
    device.cut(False)
    device.sent()
    response.refresh_from_db()
    assert (response.answers["name"], response.answers["commune"]) == ("Ferme du Causse", "48095")


def test_a_diagnosis_deleted_on_the_portal_is_told_and_can_begin_again(device):
    device.begin("Ferme du Vent")
    device.sent()
    SurveyResponse.objects.all().delete()
    device.page.get_by_label("Nom de la ferme").fill("Ferme du Causse")
    expect(device.page.get_by_text("a été supprimé du portail")).to_be_visible()
    device.page.get_by_role("link", name="Ferme du Causse").click()
    device.page.get_by_role("button", name="En faire un nouveau diagnostic").click()
    device.sent()
    assert SurveyResponse.objects.get().name == "Ferme du Causse"


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
    device.kill_tab()
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
    for _ in range(50):
        if set(caches_of(device)) == after:
            break
        device.page.wait_for_timeout(200)
    assert set(caches_of(device)) == after
    device.cut()
    device.open()
    assert device.page.locator("[data-offline]").get_attribute("data-release") == "next"
    device.begin("Ferme du Vent")


@pytest.mark.parametrize("width", [360, 768])
def test_every_view_follows_the_accessibility_rules(device, width):
    page, found = device.page, {}
    page.set_viewport_size({"width": width, "height": HEIGHT})

    def look(view):
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if problems := [*axe_violations(page), *([f"{wide} px too wide"] if wide > 0 else [])]:
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
