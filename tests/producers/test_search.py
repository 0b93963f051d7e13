"""Finding producers: by words, by place, and by index."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from pat_logistics.territory.models import Commune
from producers.models import Producer
from tests.factories.producers import ProducerFactory, ProductLineFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chevrerie():
    producer = ProducerFactory(
        name="Chèvrerie de l’Œillet",
        description="Soixante chèvres des Cévennes.",
        commune=CommuneFactory(florac=True),
    )
    ProductLineFactory(producer=producer, family="cheese", name="Pélardon affiné")
    ProducerFactory(name="Ferme du Causse", commune=CommuneFactory(mende=True))
    return producer


@pytest.mark.parametrize(
    "text",
    [
        "chèvrerie",
        "CHEVRERIE",
        "chevre",
        "oeillet",
        "œillet",
        "soixante",
        "cevenne",
        "pelardons",
        "fromages",
        "laitier",
        "florac",
        "Florac Trois Rivières",
        "fromage de Florac",
        "chèvrerie de l’œillet",
        "pélardon affiné à Florac",
        "vrerie",
    ],
)
def test_a_producer_is_found_by_name_description_product_or_commune(chevrerie, text):
    assert list(Producer.objects.search(text)) == [chevrerie]


@pytest.mark.parametrize("text", ["fromage de Mende", "xyzzy", "chèvrerie xyzzy"])
def test_every_word_must_be_found(chevrerie, text):
    assert not Producer.objects.search(text).exists()


@pytest.mark.parametrize("text", ["", " ", "de la", "’", "& | ! ( ) : *"])
def test_a_search_without_a_word_keeps_everyone(chevrerie, text):
    assert Producer.objects.search(text).count() == 2


@pytest.mark.parametrize(
    "text",
    ["'; DROP TABLE x", "a:*b", "²³", "%_", "\\", "\U0001f410", "٣", "a" * 5000, "x " * 500, "_", "l’œ"],
)
def test_a_strange_text_breaks_nothing(chevrerie, text):
    Producer.objects.search(text).count()


def test_producers_around_a_place_come_nearest_first_with_their_distance():
    mende, florac = CommuneFactory(mende=True), CommuneFactory(florac=True)
    montpellier = CommuneFactory(montpellier=True)
    at_florac, at_mende = ProducerFactory(commune=florac), ProducerFactory(commune=mende)
    ProducerFactory(commune=montpellier)
    found = list(Producer.objects.within(mende, 30))
    assert found == [at_mende, at_florac]
    assert [round(producer.distance_km, 1) for producer in found] == [0.0, 22.8]


# 20 000 producers in 500 communes spread over France, each with a product.
SEED = [
    """
    INSERT INTO territory_commune
        (insee, name, departement, postal_codes, population, epci, epci_name, terrain, position_source,
         latitude, longitude)
    SELECT '50' || lpad(n::text, 3, '0'), 'Bourg' || n || 'ac', '50', ARRAY['50000'], 100, '', '',
           'default', 'town_hall', 43 + (n % 25) * 0.25, -1 + (n / 25) * 0.35
    FROM generate_series(0, 499) AS n
    """,
    """
    INSERT INTO producers_producer
        (name, slug, commune_id, latitude, longitude, legal_form, siret, labels, description,
         contact_name, email, phone, website, address, refuses_intermediaries, open_to_pooling, is_example,
         published_at, created_at, updated_at)
    SELECT 'Ferme ' || md5(n::text), 'ferme-' || n, c.insee, c.latitude + n * 1e-6, c.longitude, 'sole', '',
           '{}', 'Produit ' || md5((n / 3)::text), '', '', '', '', '', false, false, true,
           now() - interval '1 day', now(), now()
    FROM generate_series(1, 20000) AS n
    JOIN territory_commune c ON c.insee = '50' || lpad((n % 500)::text, 3, '0')
    """,
    """
    INSERT INTO producers_productline
        (producer_id, family, name, temperature, packagings, season, labels)
    SELECT id, 'honey', 'Miel ' || md5(id::text), 'ambient', '{}', array_fill('normal'::text, ARRAY[12]), '{}'
    FROM producers_producer
    """,
    "ANALYZE territory_commune, producers_producer, producers_productline",
    # What autovacuum does: rows just written wait beside a GIN index, and it looks dear meanwhile.
    "SELECT gin_clean_pending_list(indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
    " JOIN pg_am ON pg_am.oid = relam WHERE amname = 'gin' AND relname LIKE 'produc%'",
]


@pytest.fixture
def twenty_thousand(db):
    with connection.cursor() as cursor:
        for statement in SEED:
            cursor.execute(statement)


def scans(queryset):
    """Tables read whole by the plan of a queryset."""
    return set(re.findall(r"Seq Scan on (\w+)", queryset.explain()))


def test_a_word_is_found_by_index(twenty_thousand):
    found = Producer.objects.visible_to(AnonymousUser()).search("c4ca4238")
    assert found.exists()
    assert scans(found) & {"producers_producer", "producers_productline"} == set()


def test_a_radius_is_found_by_index(twenty_thousand):
    place = Commune.objects.get(insee="50012")
    found = Producer.objects.visible_to(AnonymousUser()).within(place, 20)
    assert found.exists()
    assert "producers_producer" not in scans(found)


def test_the_nearest_farms_are_found_by_their_position_index(twenty_thousand):
    found = Producer.objects.within_km(44.0, 1.0, 20)[:20]
    plan = found.explain()
    assert "producer_geo" in plan
    assert "Seq Scan" not in plan


def test_a_page_of_the_directory_is_found_by_index_in_name_order(twenty_thousand):
    page = Producer.objects.visible_to(AnonymousUser())[:24]
    assert scans(page) & {"producers_producer"} == set()
    names = [producer.sort_key for producer in page]
    assert names == sorted(names)
