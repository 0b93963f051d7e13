"""What a farm has not published leaves by no page, file, map, search nor API, whoever else reads."""

import io
import sqlite3
import zipfile
from contextlib import closing
from urllib.parse import quote, quote_plus

import pytest
from django.test import Client
from django.urls import reverse
from pyarrow import parquet

from pat_logistics.open_data.api import sortable
from pat_logistics.open_data.files import FORMATS
from pat_logistics.portal.open_data import ledger
from pat_logistics.portal.open_data.feeds import FEEDS
from pat_logistics.portal.open_data.registry import DATASETS
from pat_logistics.webhooks.channel import body_of
from pat_logistics.webhooks.models import Kind
from pat_logistics.webhooks.topics import TOPICS
from producers.models import Producer
from tests.factories.actors import ActorFactory
from tests.factories.producers import (
    FlowFactory,
    ProducerFactory,
    ProductLineFactory,
    StorageSiteFactory,
)
from tests.factories.territory import CommuneFactory
from tests.factories.webhooks import subscription_of
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
    "yqxkwyqxcontact", "zqxkwzqxcantine",
]  # fmt: skip


@pytest.fixture
def world(db):
    world = build_world()
    elsewhere = CommuneFactory(insee="48061", name="Florac Trois Rivières")
    hidden = ProducerFactory(commune=world.commune, **HIDDEN)
    partial = ProducerFactory(
        commune=world.commune, name="Ferme de Mai", slug="mai", published=True, **PARTIAL
    )
    ActorFactory(
        canteen=True, unpublished=True, commune=elsewhere, name="Zqxkwzqxcantine", slug="zqxkwzqxcantine",
        email="zqxkwzqxcantine@exemple.fr", phone="04 66 71 93 87", minimum_kg=987.6,
    )  # fmt: skip
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
    elif body.startswith(b"PAR1"):
        body = repr(parquet.read_table(io.BytesIO(body)).to_pylist()).encode()
    elif body.startswith(b"SQLite format 3"):
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(body)
            body = "\n".join(database.iterdump()).encode()
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
                (
                    "/producteurs",
                    "/solutions",
                    "/communes",
                    "/api/v1",
                    "/besoins",
                    "/recherche",
                    "/guides",
                    "/qui-peut-aider",
                )
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


def open_data():
    """Every feed; every list in each kind of file, by each sort, by the filters that could find a place."""
    for code in FEEDS:
        yield reverse("open_data:changes", args=[code]), {}
    for code, dataset in DATASETS.items():
        address = f"/api/v1/{code}/"
        yield address, {"cursor": "0"}
        for name, form in FORMATS.items():
            if dataset.place or not form.is_map:
                yield address, {"format": name}
        for column in sortable(dataset):
            yield address, {"ordering": column}
        if dataset.place:
            latitude, longitude = HIDDEN["latitude"], HIDDEN["longitude"]
            box = f"{longitude - 0.001},{latitude - 0.001},{longitude + 0.001},{latitude + 0.001}"
            yield address, {"bbox": box}


@pytest.mark.parametrize("reader", ["visitor", "rival"], indirect=True)
def test_no_list_tells_what_is_not_published(reader):
    leaks = []
    for address, query in open_data():
        answer = reader.get(address, query)
        assert answer.status_code == 200, (address, query)
        if found := marks_in(answer):
            leaks.append((address, query, found))
    assert leaks == []


@pytest.mark.parametrize("reader", ["visitor", "rival"], indirect=True)
def test_no_filter_nor_sort_depends_on_what_is_not_published(reader):
    """Were it so, the order of a list or what a box holds would tell it, asked often enough."""
    asked = [(address, query) for address, query in open_data() if not FORMATS.get(query.get("format", ""))]

    def told():
        return [reader.get(address, query).content for address, query in asked]

    before = told()
    Producer.objects.filter(slug__in=(HIDDEN["slug"], "mai")).update(
        contact_name="Aaa", phone="0100000000", email="aaa@exemple.fr", address="1 rue Aaa",
        latitude=44.9, longitude=3.1, siret="",
    )  # fmt: skip
    Producer.objects.filter(slug=HIDDEN["slug"]).update(name="Aaa", description="", website="")
    assert told() == before
    assert len(asked) > 100


def test_no_webhook_tells_what_is_not_published(world):
    """Nor that a hidden farm is there, nor the name of one that was withdrawn while its message waited."""
    subscription = subscription_of(datasets=list(TOPICS))
    ledger.note_changes()
    hidden, partial = (Producer.objects.get(slug=slug) for slug in (HIDDEN["slug"], "mai"))
    for farm in (hidden, partial):
        farm.phone = "0466719389"
        farm.save()
        farm.flows.update(kg_per_delivery=4321.5, deliveries_per_year=2)
    ledger.note_changes()
    partial.published_at = None
    partial.save()
    messages = list(subscription.deliveries.order_by("pk"))
    assert {message.kind for message in messages} == {Kind.PUBLISHED, Kind.CHANGED}
    assert {(each.dataset, each.row_id) for each in messages}.isdisjoint({("producers", hidden.pk)})
    told = b"".join(body_of(message) for message in messages).decode().casefold()
    assert [mark for mark in (*MARKS, "0466719389", "/mai/", "de mai") if mark in told] == []
    assert f'"row_id":{partial.pk},' in told
    flows = {each.row_id for each in messages if each.dataset == "flows"}
    assert flows.isdisjoint(hidden.flows.values_list("pk", flat=True))
