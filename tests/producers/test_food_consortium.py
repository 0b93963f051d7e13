"""A farm in the words of the Data Food Consortium, read by a library of RDF, says what its page says."""

import json

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from pat_logistics.vocabulary import ProductFamily
from producers.food_consortium import CONTEXT, TYPES
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.producers import ProducerFactory, ProductLineFactory
from tests.factories.territory import CommuneFactory

pytestmark = [
    pytest.mark.django_db,
    # The library's own reader of JSON-LD.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
]

DFC = Namespace(CONTEXT["dfc-b"])
PT = Namespace(CONTEXT["dfc-pt"])
ADDRESS = "/producteurs/vent/dfc.jsonld"
PAGE = "http://testserver/producteurs/vent/"
ENTERPRISE = URIRef(f"{PAGE}#entreprise")
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


def graph(client):
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/ld+json"
    return Graph().parse(data=answer.content, format="json-ld")


def value(read, name, subject=ENTERPRISE):
    found = read.value(subject, DFC[name])
    return found.toPython() if isinstance(found, Literal) else found


def test_a_farm_is_an_enterprise_at_an_address_with_products_of_a_type(client):
    cheese = ProductLineFactory(producer=farm(), family="cheese", name="Tomme", kg_per_year=4321.5)
    read = graph(client)
    assert read.value(ENTERPRISE, RDF.type) == DFC.Enterprise
    assert value(read, "name") == "Ferme du Vent"
    place = value(read, "hasAddress")
    assert read.value(place, RDF.type) == DFC.Address
    assert (value(read, "hasCity", place), value(read, "hasPostalCode", place)) == ("Mende", "48000")
    assert str(value(read, "hasCountry", place)).endswith("/country/FRA")
    product = value(read, "supplies")
    assert read.value(product, RDF.type) == DFC.SuppliedProduct
    assert value(read, "name", product) == "Tomme"
    assert value(read, "hasType", product) == PT["dairy-product"]
    assert value(read, "suppliedBy", product) == ENTERPRISE
    path = str(product).removeprefix("http://testserver")
    assert client.get(path).json()["id"] == cheese.pk


def test_everything_in_it_is_a_link_or_a_text_that_rdf_keeps(client):
    """No name of the document is unknown to its context: a reader would drop it without a word."""
    ProductLineFactory(producer=farm(contact_published=True, position_published=True), family="honey")
    said = sum(len(node) - 1 for node in client.get(ADDRESS).json()["@graph"])  # all but "@id"
    assert len(graph(client)) == said


def test_what_is_not_published_is_not_in_it(client):
    ProductLineFactory(producer=farm(), family="cheese", kg_per_year=4321.5)
    said = client.get(ADDRESS).text
    kept = [*map(str, KEPT.values()), "4321", "44.51", "3.48"]
    assert [each for each in kept if each in said] == []


def test_what_is_published_is_without_the_name_of_the_person(client):
    farm(contact_published=True, position_published=True)
    read = graph(client)
    place, phone = value(read, "hasAddress"), value(read, "hasPhoneNumber")
    assert (value(read, "email"), value(read, "websitePage")) == (KEPT["email"], KEPT["website"])
    assert value(read, "phoneNumber", phone) == KEPT["phone"]
    assert value(read, "hasStreet", place) == "12 rue Zqx"
    assert (value(read, "latitude", place), value(read, "longitude", place)) == (44.51235, 3.48765)
    assert "Zqx Contact" not in client.get(ADDRESS).text


@pytest.mark.parametrize("reader", [UserFactory, advisor_of_lozere])
def test_whoever_asks_reads_what_a_visitor_does(client, reader):
    farm()
    visited = client.get(ADDRESS)
    client.force_login(reader())
    answer = client.get(ADDRESS)
    assert answer.content == visited.content
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("values", [{"published": False}, {"is_example": True}])
def test_a_farm_that_is_withdrawn_or_invented_has_none(client, values):
    farm(**values)
    client.force_login(advisor_of_lozere())
    assert client.get(ADDRESS).status_code == 404


def test_the_page_leads_to_it_when_there_is_one(client):
    producer = farm()
    assert f'type="application/ld+json" href="{ADDRESS}"' in client.get("/producteurs/vent/").text
    producer.is_example = True
    producer.save()
    assert ADDRESS not in client.get("/producteurs/vent/").text


@pytest.mark.parametrize("family", ProductFamily.values)
def test_every_family_is_told_by_its_name_and_by_its_type_if_there_is_one(client, family):
    ProductLineFactory(producer=farm(), family=family, name="")
    read = graph(client)
    product = value(read, "supplies")
    assert value(read, "name", product) == ProductFamily(family).label
    assert value(read, "hasType", product) == (PT[TYPES[family]] if family in TYPES else None)


def test_only_what_belongs_to_no_type_has_none():
    assert set(ProductFamily) - set(TYPES) == {ProductFamily.READY_MEALS, ProductFamily.OTHER}


def test_ten_lines_take_as_many_queries_as_one(client, django_assert_max_num_queries):
    producer = farm()
    for number in range(10):
        ProductLineFactory(producer=producer, family="cheese", name=f"Tomme {number}")
    with django_assert_max_num_queries(3):
        assert len(json.loads(client.get(ADDRESS).content)["@graph"]) == 12
