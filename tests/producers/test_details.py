"""What the API tells of a producer in SQL is what its serializer says of the object."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.timezone import localdate

from producers.api import ProducerSerializer
from producers.details import details_for
from producers.freshness import STALE_AFTER
from producers.models import Producer
from tests.factories.producers import ProducerFactory, ProductLineFactory, StorageSiteFactory
from tests.factories.territory import CommuneFactory
from tests.open_data.samples import open_farm
from tests.open_data.serialized import serialized, walked, with_names

pytestmark = pytest.mark.django_db
URL = "/api/v1/producers/"


@pytest.fixture(autouse=True)
def farms():
    """Each situation of a row: published by group or not at all, with much, with nothing."""
    mende = CommuneFactory(mende=True)
    everything = open_farm(
        name="L’« Élevage » \\ du \"Vent\" 🐑\n", labels=["organic", "label_rouge"], phone="04 66 00 00 00",
        contact_name="Accueil", email="vent@ferme.example", website="https://ferme.example/?a=1&b=<2>",
        is_example=True, open_to_pooling=True, position_published_at=datetime(2026, 1, 1, tzinfo=UTC),
        latitude=44.5123456, longitude=3.4,
    )  # fmt: skip
    lines = [
        ("honey", "Miel", "ambient", None),
        ("cheese", "tomme", "frozen", 72),
        ("cheese", "Été", "chilled", 240),
        ("drinks", "", "ambient", None),
        ("eggs", "Œufs", "chilled", None),
    ]
    for family, name, temperature, hours in lines:
        ProductLineFactory(
            producer=everything, family=family, name=name, temperature=temperature, shelf_life_hours=hours,
            season=[] if hours else ["peak"] * 12,
        )  # fmt: skip
    StorageSiteFactory(producer=everything, offered=True, kind="dry", free_m3="7.5", hgv_access=True)
    StorageSiteFactory(producer=everything, offered=True, kind="cold_room", free_m3=0)
    StorageSiteFactory(producer=everything, offered=False, kind="freezer")
    hidden_position = ProducerFactory(published=True, commune=mende, latitude=44.6, longitude=3.6)
    hidden_storage = ProducerFactory(contact_published=True, refuses_intermediaries=True)
    nothing_offered = ProducerFactory(storage_published=True)
    for farm, is_offered in ((hidden_storage, True), (nothing_offered, False)):
        StorageSiteFactory(producer=farm, offered=is_offered)
    to_come = timezone.now() + timedelta(days=30)
    ProducerFactory(commune=mende, published_at=to_come)
    hidden = ProducerFactory(commune=mende, email="a@ferme.example", contact_name="Zoé")
    ProductLineFactory(producer=hidden)
    StorageSiteFactory(producer=hidden, offered=True)
    for days in (STALE_AFTER.days - 1, STALE_AFTER.days, STALE_AFTER.days + 1):
        ago = timedelta(days=days)
        ProducerFactory(published_at=timezone.now() - ago)
        ProducerFactory(published=True, confirmed_on=localdate() - ago)
    # On the clock of the country, in winter and in summer; with microseconds or without.
    moments = [(hidden_position, 1, 0), (hidden_storage, 7, 120_000), (nothing_offered, 3, 123_456)]
    for farm, month, microsecond in moments:
        moment = datetime(2026, month, 29, 23, 30, 0, microsecond, tzinfo=UTC)
        Producer.objects.filter(pk=farm.pk).update(updated_at=moment)


def of_objects(user):
    rows = Producer.objects.visible_to(user).with_details(user).order_by("pk")
    return serialized(ProducerSerializer, rows)


def test_a_visitor_reads_what_the_serializer_says(client):
    found = walked(client, URL)
    assert len(found) == 10
    assert with_names(found) == with_names(of_objects(AnonymousUser()))


def test_an_advisor_reads_what_the_serializer_says(client, advisor):
    client.force_login(advisor)
    found = walked(client, URL)
    assert len(found) > 10
    assert with_names(found) == with_names(of_objects(advisor))


def test_one_producer_is_told_as_in_the_list(client):
    for row in walked(client, URL):
        assert client.get(f"{URL}{row['id']}/").json() == row


def test_fields_leave_out_the_others_in_the_same_order(client):
    [row, *_] = client.get(URL, {"fields": "url,temperatures,slug"}).json()["results"]
    assert list(row) == ["slug", "temperatures", "url"]


def test_the_names_are_those_of_the_serializer():
    assert set(details_for(AnonymousUser())) == set(ProducerSerializer.Meta.fields)
