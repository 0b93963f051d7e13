"""The searches use their indexes on a table the size of France."""

import pytest
from django.db import connection

from pat_logistics.territory.models import Commune
from pat_logistics.territory.words import PlaceName

pytestmark = pytest.mark.django_db

FRANCE = """
INSERT INTO territory_commune
    (insee, name, departement, postal_codes, population, epci, epci_name, terrain, position_source,
     latitude, longitude)
SELECT lpad((1000 + n)::text, 5, '0'),
       initcap(translate(md5(n::text), '0123456789', 'ghijklmnop')),
       lpad((n % 95 + 1)::text, 2, '0'), ARRAY[lpad((n * 7 % 96000 + 1000)::text, 5, '0')],
       n % 5000, '', '', 'lowland', 'town_hall', 42 + (n * 37 % 900) / 100.0, -4 + (n * 91 % 1200) / 100.0
FROM generate_series(1, 35000) AS n
ON CONFLICT DO NOTHING
"""


@pytest.fixture
def france(real_communes):
    """35 000 invented communes beside the real ones, with fresh statistics."""
    with connection.cursor() as cursor:
        cursor.execute(FRANCE)
        # What autovacuum does in a live database: new entries of a GIN index wait in a list, read whole.
        cursor.execute("SELECT gin_clean_pending_list('commune_search_trigrams')")
        cursor.execute("SELECT gin_clean_pending_list('commune_postal_trigrams')")
        cursor.execute("ANALYZE territory_commune")


def test_every_search_uses_its_index(france):
    searches = {
        "commune_search_trigrams": [
            Commune.objects.named(PlaceName.parse("montpel")),
            Commune.objects.named(PlaceName.parse("st chely")),
            Commune.objects.resembling(PlaceName.parse("marvejous")),
        ],
        "commune_postal_trigrams": [Commune.objects.named(PlaceName.parse("48000"))],
        "commune_geo": [Commune.objects.within_km(44.518, 3.501, 30)],
    }
    plans = [(index, search[:8].explain()) for index, found in searches.items() for search in found]
    assert [plan for index, plan in plans if index not in plan or "Seq Scan" in plan] == []
