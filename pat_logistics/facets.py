"""Facets of a list: what their choices require, how many rows each would give, and what they are called."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from drf_spectacular.utils import extend_schema_field

Wanted = Mapping[str, Any]
Rule = Callable[[Wanted], Q]
# Of a facet whose choices are rows, those that come up most are shown.
SHOWN_NAMES = 12


@dataclass(frozen=True, slots=True)
class FacetOption:
    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True, slots=True)
class ShownFacet:
    """A facet as a page draws it."""

    legend: str
    name: str
    options: list[FacetOption]


class SlugsField(forms.MultipleChoiceField):
    """Any number of slugs; one that names nothing finds nothing."""

    def valid_value(self, value: str) -> bool:
        return bool(re.fullmatch(r"[-\w]{1,80}", value))


class SlugsFilter(django_filters.MultipleChoiceFilter):
    field_class = SlugsField


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of choices of which any will do. Its choices are a closed list, or rows that have slugs.

    `rule` is what the answers of the form require of a row: an empty Q when no choice is ticked. `count`
    selects (name, choice, number of rows) from `found`, the rows that answer all but the facets, where
    `{others}` is what the other facets ask; `columns` are those it reads of them. The rights of the reader
    come with the rows: what one keeps private is counted nowhere.

    Two facets asked of one and the same thing share their rule; each gives the name of the other, and its
    `count` takes the choices of the other twice (%s).
    """

    name: str
    label: str
    rule: Rule
    count: str
    columns: tuple[str, ...] = ()
    choices: Sequence[tuple[str, Any]] = ()
    names: Callable[[Collection[str]], dict[str, str]] | None = None
    help_text: str = ""
    shares_with: str = ""

    def as_filter(self) -> django_filters.MultipleChoiceFilter:
        if self.names is None:
            return django_filters.MultipleChoiceFilter(label=self.label, choices=self.choices)
        found = SlugsFilter(field_name=self.name, label=self.label, help_text=self.help_text)
        return extend_schema_field({"type": "string", "description": self.help_text})(found)

    def shown(self, counts: Mapping[str, int], ticked: Collection[str]) -> ShownFacet:
        """Its choices that give something, and those that are ticked."""
        return shown(self.label, self.name, self._named(counts, ticked), counts, ticked)

    def _named(self, counts: Mapping[str, int], ticked: Collection[str]) -> Iterable[tuple[str, Any]]:
        if self.names is None:
            return self.choices
        codes = {*sorted(counts, key=lambda code: (-counts[code], code))[:SHOWN_NAMES], *ticked}
        return self.names(codes).items() if codes else ()


def shown(
    legend: str,
    name: str,
    choices: Iterable[tuple[str, Any]],
    counts: Mapping[str, int],
    ticked: Collection[str],
) -> ShownFacet:
    """A choice that gives nothing is left out, unless it is ticked."""
    options = [
        FacetOption(value, label, counts.get(value, 0), value in ticked)
        for value, label in choices
        if counts.get(value) or value in ticked
    ]
    return ShownFacet(legend, name, options)


def required(facets: Iterable[Facet], wanted: Wanted) -> list[Q]:
    """What the choices of all the facets require together."""
    return [rule(wanted) for rule in dict.fromkeys(facet.rule for facet in facets)]


@dataclass(frozen=True, slots=True)
class Counted:
    """What one reading of the rows found says: how many, how many by choice, and the keys of a page."""

    total: int
    choices: dict[str, dict[str, int]]
    page: list[int]


def count_choices(
    rows: QuerySet[Any], facets: Sequence[Facet], wanted: Wanted, order: Sequence[str], part: slice
) -> Counted:
    """How many rows answer everything, how many each choice would give, and who is in `part`: one query.

    `rows` are narrowed by all but the facets. `order` names the columns that sort them, "-" before one for
    the reverse, and `part` is a slice of the sorted list.
    """
    owners: dict[Rule, str] = {}
    for facet in facets:
        owners.setdefault(facet.rule, facet.name)
    rules = {name: rule(wanted) for rule, name in owners.items()}
    held = {f"is_{name}": ExpressionWrapper(rule, BooleanField()) for name, rule in rules.items() if rule}
    sorting = [column.removeprefix("-") for column in order]
    columns = dict.fromkeys(("id", *(column for facet in facets for column in facet.columns), *sorting))
    sql, given = rows.order_by().annotate(**held).values(*columns, *held).query.sql_with_params()
    selects, parameters = [], list(given)
    for facet in facets:
        others = " AND ".join(f"is_{name}" for name in rules if name != owners[facet.rule])
        selects.append(facet.count.format(others=others))
        if facet.shares_with:
            parameters += [list(wanted.get(facet.shares_with) or [])] * 2
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
        for name, code, number in cursor.fetchall():
            counts[name][code] = number
    page = sorted(counts.pop("page", {}).items(), key=lambda row: int(row[0]))
    return Counted(counts.pop("")[""], dict(counts), [pk for _, pk in page])
