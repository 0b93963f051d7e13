"""Diagnoses with the network cut for real: opened, filled, closed, opened again, sent later."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from needs_survey.models import SurveyResponse
from tests.browser.chromium import ARGUMENTS, EXECUTABLE, HEIGHT
from tests.browser.conftest import Watched
from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import QuestionnaireFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db(transaction=True)

APP = "/diagnostics/hors-ligne/"
READY = "Cet appareil est prêt"
# What the browser itself writes when a request does not leave, or is refused.
EXPECTED = re.compile(r"ERR_INTERNET_DISCONNECTED|status of (403|404|409|410)")
HERE = re.compile("Enregistré sur cet appareil à .* sera envoyé au retour du réseau")
SENT = re.compile("Envoyé au portail")


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
        expect(self.page.get_by_text(SENT).first).to_be_visible(timeout=15_000)


@pytest.fixture
def device(chromium, live_server, tmp_path, advisor, client):
    made = Device(chromium.browser_type, tmp_path / "profile", live_server.url)
    made.sign_in(client, advisor)
    made.prepare()
    yield made
    made.context.close()
    assert [problem for problem in made.problems if not EXPECTED.search(problem)] == []


def fill_short_form(page):
    """The ten-minute form from the second page on, with the keyboard of a tablet."""
    answers = {
        "Produits et volumes": lambda: (
            page.get_by_label("Famille", exact=True).select_option("cheese"),
            page.get_by_label("0 à +4 °C").check(),
        ),
    }
    for title, answer in answers.items():
        expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
        answer()
        page.get_by_role("button", name="Continuer").click()


def test_the_network_is_really_cut(device):
    """Else the other tests would prove nothing: neither the page nor its worker reach the portal."""
    device.cut()
    reaches = "fetch('/healthz').then(() => true, () => false)"
    assert device.page.evaluate(reaches) is False
    device.open("/diagnostics/")
    expect(device.page).to_have_url(re.compile(APP))
    device.cut(False)
    assert device.page.evaluate(reaches) is True


def test_a_diagnosis_begun_without_network_survives_the_tab_and_leaves_later(device, advisor):
    device.cut()
    device.kill_tab()
    device.open()
    device.begin("Ferme du Vent")
    place = device.page.get_by_role("combobox", name="Commune")
    place.fill("flo")
    device.page.get_by_role("option", name=re.compile("Florac")).click()
    device.page.get_by_label("exploitation individuelle").check()
    device.page.get_by_role("button", name="Continuer").click()
    fill_short_form(device.page)
    device.kept()
    device.kill_tab()
    device.restart_without_network()
    device.open()
    device.page.get_by_role("link", name="Ferme du Vent").click()
    device.page.get_by_role("link", name="La ferme").first.click()
    expect(place_of(device)).to_have_value("Florac Trois Rivières (48)")
    device.to_list()
    assert not SurveyResponse.objects.exists()
    device.cut(False)
    device.sent()
    response = SurveyResponse.objects.get()
    assert response.author == advisor
    assert (response.answers["name"], response.answers["commune"]) == ("Ferme du Vent", "48061")
    assert response.answers["products"][0]["family"] == "cheese"


def place_of(device):
    return device.page.get_by_role("combobox", name="Commune").first
