"""What is not published leaves by no door, whoever asks without the right to know."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from pat_logistics.accounts.models import Role
from producers.models import Flow, Producer, ProductLine, StorageSite
from tests.factories.accounts import OrganisationFactory, UserFactory, advisor_of_lozere
from tests.factories.producers import FlowFactory, ProducerFactory, ProductLineFactory, StorageSiteFactory
from tests.factories.territory import CommuneFactory

VISITOR = AnonymousUser()

pytestmark = pytest.mark.django_db


def everything_about(producer_traits):
    """A producer with one of everything, each with words that appear nowhere else."""
    producer = ProducerFactory(
        name="Ferme Introuvable",
        slug="ferme-introuvable",
        commune=CommuneFactory(mende=True),
        latitude=44.98765,
        longitude=3.12345,
        contact_name="Personne Secrète",
        email="secret@ferme.example",
        phone="04 65 71 12 34",
        website="https://secret.example/",
        address="Chemin Caché",
        **producer_traits,
    )
    line = ProductLineFactory(
        producer=producer, name="Tomme introuvable", kg_per_year=4321, eur_per_kg="98.76"
    )
    StorageSiteFactory(producer=producer, volume_m3="77.7", free_m3="66.6", offered=True)
    FlowFactory(producer=producer, product_line=line, destination=CommuneFactory(montpellier=True))
    return producer


SECRETS = {
    "profile": ["Ferme Introuvable", "ferme-introuvable", "Tomme introuvable"],
    "contact": ["Personne Secrète", "secret@ferme.example", "04 65 71 12 34", "secret.example"],
    "position": ["44.98765", "44,98765", "3.12345", "3,12345", "Chemin Caché"],
    "storage": ["66.6", "66,6", "77.7", "77,7"],
    "flows": ["Montpellier"],
    "figures": ["4321", "4 321", "4\u202f321", "98.76", "98,76"],
}


def doors(client, producer):
    """Everything the portal answers about producers, as text."""
    searches = [
        "",
        "?q=introuvable",
        "?q=tomme",
        "?q=mende",
        "?commune=48095&radius_km=200",
        "?family=cheese",
        "?customer=restaurant",
        "?storage=cold_room",
        "?bbox=2,43,5,46&zoom=9",
        "?bbox=3.1,44.98,3.13,44.99&zoom=17",
    ]
    for query in searches:
        yield client.get(reverse("producers:list") + query)
        yield client.get(reverse("producers:list") + query, headers={"HX-Request": "true"})
        yield client.get(reverse("api:producer-list") + query)
        yield client.get(reverse("producers:map") + query)
    yield client.get(producer.get_absolute_url())
    yield client.get(reverse("api:producer-detail", args=[producer.pk]))


def leaks(client, producer, groups):
    """Secrets of these groups found in an answer; the words of the question itself do not count."""
    found = set()
    for response in doors(client, producer):
        text = response.content.decode()
        found |= {secret for group in groups for secret in SECRETS[group] if stands_in(secret, text)}
    return found


def stands_in(secret, text):
    """As a word of its own: the tokens and digests of a page hold any four digits some day."""
    return re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", text) is not None


def test_an_unpublished_producer_leaves_by_no_door(client):
    producer = everything_about({})
    assert leaks(client, producer, SECRETS) == set()
    assert client.get(producer.get_absolute_url()).status_code == 404
    assert client.get(reverse("api:producer-detail", args=[producer.pk])).status_code == 404


@pytest.mark.parametrize("group", ["contact", "position", "storage", "flows"])
def test_a_published_profile_keeps_each_group_that_is_not(client, group):
    published = {
        f"{other}_published": True for other in ("contact", "position", "storage", "flows") if other != group
    }
    producer = everything_about(published)
    assert leaks(client, producer, [group, "figures"]) == set()


@pytest.mark.parametrize("group", ["contact", "position", "storage", "flows"])
def test_a_published_group_is_shown(client, group):
    producer = everything_about({f"{group}_published": True})
    assert leaks(client, producer, [group]) != set()


def test_volumes_and_prices_are_never_public(client):
    producer = everything_about(
        {f"{group}_published": True for group in ("contact", "position", "storage", "flows")}
    )
    assert leaks(client, producer, ["figures"]) == set()


def test_a_group_alone_publishes_nothing_while_the_profile_is_not():
    producer = everything_about(
        {"contact_published_at": timezone.now(), "flows_published_at": timezone.now()}
    )
    assert not Producer.objects.visible_to(VISITOR).exists()
    assert not Flow.objects.visible_to(VISITOR).exists()
    assert not ProductLine.objects.visible_to(VISITOR).filter(producer=producer).exists()


def test_a_publication_set_for_tomorrow_waits_for_tomorrow():
    ProducerFactory(published_at=timezone.now() + timedelta(days=1))
    assert not Producer.objects.visible_to(VISITOR).exists()


def test_a_revoked_publication_hides_at_once(client):
    producer = ProducerFactory(published=True)
    Producer.objects.update(published_at=None)
    assert client.get(producer.get_absolute_url()).status_code == 404


def test_storage_that_is_not_offered_is_not_public():
    producer = ProducerFactory(storage_published=True)
    StorageSiteFactory(producer=producer, offered=False)
    offered = StorageSiteFactory(producer=producer, offered=True)
    assert list(StorageSite.objects.visible_to(VISITOR)) == [offered]


def test_the_members_of_its_organisation_see_the_whole_producer(client):
    member = UserFactory(role=Role.PRODUCER)
    producer = everything_about({"organisation": member.memberships.get().organisation})
    client.force_login(member)
    page = client.get(producer.get_absolute_url()).content.decode()
    assert "Personne Secrète" in page
    assert "Montpellier" in page
    assert "n’est pas publiée" in page
    assert list(Producer.objects.visible_to(member).filter(managed=True)) == [producer]


def test_the_carrier_of_an_organisation_is_not_its_producer():
    carrier = UserFactory(role=Role.CARRIER)
    ProducerFactory(organisation=carrier.memberships.get().organisation)
    assert not Producer.objects.visible_to(carrier).exists()


def test_a_producer_does_not_see_the_neighbour():
    ProducerFactory(organisation=OrganisationFactory())
    assert not Producer.objects.visible_to(UserFactory(role=Role.PRODUCER)).exists()


def test_an_advisor_sees_the_producers_of_the_advised_departements_only():
    ours = ProducerFactory(commune=CommuneFactory(mende=True))
    ProducerFactory(commune=CommuneFactory(montpellier=True))
    assert list(Producer.objects.visible_to(advisor_of_lozere())) == [ours]


def test_an_administrator_sees_everything():
    ProducerFactory()
    assert Producer.objects.visible_to(UserFactory(administrator=True)).count() == 1


def test_a_member_of_the_staff_with_few_permissions_sees_no_draft():
    ProducerFactory()
    assert not Producer.objects.visible_to(UserFactory(is_staff=True)).exists()


def test_a_radius_search_does_not_betray_a_hidden_position():
    mende, florac = CommuneFactory(mende=True), CommuneFactory(florac=True)
    producer = ProducerFactory(
        published=True, commune=mende, latitude=florac.latitude, longitude=florac.longitude
    )
    assert list(Producer.objects.visible_to(VISITOR).within(mende, 1)) == [producer]
    assert not Producer.objects.visible_to(VISITOR).within(florac, 1).exists()
