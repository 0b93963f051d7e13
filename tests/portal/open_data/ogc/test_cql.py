"""Filters in CQL2: what they mean, and how they are refused."""

import pytest
from django.db.models import Q
from django.utils.timezone import localdate

from pat_logistics.portal.open_data.ogc.collections import COLLECTIONS
from pat_logistics.portal.open_data.ogc.cql import MAX_DEPTH, condition_of
from pat_logistics.portal.open_data.ogc.tokens import FilterError
from producers.models import Producer
from tests.factories.carriers import CarrierFactory, SolutionFactory
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db

PRODUCERS = COLLECTIONS["producers"]


@pytest.fixture
def farms():
    mende, montpellier = CommuneFactory(mende=True), CommuneFactory(montpellier=True)
    for name, commune in (("A", mende), ("B", mende), ("C", montpellier), ("L'eau 50%", montpellier)):
        ProducerFactory(name=name, commune=commune, published=True, open_to_pooling=name == "A")


def condition(text, collection=PRODUCERS):
    return condition_of(text, collection.queryables, collection.meets())


def names(text, collection=PRODUCERS):
    found = collection.rows().filter(condition(text, collection))
    return "".join(sorted(name[0] for name in found.values_list("name", flat=True)))


@pytest.mark.usefixtures("farms")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("name = 'A'", "A"),
        ("name <> 'A'", "BCL"),
        ("name < 'B'", "A"),
        ("name >= 'B' and name <= 'C'", "BC"),
        ("name > 'B'", "CL"),
        ("open_to_pooling = TRUE", "A"),
        ("open_to_pooling <> true", "BCL"),
        ("name LIKE 'L%'", "L"),
        ("name LIKE '_'", "ABC"),
        (r"name LIKE '%50\%'", "L"),
        ("name LIKE 'L''%'", "L"),
        ("name NOT LIKE '_'", "L"),
        ("name IN ('A', 'C')", "AC"),
        ("name NOT IN ('A', 'C')", "BL"),
        ("name BETWEEN 'A' AND 'B' OR name = 'C'", "ABC"),
        ("name NOT BETWEEN 'A' AND 'B'", "CL"),
        ("id IS NULL", ""),
        ("id IS NOT NULL AND id > 0", "ABCL"),
        ("\"name\" = 'A'", "A"),
        ("TRUE", "ABCL"),
        ("FALSE OR name = 'A'", "A"),
        ("id < 1e30 AND id <> 99999999999999999999999", "ABCL"),
        # AND binds before OR, NOT before both.
        ("name = 'A' OR name = 'B' AND departement = '34'", "A"),
        ("departement = '34' AND name = 'B' OR name = 'A'", "A"),
        ("(name = 'A' OR name = 'B') AND departement = '34'", ""),
        ("NOT name = 'A' AND departement = '48'", "B"),
        ("NOT (name = 'A' AND departement = '48')", "BCL"),
        ("NOT NOT name = 'A'", "A"),
        ("NOT name = 'A' OR name = 'A'", "ABCL"),
        ("name = 'A' AND name = 'B' OR name = 'C' AND departement = '34'", "C"),
        ("S_INTERSECTS(geometry, BBOX(3.4, 44.4, 3.6, 44.6))", "AB"),
        ("NOT s_intersects(geom, ENVELOPE(3.4, 44.4, 3.6, 44.6))", "CL"),
        ("S_INTERSECTS(geometry, POLYGON((3 44, 4 44, 3.5 45, 3 44))) AND name = 'A'", "A"),
        ("S_INTERSECTS(geometry, POINT(0 0))", ""),
    ],
)
def test_a_filter_means_what_it_says(text, found):
    assert names(text) == found


@pytest.mark.usefixtures("farms")
def test_times_are_compared_with_days_and_moments():
    today = localdate().isoformat()
    assert names("T_AFTER(updated_at, TIMESTAMP('2020-01-01T00:00:00Z'))") == "ABCL"
    assert names("T_BEFORE(updated_at, TIMESTAMP('2020-01-01T00:00:00Z'))") == ""
    assert names(f"T_AFTER(updated_at, DATE('{today}'))") == ""
    assert names(f"updated_at = DATE('{today}')") == "ABCL"
    assert names("updated_at BETWEEN DATE('2020-01-01') AND DATE('2020-01-02')") == ""
    Producer.objects.filter(name="A").update(confirmed_on="2026-05-01")
    assert names("T_BEFORE(confirmed_on, DATE('2026-05-02')) AND confirmed_on >= DATE('2026-05-01')") == "A"


def test_what_is_unknown_is_left_out_by_not_as_well():
    carrier = CarrierFactory()
    for name, kg in (("A", 10), ("B", None)):
        SolutionFactory(name=name, carrier=carrier, min_kg=kg)
    solutions = COLLECTIONS["solutions"]
    assert names("min_kg = 10", solutions) == "A"
    assert names("NOT min_kg = 20", solutions) == names("min_kg <> 20", solutions) == "A"
    assert names("min_kg IS NULL", solutions) == "B"
    assert names(f"carrier = '{carrier.name}'", solutions) == "AB"


@pytest.mark.parametrize("code", COLLECTIONS)
def test_every_column_can_be_asked_for(code):
    collection = COLLECTIONS[code]
    literals = {
        "string": "'x'",
        "integer": "1",
        "number": "1.5",
        "boolean": "true",
        "date": "DATE('2026-01-01')",
        "time": "'07:00'",
    }
    for column in collection.queryables.values():
        literal = literals.get(column.kind, "TIMESTAMP('2026-01-01T00:00:00Z')")
        if column.choices:
            literal = f"'{column.choices[0][0]}'"
        for text in (
            f"{column.code} = {literal}",
            f"{column.code} IS NULL",
            f"NOT {column.code} <= {literal}",
        ):
            assert not collection.rows().filter(condition(text, collection)).exists(), text


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("", 1),
        ("name", 5),
        ("name =", 7),
        ("name = ", 7),
        ("name = 1", 8),
        ("name = B", 8),
        ("name == 'a'", 7),
        ("id = 'a'", 6),
        ("id = TRUE", 6),
        ("is_example = 1", 14),
        ("name = 'a' name = 'b'", 12),
        ("(name = 'a'", 12),
        ("name = 'a')", 11),
        ("name LIKE 1", 11),
        ("id LIKE 'a'", 9),
        (r"name LIKE 'a\\\'", 11),
        ("name IN 'a'", 9),
        ("name IN ()", 10),
        ("name BETWEEN 'a' OR 'b'", 18),
        ("name IS 'a'", 9),
        ("name NOT = 'a'", 10),
        ("families = 'cheese'", 1),
        ("latitude > 44", 1),
        ("shown_latitude > 44", 1),
        ("commune__producers__name = 'a'", 1),
        ("pk = 1", 1),
        ("AND", 1),
        ("NOT", 4),
        ("updated_at > '2026-01-01'", 14),
        ("updated_at > DATE('demain')", 19),
        ("updated_at > DATE(2026)", 19),
        ("confirmed_on > TIMESTAMP('2026-01-01T00:00:00Z')", 16),
        ("T_AFTER(name, DATE('2026-01-01'))", 9),
        ("T_DURING(updated_at, INTERVAL('..', '..'))", 1),
        ("S_WITHIN(geometry, POINT(0 0))", 1),
        ("S_INTERSECTS(name, POINT(0 0))", 14),
        ("S_INTERSECTS(geometry, LINESTRING(0 0, 1 1))", 24),
        ("S_INTERSECTS(geometry, POLYGON((0 0, 1 1)))", 24),
        ("S_INTERSECTS(geometry, BBOX(0, 0, 1))", 24),
        ("S_INTERSECTS(geometry, POINT(a 0))", 30),
        ("name = 'a'; DROP TABLE producers_producer", 11),
        ("name = 'a' -- ", 12),
        ("name = pg_sleep(10)", 8),
    ],
)
def test_what_is_not_understood_is_told_by_its_place(text, at):
    with pytest.raises(FilterError) as caught:
        condition(text)
    assert caught.value.at == at
    assert str(caught.value).startswith(f"Caractère {at}\u00a0: ")


@pytest.mark.usefixtures("farms")
@pytest.mark.parametrize(
    "text", ["' OR 1=1 --", "'; DROP TABLE producers_producer; --", "%s%(x)s", 'x"', r"a\b"]
)
def test_a_value_is_nothing_but_a_value(text):
    written = text.replace("'", "''")
    sql, parameters = PRODUCERS.rows().filter(condition(f"name = '{written}'")).query.sql_with_params()
    assert text in parameters
    assert text not in sql
    assert names(f"name = '{written}'") == ""
    assert Producer.objects.count() == 4


def test_depth_is_bounded_and_length_is_not_depth():
    deep = "(" * MAX_DEPTH + "TRUE" + ")" * MAX_DEPTH
    assert isinstance(condition(deep), Q)
    for text in (f"({deep})", "NOT " * (MAX_DEPTH + 1) + "TRUE"):
        with pytest.raises(FilterError, match="niveaux"):
            condition(text)
    long = " OR ".join(["id = 1"] * 300)
    assert not PRODUCERS.rows().filter(condition(long)).exists()
