"""What a farm has not published leaves by no page, file, map, search nor API, whoever else reads."""

import io
import zipfile
from urllib.parse import quote, quote_plus

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.producers import (
    FlowFactory,
    ProducerFactory,
    ProductLineFactory,
    StorageSiteFactory,
)
from tests.factories.territory import CommuneFactory
from tests.permissions.rows import OK
from tests.permissions.tables import address_of, all_rows, build_world

pytestmark = pytest.mark.unmeasured

OUTSIDERS = ("visitor", "neighbour", "carrier", "rival", "institution")
# The name of a hidden farm, and what neither farm has chosen to publish.
HIDDEN = {
    "name": "Zqxkwzqxferme du Vent", "slug": "zqxkwzqxferme-du-vent",
    "contact_name": "Zqxkwzqxcontact", "phone": "0466719387",
    "email": "zqxkwzqxmail@exemple.fr", "siret": "73282932000074", "address": "12 rue Zqxkwzqxadresse",
    "description": "Zqxkwzqxtexte", "website": "https://zqxkwzqxsite.example",
    "latitude": 44.512347, "longitude": 3.487653,
}  # fmt: skip
PARTIAL = {
    "contact_name": "Yqxkwyqxcontact", "phone": "0466719388", "email": "yqxkwyqxmail@exemple.fr",
    "address": "12 rue Yqxkwyqxadresse", "latitude": 44.512349, "longitude": 3.487659,
}  # fmt: skip
# As they may be written somewhere: lower case, without spaces.
MARKS = (
    "zqxkwzqx", "yqxkwyqx", "0466719387", "0466719388", "73282932000074", "44.5123", "3.48765",
    "44,5123", "3,48765", "4321.5", "4321,5", "987.6", "987,6",
)  # fmt: skip
SEARCHED = [
    "zqxkwzqxferme", "zqxkwzqxproduit", "04 66 71 93 87", "zqxkwzqxmail@exemple.fr", "732 829 320 00074",
    "yqxkwyqxcontact",
]  # fmt: skip


@pytest.fixture
def world(db):
    world = build_world()
    elsewhere = CommuneFactory(insee="48061", name="Florac Trois Rivières")
    hidden = ProducerFactory(commune=world.commune, **HIDDEN)
    partial = ProducerFactory(
        commune=world.commune, name="Ferme de Mai", slug="mai", published=True, **PARTIAL
    )
    ProductLineFactory(producer=hidden, name="Zqxkwzqxproduit", kg_per_year=4321.5)
    for farm in (hidden, partial):
        StorageSiteFactory(producer=farm, volume_m3=987.6, free_m3=987.6, offered=True)
        FlowFactory(producer=farm, destination=elsewhere, kg_per_delivery=4321.5, deliveries_per_year=1)
    return world


@pytest.fixture(params=OUTSIDERS)
def reader(request, world):
    client = Client()
    if user := world.users[request.param]:
        client.force_login(user)
    client.role = request.param
    return client


def text_of(answer):
    """All that an answer says, the sheets of a workbook too; lower case, without spaces."""
    body = answer.getvalue() if answer.streaming else answer.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b" ".join(archive.read(name) for name in archive.namelist())
    text = body.decode(errors="replace").casefold()
    return "".join(text.replace("\u202f", "").replace("\u00a0", "").split())


def marks_in(answer, typed=""):
    text = text_of(answer)
    for written in (typed, quote(typed), quote_plus(typed)):
        text = text.replace("".join(written.casefold().split()) or "\0", "")
    return [mark for mark in MARKS if mark in text]


def readings(world, role):
    """Addresses that this role may read."""
    for name, rows in all_rows().items():
        for row in rows:
            if row.method == "get" and row.expected[role] == OK:
                yield address_of(name, row, world)


def test_no_address_tells_what_is_not_published(reader, world):
    leaks, read = [], 0
    for address in readings(world, reader.role):
        answer = reader.get(address)
        read += 1
        if found := marks_in(answer):
            leaks.append((address, found))
    assert leaks == []
    assert read > 60


@pytest.mark.parametrize("reader", ["visitor", "carrier"], indirect=True)
def test_no_search_finds_what_is_not_published(reader, world):
    lists = sorted(
        {
            address.partition("?")[0]
            for address in readings(world, reader.role)
            if address.startswith(
                ("/producteurs", "/solutions", "/communes", "/api/v1", "/besoins", "/recherche", "/guides")
            )
        }
    )
    leaks = []
    for address in lists:
        for typed in SEARCHED:
            answer = reader.get(address, {"q": typed})
            if found := marks_in(answer, typed):
                leaks.append((address, typed, found))
    assert leaks == []
    assert reverse("producers:list") in lists


def test_the_page_of_a_hidden_farm_does_not_exist(reader):
    assert reader.get(reverse("producers:detail", args=[HIDDEN["slug"]])).status_code == 404
