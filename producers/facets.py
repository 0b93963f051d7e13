"""How many producers each choice of each facet would give, all else being equal, in one query."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper


@dataclass(frozen=True, slots=True)
class FacetOption:
    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True, slots=True)
class Facet:
    legend: str
    name: str
    options: list[FacetOption]


# From the producers found to (facet, choice, producers); `others` is what the other facets ask. The rights of
# the reader come with `found` (`shows_…`): what a producer keeps private is counted nowhere.
# Family and temperature are asked of one line: each counts the lines that answer the other (%s twice).
LINES = "found JOIN producers_productline line ON line.producer_id = found.id"
COUNTS = {
    "family": f"SELECT 'family', line.family, count(DISTINCT found.id) FROM {LINES}"
    " WHERE {others} AND (line.temperature = ANY(%s) OR %s = '{{}}') GROUP BY line.family",
    "temperature": f"SELECT 'temperature', line.temperature, count(DISTINCT found.id) FROM {LINES}"
    " WHERE {others} AND (line.family = ANY(%s) OR %s = '{{}}') GROUP BY line.temperature",
    "label": "SELECT 'label', code, count(DISTINCT id)"
    f" FROM (SELECT found.id, unnest(line.labels) AS code FROM {LINES} WHERE {{others}}"
    " UNION ALL SELECT id, unnest(labels) FROM found WHERE {others}) AS labelled GROUP BY code",
    "customer": "SELECT 'customer', flow.customer_type, count(DISTINCT found.id)"
    " FROM found JOIN producers_flow flow ON flow.producer_id = found.id"
    " WHERE {others} AND found.shows_flows GROUP BY flow.customer_type",
    "storage": "SELECT 'storage', site.kind, count(DISTINCT found.id)"
    " FROM found JOIN producers_storagesite site ON site.producer_id = found.id"
    " WHERE {others} AND found.shows_storage AND site.offered AND site.free_m3 > 0 GROUP BY site.kind",
    "wish": "SELECT 'wish', wish, count(*) FROM found CROSS JOIN LATERAL (VALUES"
    " ('pooling', found.open_to_pooling), ('alone', found.refuses_intermediaries)) AS wishes (wish, held)"
    " WHERE {others} AND held GROUP BY wish",
}
SAME_LINE = {"family": "temperature", "temperature": "family"}
COLUMNS = ("id", "labels", "open_to_pooling", "refuses_intermediaries", "shows_flows", "shows_storage")


@dataclass(frozen=True, slots=True)
class Counted:
    """What one reading of the producers found says: how many, how many by choice, and the keys of a page."""

    total: int
    choices: dict[str, dict[str, int]]
    page: list[int]


def count_choices(producers, rules, chosen, order, part):
    """How many producers answer everything, how many each choice would give, and who is in `part`.

    `producers` are narrowed by all but the facets. `rules` holds what the choices of each facet require, and
    `chosen` those choices; family and temperature share the rule of "family". `order` names the columns that
    sort them, "-" before one for the reverse, and `part` is a slice of the sorted list.
    """
    held = {f"is_{name}": ExpressionWrapper(rule, BooleanField()) for name, rule in rules.items() if rule}
    sorting = [column.removeprefix("-") for column in order]
    found = producers.order_by().annotate(**held).values(*dict.fromkeys((*COLUMNS, *sorting)), *held)
    sql, parameters = found.query.sql_with_params()
    selects, parameters = [], list(parameters)
    for facet, select in COUNTS.items():
        own = "family" if facet in SAME_LINE else facet
        selects.append(select.format(others=" AND ".join(f"is_{name}" for name in rules if name != own)))
        if facet in SAME_LINE:
            parameters += [list(chosen.get(SAME_LINE[facet]) or [])] * 2
    answers = f"FROM found WHERE {' AND '.join(f'is_{name}' for name in rules)}"
    selects.append(f"SELECT '', '', count(*) {answers}")
    by = ", ".join(f"{column.removeprefix('-')}{' DESC' * column.startswith('-')}" for column in order)
    ranked = (
        f"SELECT id, row_number() OVER (ORDER BY {by}) AS rank {answers} ORDER BY rank LIMIT %s OFFSET %s"
    )
    selects.append(f"SELECT 'page', rank::text, id FROM ({ranked}) AS ranked")
    parameters += [part.stop - part.start, part.start]
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        # A facet that asks nothing holds of everybody.
        free = "".join(f", TRUE AS is_{name}" for name, rule in rules.items() if not rule)
        with_found = f"WITH found AS MATERIALIZED (SELECT narrowed.*{free} FROM ({sql}) AS narrowed)"
        cursor.execute(f"{with_found} {' UNION ALL '.join(selects)}", parameters)
        for facet, code, number in cursor.fetchall():
            counts[facet][code] = number
    page = sorted(counts.pop("page", {}).items(), key=lambda row: int(row[0]))
    return Counted(counts.pop("")[""], dict(counts), [pk for _, pk in page])
