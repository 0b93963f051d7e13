"""What an institution does with the API, from its token to what its copy must forget."""

import csv
import io
import json
import re
import time
from pathlib import Path

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from pat_logistics.accounts.models import Role
from pat_logistics.portal.open_data import ledger
from pat_logistics.tokens.secrets import SHAPE
from tests.factories.accounts import UserFactory
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory
from tests.factories.tokens import bearer, token_of


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
