"""What an institution does with the API, from its token to what its copy must forget."""

import csv
import io
import json
import re
import socket
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from pat_logistics.accounts.models import Role
from pat_logistics.portal.open_data import ledger
from pat_logistics.tokens.secrets import SHAPE
from pat_logistics.webhooks import services
from pat_logistics.webhooks.models import Subscription
from tests.factories.accounts import UserFactory
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory
from tests.factories.tokens import bearer, token_of
from tests.factories.webhooks import ADDRESS, Receiver, leads_to, trusting


@pytest.mark.django_db(transaction=True)
def test_an_institution_keeps_a_copy_that_follows_and_forgets(client):
    cache.clear()
    mende, montpellier = CommuneFactory(mende=True), CommuneFactory(montpellier=True)
    kept, moved, left = (ProducerFactory(published=True, commune=mende) for _ in range(3))
    ProducerFactory(published=True, commune=montpellier)
    ProducerFactory(commune=mende)
    ledger.note_changes()

    # A token, made on a page.
    client.force_login(UserFactory(role=Role.INSTITUTION))
    form = {"name": "Copie du SIG", "scope": "read:public", "days": "365"}
    page = client.post(reverse("tokens:list"), form)
    headers = bearer(re.search(SHAPE, page.text)[0])
    client.logout()

    # What a filter finds, then the same as a file.
    found = client.get("/api/v1/producers/", {"departement": "48"}, headers=headers).json()
    assert found["count"] == 3
    answer = client.get("/api/v1/producers/", {"departement": "48", "format": "csv"}, headers=headers)
    rows = csv.DictReader(io.StringIO(answer.getvalue().decode()))
    copy = {int(row["id"]): row["name"] for row in rows}
    assert set(copy) == {kept.pk, moved.pk, left.pk}
    read_at = timezone.now()
    time.sleep(0.01)

    # Later: one changes its name, one leaves.
    moved.name = "Ferme du Valat"
    moved.save()
    left.published_at = None
    left.save()
    ledger.note_changes()
    since = {"updated_since": read_at.isoformat(), "departement": "48"}
    changed = client.get("/api/v1/producers/", since, headers=headers).json()["results"]
    copy |= {row["id"]: row["name"] for row in changed}
    gone = {"since": read_at.isoformat(), "dataset": "producers"}
    for row in client.get("/api/v1/deletions/", gone, headers=headers).json()["results"]:
        copy.pop(row["row_id"], None)
    assert [row["id"] for row in changed] == [moved.pk]
    assert copy == {kept.pk: kept.name, moved.pk: "Ferme du Valat"}


@pytest.mark.django_db(transaction=True)
def test_the_program_of_the_documentation_keeps_a_copy(live_server, tmp_path, monkeypatch):
    cache.clear()
    text = Path("docs/donnees.md").read_text(encoding="utf-8")
    program = re.search(r"```python\n(.+?)```", text, re.S)[1]
    _, secret = token_of()
    program = program.replace("https://votre-portail.fr", live_server.url).replace("pat_…", secret)
    monkeypatch.chdir(tmp_path)

    def copied():
        exec(program, {})  # noqa: S102 – it is the document that is tried
        rows = json.loads(Path("copie.json").read_text(encoding="utf-8"))["rows"]
        return {row["name"] for row in rows.values()}

    mende = CommuneFactory(mende=True)
    left, stayed = (ProducerFactory(published=True, commune=mende) for _ in range(2))
    ledger.note_changes()
    assert copied() == {left.name, stayed.name}
    left.delete()
    ledger.note_changes()
    came = ProducerFactory(published=True, commune=mende)
    assert copied() == {stayed.name, came.name}


@pytest.fixture
def is_from_the_portal():
    """The function that the documentation gives to those who receive messages."""
    text = Path("docs/donnees.md").read_text(encoding="utf-8")
    [program] = [each for each in re.findall(r"```python\n(.+?)```", text, re.S) if "hmac" in each]
    names = {}
    exec(program, names)  # noqa: S102 – it is the document that is tried
    return names["is_from_the_portal"]


def test_the_documentation_verifies_the_published_vector_of_standard_webhooks(
    is_from_the_portal, monkeypatch
):
    sent_at = 1614265330
    monkeypatch.setattr(time, "time", lambda: sent_at + 60.0)
    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'
    headers = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": str(sent_at),
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
    assert is_from_the_portal(secret, headers, body)
    assert not is_from_the_portal(secret, headers, body + b" ")
    assert not is_from_the_portal("whsec_" + "A" * 32, headers, body)
    monkeypatch.setattr(time, "time", lambda: sent_at + 301.0)
    assert not is_from_the_portal(secret, headers, body), "it is too old"


@pytest.mark.django_db(transaction=True)
def test_a_program_is_told_in_a_signed_message_and_reads_the_row(client, is_from_the_portal, monkeypatch):
    """From the page to the row that is read, over real HTTPS; the secret changes on the way."""
    cache.clear()
    with closing(Receiver()) as receiver:
        monkeypatch.setattr(socket, "getaddrinfo", leads_to("93.184.216.34"))
        client.force_login(UserFactory(role=Role.INSTITUTION))
        typed = {"name": "Carte", "address": ADDRESS, "datasets": ["producers"]}
        first = re.search(r"whsec_[\w+/=]+", client.post(reverse("webhooks:list"), typed).text)[0]
        monkeypatch.setattr(socket, "getaddrinfo", leads_to("127.0.0.1", ports=[receiver.server_port]))

        farm = ProducerFactory(published=True, commune=CommuneFactory(mende=True))
        ledger.note_changes()
        services.sweep(timezone.now(), trusting())
        page = client.post(reverse("webhooks:rotate", args=[Subscription.objects.get().pk]))
        second = re.search(r"whsec_[\w+/=]+", page.text)[0]
        farm.published_at = None
        farm.save()
        ledger.note_changes()
        services.sweep(timezone.now(), trusting())

    came, left = [(headers, body, json.loads(body)) for _, headers, body in receiver.received]
    assert is_from_the_portal(first, *came[:2])
    assert is_from_the_portal(first, *left[:2])
    assert is_from_the_portal(second, *left[:2])
    assert not is_from_the_portal(second, *came[:2])
    assert (came[2]["type"], left[2]["type"]) == ("row.published", "row.withdrawn")
    assert came[2]["data"]["url"].endswith(farm.get_absolute_url())
    address = came[2]["data"]["api_url"].removeprefix(settings.SITE_URL)
    assert client.get(address).status_code == 404, "withdrawn since"
    assert left[2]["data"] == {"dataset": "producers", "row_id": farm.pk, "api_url": None, "url": None}
