"""A tablet that goes where there is no network, for the tests of the diagnosis."""

import re
from contextlib import suppress

from django.conf import settings
from playwright.sync_api import Error, expect

from needs_survey import services
from needs_survey.models import SurveyResponse
from tests.browser.chromium import ARGUMENTS, EXECUTABLE, HEIGHT
from tests.browser.conftest import Watched

APP = "/diagnostics/hors-ligne/"
READY = "Cet appareil est prêt"
# What the browser itself writes when a request does not leave, or is refused.
EXPECTED = re.compile(
    r"ERR_INTERNET_DISCONNECTED|icon from the Manifest|ERR_FAILED|status of (403|404|409|410)"
)
HERE = re.compile("Enregistré sur cet appareil à .* sera envoyé dès que le réseau le permet")
SENT = re.compile("Envoyé au portail")


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

    def crash_tab(self):
        """The tab dies at once: it has no time to send anything, as one that is closed would."""
        page = self.context.new_page()
        with suppress(Error):
            self.page.goto("chrome://crash", timeout=5_000)
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


def place_of(device):
    return device.page.get_by_role("combobox", name="Commune").first


def colleague_saves(name):
    """Somebody changes the first page on the portal."""
    response = SurveyResponse.objects.get()
    typed = response.typed["identification"] | {"identification-name": [name]}
    revision = response.revisions["identification"]
    services.save_section(response=response, section="identification", typed=typed, revision=revision)
