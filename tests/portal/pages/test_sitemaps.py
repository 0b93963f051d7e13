"""What search engines are told to read."""

import re

import pytest
from django.urls import reverse

from pat_logistics.portal.pages.sitemaps import SITEMAPS, OfPortal
from tests.factories.actors import ActorFactory
from tests.factories.carriers import CarrierFactory, SolutionFactory
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db
LOCATION = re.compile(r"<loc>([^<]+)</loc>")


def told(client, section, **asked):
    answer = client.get(reverse("pages:sitemap_part", args=[section]), asked)
    assert answer["Content-Type"] == "application/xml"
    return LOCATION.findall(answer.text)


def test_the_first_file_leads_to_one_of_each_kind(client):
    parts = LOCATION.findall(client.get(reverse("pages:sitemap")).text)
    assert [part.rpartition("/sitemap-")[2] for part in parts] == [f"{kind}.xml" for kind in SITEMAPS]
    for part in parts:
        assert client.get(part).status_code == 200


def test_what_is_published_is_found_and_nothing_else(client, settings):
    settings.SITE_URL = "https://portail.exemple.fr"
    farm = ProducerFactory(published=True)
    ProducerFactory()
    ProducerFactory(published=True, is_example=True)
    carrier = CarrierFactory()
    solution = SolutionFactory(carrier=carrier)
    SolutionFactory(unpublished=True, carrier=carrier)
    helper = ActorFactory()
    ActorFactory(unpublished=True)
    for section, found in (
        ("producteurs", farm),
        ("transporteurs", carrier),
        ("solutions", solution),
        ("qui-peut-aider", helper),
    ):
        assert told(client, section) == [f"https://portail.exemple.fr{found.get_absolute_url()}"]
        assert client.get(found.get_absolute_url()).status_code == 200


def test_a_farm_says_when_it_last_changed(client):
    farm = ProducerFactory(published=True)
    day = f"<lastmod>{farm.updated_at.date()}"
    assert day in client.get(reverse("pages:sitemap_part", args=["producteurs"])).text
    assert day in client.get(reverse("pages:sitemap")).text


def test_a_long_list_is_told_in_several_files_of_a_few_queries(
    client, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(OfPortal, "limit", 2)
    farms = ProducerFactory.create_batch(5, published=True)
    assert "sitemap-producteurs.xml?p=3" in client.get(reverse("pages:sitemap")).text
    read = [address for page in ("1", "2", "3") for address in told(client, "producteurs", p=page)]
    assert len(read) == len(set(read)) == len(farms)
    with django_assert_max_num_queries(3):
        told(client, "producteurs")


@pytest.mark.parametrize(
    "asked", ["/sitemap-rien.xml", "/sitemap-producteurs.xml?p=9", "/sitemap-pages.xml?p=x"]
)
def test_what_is_not_there_is_not_found(client, asked):
    assert client.get(asked).status_code == 404
