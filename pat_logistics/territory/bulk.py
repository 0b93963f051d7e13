"""Writing the whole register of communes in one go: 35 000 rows, a few seconds."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from pat_logistics.copying import copy_rows
from pat_logistics.territory.reference import CommuneRow

_COLUMNS = (
    "insee", "name", "departement", "postal_codes", "population", "epci", "epci_name", "position_source",
    "latitude", "longitude", "former",
)  # fmt: skip
_INCOMING = """
CREATE TEMP TABLE incoming ON COMMIT DROP AS
SELECT insee, name, departement, postal_codes, population, epci, epci_name, position_source, latitude,
       longitude, former
FROM territory_commune WITH NO DATA
"""
_WRITE = """
INSERT INTO territory_commune AS old
    (insee, name, departement, postal_codes, population, epci, epci_name, position_source, latitude,
     longitude, former)
SELECT * FROM incoming
ON CONFLICT (insee) DO UPDATE SET
    (name, departement, postal_codes, population, epci, epci_name, position_source, latitude, longitude,
     former) =
    (excluded.name, excluded.departement, excluded.postal_codes, excluded.population, excluded.epci,
     excluded.epci_name, excluded.position_source, excluded.latitude, excluded.longitude, excluded.former)
WHERE (old.name, old.departement, old.postal_codes, old.population, old.epci, old.epci_name,
       old.position_source, old.latitude, old.longitude, old.former) IS DISTINCT FROM
      (excluded.name, excluded.departement, excluded.postal_codes, excluded.population, excluded.epci,
       excluded.epci_name, excluded.position_source, excluded.latitude, excluded.longitude, excluded.former)
RETURNING insee, xmax = 0
"""
_GONE = "SELECT insee FROM territory_commune EXCEPT SELECT insee FROM incoming"
# New entries of a GIN index wait in a list that every search reads whole, until somebody files them.
_FILE_ENTRIES = """
SELECT gin_clean_pending_list(indexrelid) FROM pg_index
JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_am ON pg_am.oid = relam
WHERE amname = 'gin' AND indrelid = 'territory_commune'::regclass
"""


@dataclass(frozen=True, slots=True)
class Written:
    """INSEE codes of the communes that are new, that changed, and that the rows do not hold."""

    created: frozenset[str]
    updated: frozenset[str]
    gone: frozenset[str]


def write_communes(rows: Iterable[CommuneRow]) -> Written:
    """Bring the communes of the database up to `rows`, in the transaction that is open.

    Rows that say what the database holds are not written; those that it alone holds stay.
    """
    with connection.cursor() as cursor:
        cursor.execute(_INCOMING)
        copy_rows("incoming", _COLUMNS, map(_cells, rows))
        cursor.execute(_WRITE)
        written = dict(cursor.fetchall())
        cursor.execute(_GONE)
        gone = frozenset(insee for (insee,) in cursor.fetchall())
        cursor.execute("DROP TABLE incoming")
        if written:
            cursor.execute(_FILE_ENTRIES)
            cursor.execute("ANALYZE territory_commune")
    created = frozenset(insee for insee, is_new in written.items() if is_new)
    return Written(created, frozenset(written) - created, gone)


def _cells(row: CommuneRow) -> Iterator[Any]:
    for name in _COLUMNS:
        value = getattr(row, name)
        yield json.dumps(value, ensure_ascii=False) if name == "former" else value
