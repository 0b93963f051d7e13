"""What search engines read of a farm is what its page says to a visitor."""

import json
import re

import pytest
from django.utils import timezone

from producers.models import Producer
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.producers import ProducerFactory, ProductLineFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
KEPT = {
    "contact_name": "Zqx Contact", "phone": "0466719387", "email": "zqx@exemple.fr",
    "website": "https://zqx.example", "address": "12 rue Zqx", "latitude": 44.512347, "longitude": 3.487653,
}  # fmt: skip


def farm(**values):
    return ProducerFactory(
        **{"commune": CommuneFactory(mende=True), "name": "Ferme du Vent", "slug": "vent", "published": True}
        | KEPT
        | values
    )


def blocks(client):
    return [json.loads(text) for text in BLOCK.findall(client.get("/producteurs/vent/").text)]


def document(client):
    (found,) = blocks(client)
    return found


def test_a_farm_that_publishes_its_page_alone_says_no_more(client):
    ProductLineFactory(producer=farm(), family="cheese")
    page = "http://testserver/producteurs/vent/"
    assert document(client) == {
        "@context": "https://schema.org",
        "@type": "LocalBusiness",
        "@id": page,
        "url": page,
        "name": "Ferme du Vent",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": "Mende",
            "addressCountry": "FR",
            "postalCode": "48000",
        },
        "makesOffer": [
            {
                "@type": "Offer",
                "itemOffered": {"@type": "Product", "name": "fromage et produits laitiers"},
            }
        ],
    }


def test_a_published_contact_is_told_without_the_name_of_the_person(client):
    farm(contact_published=True)
    told = document(client)
    assert (told["telephone"], told["email"], told["sameAs"]) == (
        KEPT["phone"], KEPT["email"], KEPT["website"],
    )  # fmt: skip
    assert "Zqx Contact" not in json.dumps(told)
    assert "streetAddress" not in told["address"]
    assert "geo" not in told


def test_a_published_position_is_told_as_on_the_map(client):
    farm(position_published=True)
    told = document(client)
    assert told["geo"] == {"@type": "GeoCoordinates", "latitude": 44.51235, "longitude": 3.48765}
    assert told["address"]["streetAddress"] == "12 rue Zqx"
    assert "telephone" not in told


def test_a_town_hall_is_not_the_place_of_a_farm(client):
    farm(position_published=True, latitude=None, longitude=None)
    assert "geo" not in document(client)


def test_a_publication_to_come_is_not_one_yet(client):
    farm()
    Producer.objects.update(contact_published_at=timezone.now() + timezone.timedelta(days=1))
    assert "telephone" not in document(client)


def test_a_commune_of_several_codes_has_none(client):
    farm(commune=CommuneFactory(postal_codes=["48000", "48001"]))
    assert "postalCode" not in document(client)["address"]


def test_another_account_reads_what_a_visitor_does(client):
    farm()
    before = document(client)
    client.force_login(UserFactory())
    assert document(client) == before


def test_whoever_keeps_the_farm_gets_no_document_of_what_is_not_published(client):
    farm()
    client.force_login(advisor_of_lozere())
    assert blocks(client) == []


def test_an_invented_farm_is_no_place_to_go(client):
    farm(is_example=True)
    assert blocks(client) == []


@pytest.mark.parametrize("name", ["</script><script>alert(1)</script>", "A & <!-- B"])
def test_a_name_never_leaves_its_block(client, name):
    farm(name=name, description=name)
    told = document(client)
    assert (told["name"], told["description"]) == (name, name)
    assert "<script>alert(1)" not in client.get("/producteurs/vent/").text
