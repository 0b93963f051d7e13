"""Searches among many producers follow an index."""

import re

import pgtrigger
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction

from pat_logistics.territory.clusters import Box
from pat_logistics.territory.models import Commune
from producers import search
from producers.clusters import features
from producers.models import Producer
from tests.producers.test_search import found_by

pytestmark = [
    # The module's fixture comes before the transaction of the test.
    pytest.mark.usefixtures("twenty_thousand", "db"),
    pytest.mark.xdist_group("twenty thousand producers"),
]

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


@pytest.fixture(scope="module")
def twenty_thousand(django_db_setup, django_db_blocker):
    """Written once, in a transaction around all these tests, that each of them finds as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        with pgtrigger.ignore(), connection.cursor() as cursor:
            for statement in SEED:
                cursor.execute(statement)
        yield
        transaction.set_rollback(True)


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
def test_a_search_and_its_counts_read_no_table_whole(query):
    filters = found_by(query)
    assert scans(filters.qs[:24]) & OURS == set()
    plan = plan_of(lambda: filters.total)
    assert set(re.findall(r"Seq Scan on (\w+)", plan)) & OURS == set()


@pytest.mark.parametrize("text", ["c4ca423x", "bourrg12ac"])
def test_a_word_misspelt_is_looked_up_by_trigrams(text):
    words = [search.Word(text, text, alike=True)]
    found = search.having(Producer.objects.visible_to(AnonymousUser()), words, few=False)
    plan = found.explain()
    assert "producer_name_trigrams" in plan
    assert "productline_name_trigrams" in plan
    assert scans(found) & OURS == set()


@pytest.mark.parametrize(("sort", "index"), [("name", "producer_by_name"), ("recent", "producer_by_update")])
def test_the_first_page_of_everybody_follows_an_index(sort, index):
    page = found_by({"sort": sort}).qs[:24]
    assert index in page.explain()
    assert scans(page) & OURS == set()


def test_a_close_view_of_the_map_reads_no_table_whole():
    visible = Producer.objects.visible_to(AnonymousUser())
    plan = plan_of(lambda: features(visible, Box(-1.1, 42.9, -0.9, 43.2), 11))
    assert set(re.findall(r"Seq Scan on (\w+)", plan)) & OURS == set()


def test_a_radius_is_found_by_index():
    place = Commune.objects.get(insee="50012")
    found = Producer.objects.visible_to(AnonymousUser()).within(place, 20)
    assert found.exists()
    assert "producers_producer" not in scans(found)


def test_the_nearest_farms_are_found_by_their_position_index():
    found = Producer.objects.within_km(44.0, 1.0, 20)[:20]
    plan = found.explain()
    assert "producer_geo" in plan
    assert "Seq Scan" not in plan


def test_a_page_of_the_directory_is_found_by_index_in_name_order():
    page = Producer.objects.visible_to(AnonymousUser())[:24]
    assert scans(page) & {"producers_producer"} == set()
    names = [producer.sort_key for producer in page]
    assert names == sorted(names)


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ({"bbox": "-0.7,43.1,-0.6,43.9"}, "commune_position"),
        ({"near": "50012", "radius_km": "20"}, "commune_geo"),
    ],
)
def test_a_page_of_the_api_follows_the_indexes_of_places(client, query, index):
    plan = plan_of(lambda: client.get("/api/v1/producers/", query))
    assert index in plan
    assert "producer_by_commune" in plan
    assert set(re.findall(r"Seq Scan on (\w+)", plan)) & OURS == set()
