"""People who write without a pause, and note what the portal told them it had kept."""

import http.client
import json
import threading
import time
import uuid
from html.parser import HTMLParser
from urllib.parse import urlencode

CSRF = "c" * 32
NOT_SENT = ("submit", "search", "file", "checkbox", "radio")  # unless ticked
BREATH_S = 1
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class _Fields(HTMLParser):
    """What a browser would send of a form whose values are in inputs, ticks and choices."""

    def __init__(self):
        super().__init__()
        self.values, self.choice, self.text = [], "", ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "select":
            self.choice = name
        elif tag == "option" and "selected" in given:
            self.values.append((self.choice, given.get("value", "")))
        elif tag == "textarea":
            self.text = name
        elif tag == "input" and name and (kind not in NOT_SENT or "checked" in given):
            self.values.append((name, given.get("value", "")))

    def handle_data(self, data):
        if self.text:
            self.values.append((self.text, data.lstrip("\n")))
            self.text = ""


class Writer(threading.Thread):
    """One person. `accepted` and `unknown` count what was answered, and what was cut before the answer."""

    def __init__(self, port, session=""):
        super().__init__(daemon=True)
        self.port, self.session = port, session
        self.accepted, self.unknown, self.refused = [], [], []
        self.ending = threading.Event()

    def run(self):
        for what in self.writes():
            if self.ending.is_set():
                return
            self.write(what)

    def ask(self, method, path, data=None, **headers):
        """Status and page; None when the answer was cut, or when a server was away."""
        cookies = f"csrftoken={CSRF}; sessionid={self.session}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            body = urlencode(data, doseq=True) if data is not None else None
            connection.request(
                method, path, body, {**FORM, "Cookie": cookies, "X-CSRFToken": CSRF, **headers}
            )
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            answer = None
        finally:
            connection.close()
        if answer is None or answer.status >= 500:
            time.sleep(0.2)
            return None
        return answer.status, text

    def post(self, what, path, data, wanted, **headers):
        """Note the fate of one write; True when it was accepted."""
        answer = self.ask("POST", path, data, **headers)
        if answer is None:
            self.unknown.append(what)
        elif answer[0] == wanted:
            self.accepted.append(what)
            return answer[1]
        else:
            self.refused.append(
                (what, answer[0], " ".join(answer[1].partition("error-summary")[2][:1500].split()))
            )
        return None

    def again(self, what, path, data):
        """Send one write until it is accepted, then breathe."""
        while not self.ending.is_set() and self.post(what, path, data, 302) is None and not self.refused:
            time.sleep(0.3)
        self.ending.wait(BREATH_S)


class Surveyor(Writer):
    """Types in one diagnosis, which is saved as she types."""

    def __init__(self, port, session, key):
        super().__init__(port, session)
        self.key, self.revision = key, 0

    def writes(self):
        yield from range(1, 100_000)

    def write(self, number):
        data = {"identification-seen": "1", "identification-name": f"Ferme {number}"}
        told = self.post(
            number, f"/diagnostics/{self.key}/identification/", data | {"revision": self.revision}, 200,
            **{"X-Autosave": "1"},
        )  # fmt: skip
        if told:
            self.revision = json.loads(told)["revision"]
        while not told and not self.ending.is_set():
            # Was it kept? The page would be read again.
            answer = self.ask("GET", f"/diagnostics/{self.key}/brouillon.json")
            if answer and answer[0] == 200:
                kept = json.loads(answer[1])["sections"].get("identification", {"revision": 0})
                self.revision = kept["revision"]
                return


class Farmer(Writer):
    """Changes the telephone of her farm, again and again."""

    def __init__(self, port, session, farm):
        super().__init__(port, session)
        self.path = f"/mon-espace/ferme/{farm}/fiche/"
        self.farm = farm

    def writes(self):
        yield from range(4_66_00_00_01, 4_66_99_99_99)

    def write(self, number):
        page = self.ask("GET", self.path)
        if page is None or page[0] != 200:
            return
        fields = _Fields()
        fields.feed(page[1].partition("<main")[2])
        phone = f"0{number}"
        data = [(name, value) for name, value in fields.values if name != "phone"]
        self.post(phone, self.path, [*data, ("phone", phone)], 302)


class Asker(Writer):
    """Each farm in turn sends a request for quotes, again after a cut, as the page that stayed open would."""

    def __init__(self, port, story):
        super().__init__(port)
        self.askers = story["askers"]
        self.path = f"/devis/demander/envoyer/?{urlencode(story['question'])}"

    def writes(self):
        yield from self.askers

    def write(self, asker):
        self.session = asker["session"]
        self.again(asker["farm"], self.path, asker["asked"] | {"token": str(uuid.uuid4())})


class Company(Writer):
    """Asks the farms a question by the link of its mail, again after a cut."""

    def __init__(self, port, questions):
        super().__init__(port)
        self.questions = questions

    def writes(self):
        yield from self.questions

    def write(self, question):
        path, text = f"/devis/reponse/{question['token']}/question/", f"Question {question['pk']} : un quai ?"
        data = {"question-text": text, "question-author_name": "Camille"}
        self.again(text, path, data)
