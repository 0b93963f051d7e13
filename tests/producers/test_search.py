"""Finding producers: by words, by place, and by index."""

import re
import unicodedata

import pgtrigger
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict

from pat_logistics.territory.clusters import Box
from pat_logistics.territory.models import Commune
from producers import search
from producers.clusters import features
from producers.filters import ProducerFilterSet
from producers.models import Producer
from tests.cases import case
from tests.factories.producers import ProducerFactory, ProductLineFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


def found_by(query):
    """The producers that the directory gives a visitor for these answers (a text is that of `q`)."""
    answers = QueryDict(mutable=True)
    for name, value in ({"q": query} if isinstance(query, str) else query).items():
        answers.setlist(name, value if isinstance(value, list) else [value])
    return ProducerFilterSet(answers, Producer.objects.visible_to(AnonymousUser()))


@pytest.fixture
def chevrerie():
    producer = ProducerFactory(
        published=True,
        name="Chèvrerie de l’Œillet",
        description="Soixante chèvres des Cévennes.",
        commune=CommuneFactory(florac=True),
    )
    ProductLineFactory(producer=producer, family="cheese", name="Pélardon affiné")
    ProducerFactory(published=True, name="Ferme du Causse", commune=CommuneFactory(mende=True))
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
    assert list(found_by(text).qs) == [chevrerie]


@pytest.mark.parametrize("text", ["fromage de Mende", "xyzzy", "chèvrerie xyzzy"])
def test_every_word_must_be_found(chevrerie, text):
    assert not found_by(text).qs.exists()


@pytest.mark.parametrize("text", ["", " ", "de la"])
def test_a_search_without_a_word_keeps_everyone(chevrerie, text):
    assert found_by(text).qs.count() == 2


@pytest.mark.parametrize("text", ["%", "_", '"', "’", "& | ! ( ) : *"])
def test_a_search_of_signs_alone_finds_nobody(chevrerie, text):
    filters = found_by(text)
    assert (filters.total, list(filters.qs)) == (0, [])


@pytest.mark.parametrize("text", ["Javols", "javols 48130", "48130", "48 130", "48076", "48009"])
def test_a_producer_is_found_by_a_former_name_or_a_code_of_its_commune(chevrerie, text):
    producer = ProducerFactory(published=True, commune=CommuneFactory(peyre=True))
    filters = found_by(text)
    assert (filters.total, list(filters.qs)) == (1, [producer])


@pytest.mark.parametrize(
    "text",
    ["'; DROP TABLE x", "a:*b", "²³", "%_", "\\", "\U0001f410", "٣", "a" * 5000, "x " * 500, "_", "l’œ"],
)
def test_a_strange_text_breaks_nothing(chevrerie, text):
    filters = found_by({"q": text[:100], "commune": chevrerie.commune_id})
    assert filters.total == len(filters.qs)


def test_producers_around_a_place_come_nearest_first_with_their_distance():
    mende, florac = CommuneFactory(mende=True), CommuneFactory(florac=True)
    montpellier = CommuneFactory(montpellier=True)
    at_florac, at_mende = ProducerFactory(commune=florac), ProducerFactory(commune=mende)
    ProducerFactory(commune=montpellier)
    found = list(Producer.objects.within(mende, 30))
    assert found == [at_mende, at_florac]
    assert [round(producer.distance_km, 1) for producer in found] == [0.0, 22.8]


@pytest.mark.parametrize(
    "text", ["fromge", "fromaje", "Chevreri", "florrac", "florak", "pelardn", "chèvreri florrac", "laitie"]
)
def test_a_word_misspelt_finds_what_resembles_it(chevrerie, text):
    filters = found_by(text)
    assert list(filters.qs) == [chevrerie]
    assert filters.total == 1


def test_a_word_that_somebody_has_is_never_taken_for_another(chevrerie):
    ProducerFactory(published=True, name="Ferme du Cause")
    filters = found_by("causse")
    assert [producer.name for producer in filters.qs] == ["Ferme du Causse"]
    assert filters.respelt == []


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Ferme de Saint-Chély", "St Chély"),
        ("Ferme de St Chély", "saint-chely"),
        ("GAEC Têtu", unicodedata.normalize("NFD", "Têtu")),
        (unicodedata.normalize("NFD", "Viandes du Taureau Poète"), "Poète"),
        ("Viandes du Taureau Poète", unicodedata.normalize("NFD", "Poète")),
        ("Les Jardins d’Émile", "jardins d'emile"),
    ],
)
def test_a_name_is_found_however_it_is_typed(chevrerie, name, typed):
    producer = ProducerFactory(published=True, name=name)
    assert list(found_by(typed).qs) == [producer]


@pytest.mark.parametrize("place", ["description", "product"])
def test_saint_is_found_in_short_outside_names_too(chevrerie, place):
    producer = ProducerFactory(published=True, name="A", description="Livre St Alban" * (place != "product"))
    ProductLineFactory(producer=producer, family="cheese", name="St Alban" if place == "product" else "Tomme")
    assert list(found_by("saint-alban").qs) == list(found_by("st alban").qs) == [producer]


def test_a_producer_of_saint_germain_is_found_by_its_commune_in_short(chevrerie):
    commune = CommuneFactory(name="Saint-Germain-de-Calberte")
    producer = ProducerFactory(published=True, commune=commune)
    assert list(found_by("St Germain de Calberte").qs) == [producer]


def test_the_whole_name_comes_before_the_names_that_hold_it(chevrerie):
    ProducerFactory(published=True, name="Amis de la Ferme du Causse")
    assert found_by("ferme du causse").qs[0].name == "Ferme du Causse"


def test_a_word_misspelt_is_told_as_it_was_typed(chevrerie):
    assert found_by("Frômge").respelt == ["Frômge"]


def test_a_word_misspelt_is_told(chevrerie):
    filters = found_by("fromge de Florac")
    assert list(filters.qs) == [chevrerie]
    assert filters.respelt == ["fromge"]


def test_the_word_of_an_unpublished_profile_is_as_unknown_as_any(chevrerie):
    ProducerFactory(name="Florrac secret")
    filters = found_by("florrac")
    assert list(filters.qs) == [chevrerie]
    assert filters.respelt == ["florrac"]


def test_the_name_asked_for_comes_before_those_that_only_sell_it(chevrerie):
    ProducerFactory(published=True, name="Zone du Pélardon")
    assert [producer.name for producer in found_by("pélardon").qs] == ["Zone du Pélardon", chevrerie.name]


# 20 000 producers in 500 communes spread over France, each with a product.
SEED = [
    """
    INSERT INTO territory_commune
        (insee, name, departement, postal_codes, population, epci, epci_name, position_source,
         latitude, longitude, former)
    SELECT '50' || lpad(n::text, 3, '0'), 'Bourg' || n || 'ac', '50', ARRAY['50000'], 100, '', '',
           'town_hall', 43 + (n %% 25) * 0.25, -1 + (n / 25) * 0.35, '[]'
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
    JOIN territory_commune c ON c.insee = '50' || lpad((n %% 500)::text, 3, '0')
    """,
    """
    INSERT INTO producers_productline
        (producer_id, family, name, temperature, packagings, season, labels)
    SELECT id, 'honey', 'Miel ' || md5(id::text), 'ambient', '{}', array_fill('normal'::text, ARRAY[12]), '{}'
    FROM producers_producer
    """,
    """
    INSERT INTO producers_flow
        (producer_id, product_line_id, destination_id, customer_type, kg_per_delivery, deliveries_per_year,
         months, weekdays, returns_kg, transport_today, paid_by)
    SELECT producer_id, l.id, commune_id, 'market', 10, 12, '{1}', '{}', 0, 'self', 'producer'
    FROM producers_productline l JOIN producers_producer p ON p.id = producer_id
    """,
    """
    INSERT INTO producers_storagesite (producer_id, kind, volume_m3, free_m3, offered, hgv_access)
    SELECT id, 'dry', 10, 5, true, false FROM producers_producer
    """,
    "ANALYZE",
    # What autovacuum does: rows just written wait beside a GIN index, and it looks dear meanwhile.
    "SELECT gin_clean_pending_list(indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
    " JOIN pg_am ON pg_am.oid = relam WHERE amname = 'gin' AND relname LIKE 'produc%%'",
]


@pytest.fixture
def twenty_thousand(db):
    with pgtrigger.ignore(), connection.cursor() as cursor:
        for statement in SEED:
            cursor.execute(statement)


def plan_of(call):
    """The plans of every query that a call makes."""
    plans = []

    def explain(execute, sql, params, many, context):
        with connection.cursor() as cursor:
            cursor.cursor.execute(f"EXPLAIN {sql}", params)
            plans.extend(row[0] for row in cursor.cursor.fetchall())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        call()
    assert plans
    return "\n".join(plans)


def scans(queryset):
    """Tables read whole by the plan of a queryset."""
    return set(re.findall(r"Seq Scan on (\w+)", queryset.explain()))


OURS = {
    "producers_producer",
    "producers_productline",
    "producers_flow",
    "producers_storagesite",
}


@pytest.mark.parametrize(
    "query",
    [
        {"q": "c4ca4238"},
        {"q": "miel c4ca4238"},
        {"q": "miel", "commune": "50012", "radius_km": "20"},
        {"commune": "50012", "radius_km": "20", "family": "honey", "temperature": ["ambient"]},
        {"commune": "50012", "label": "organic", "customer": "market", "storage": "dry"},
        {"commune": "50012", "wish": "pooling", "sort": "recent"},
    ],
)
def test_a_search_and_its_counts_read_no_table_whole(twenty_thousand, query):
    filters = found_by(query)
    assert scans(filters.qs[:24]) & OURS == set()
    plan = plan_of(lambda: filters.total)
    assert set(re.findall(r"Seq Scan on (\w+)", plan)) & OURS == set()


@pytest.mark.parametrize("text", ["c4ca423x", "bourrg12ac"])
def test_a_word_misspelt_is_looked_up_by_trigrams(twenty_thousand, text):
    words = [search.Word(text, text, alike=True)]
    found = search.having(Producer.objects.visible_to(AnonymousUser()), words, few=False)
    plan = found.explain()
    assert "producer_name_trigrams" in plan
    assert "productline_name_trigrams" in plan
    assert scans(found) & OURS == set()


@pytest.mark.parametrize(("sort", "index"), [("name", "producer_by_name"), ("recent", "producer_by_update")])
def test_the_first_page_of_everybody_follows_an_index(twenty_thousand, sort, index):
    page = found_by({"sort": sort}).qs[:24]
    assert index in page.explain()
    assert scans(page) & OURS == set()


def test_a_close_view_of_the_map_reads_no_table_whole(twenty_thousand):
    visible = Producer.objects.visible_to(AnonymousUser())
    plan = plan_of(lambda: features(visible, Box(-1.1, 42.9, -0.9, 43.2), 11))
    assert set(re.findall(r"Seq Scan on (\w+)", plan)) & OURS == set()


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


def test_the_searches_that_once_failed_find_what_they_name(chevrerie):
    for name, place in (
        ("Charcuterie du Cochon", "Saint-Chély-d’Apcher"),
        ("GAEC de la Cardabelle", "Saint-Chély-d’Apcher"),
        ("Chèvrerie de la Source", "Saint-Germain-de-Calberte"),
        ("Les Ruches du Vent Têtu", "Meyrueis"),
        ("Viandes du Taureau Poète", "Langogne"),
    ):
        ProducerFactory(published=True, name=name, commune=CommuneFactory(name=place))
    lines = case("recherche_producteurs.txt").decode().splitlines()
    typed = [line.partition("\t")[0] for line in lines if line and not line.startswith("#")]
    assert [found_by(text).qs.count() for text in typed] == [2, 1, 1, 1]
    assert [unicodedata.is_normalized("NFC", text) for text in typed] == [True, True, False, False]
