"""What search engines read of a carrier is what its pages say to a visitor."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carriers.enums import AreaRole
from carriers.schema_org import MOST_AREAS
from tests.factories.accounts import UserFactory
from tests.factories.carriers import CarrierFactory, ServiceAreaFactory, SolutionFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
PAGE = "/solutions/transporteurs/messagerie/"


def company(**values):
    return CarrierFactory(**{"name": "Messagerie", "slug": "messagerie"} | values)


def delivers_to(carrier, *departements, role=AreaRole.DELIVERY, **values):
    solution = SolutionFactory(carrier=carrier, **values)
    for departement in departements:
        ServiceAreaFactory(solution=solution, role=role, departement=departement)


def blocks(client):
    return [json.loads(text) for text in BLOCK.findall(client.get(PAGE).text)]


def served(client):
    (found,) = blocks(client)
    return [area["name"] for area in found.get("areaServed", [])]


def test_a_carrier_is_told_as_on_its_page(client):
    carrier = company(
        commune=CommuneFactory(mende=True),
        phone="0466000000",
        email="bonjour@exemple.fr",
        website="https://messagerie.example",
        description="Du frais.",
    )
    delivers_to(carrier, "48")
    page = f"http://testserver{PAGE}"
    assert blocks(client) == [
        {
            "@context": "https://schema.org",
            "@type": "Organization",
            "@id": page,
            "url": page,
            "name": "Messagerie",
            "description": "Du frais.",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": "Mende",
                "addressCountry": "FR",
                "postalCode": "48000",
            },
            "telephone": "0466000000",
            "email": "bonjour@exemple.fr",
            "sameAs": "https://messagerie.example",
            "areaServed": [{"@type": "AdministrativeArea", "name": "Lozère (48)"}],
        }
    ]


def test_what_is_not_known_is_not_told(client):
    company()
    (told,) = blocks(client)
    assert set(told) == {"@context", "@type", "@id", "url", "name"}


def test_each_place_is_told_once_and_only_where_a_published_service_delivers(client):
    carrier = company()
    delivers_to(carrier, "48", "34")
    delivers_to(carrier, "48")
    delivers_to(carrier, "30", role=AreaRole.COLLECTION)
    delivers_to(carrier, "12", unpublished=True)
    delivers_to(CarrierFactory(), "07")
    assert sorted(served(client)) == ["Hérault (34)", "Lozère (48)"]


def test_the_staff_reads_what_a_visitor_does(client):
    delivers_to(company(), "12", unpublished=True)
    client.force_login(UserFactory(administrator=True))
    assert served(client) == []


@pytest.mark.parametrize("kept", [{"unpublished": True}, {"is_example": True}])
def test_no_document_tells_a_carrier_that_is_not_published_or_invented(client, kept):
    company(**kept)
    client.force_login(UserFactory(administrator=True))
    assert client.get(PAGE).status_code == 200
    assert blocks(client) == []


@pytest.mark.parametrize("name", ["</script><script>alert(1)</script>", "A & <!-- B"])
def test_a_name_never_leaves_its_block(client, name):
    company(name=name)
    (told,) = blocks(client)
    assert told["name"] == name
    assert "<script>alert(1)" not in client.get(PAGE).text


def queries_of(client):
    client.get(PAGE)
    with CaptureQueriesContext(connection) as captured:
        client.get(PAGE)
    return len(captured)


def test_a_long_list_of_places_is_cut_and_costs_no_more(client):
    carrier = company()
    delivers_to(carrier, "48")
    few = queries_of(client)
    solution = SolutionFactory(carrier=carrier)
    for number in range(MOST_AREAS):
        ServiceAreaFactory(
            solution=solution, role=AreaRole.DELIVERY, commune=CommuneFactory(insee=f"4{number + 1000}")
        )
    assert len(served(client)) == MOST_AREAS
    assert served(client)[0] == "Lozère (48)"
    assert queries_of(client) == few
