"""Which row of the farm each row of the answers speaks of, and what becomes of those none speaks of.

A row that the form was filled with carries its key. The others are found by what they say. A row of the farm
that is left is never kept or ended without a word: whoever validates says which, or which of the new rows
replaces it, so that nothing stands twice.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices

from needs_survey.applying.wanted import Wanted
from needs_survey.enums import RowKind
from needs_survey.prefill import TABLES

Existing = dict[RowKind, list[Any]]
REPLACED = "row:"


class Fate(TextChoices):
    """What becomes of a row that no answer speaks of."""

    KEPT = "kept", "toujours vrai"
    ENDED = "ended", "terminé"


def name_of(kind: RowKind, pk: int) -> str:
    """Of a row, in the decisions kept with a response."""
    return f"{kind.value}:{pk}"


@dataclass(slots=True)
class Matching:
    """`found` holds the row of the farm of each wanted one, by its place; `left` those of none."""

    found: dict[int, Any] = field(default_factory=dict)
    left: Existing = field(default_factory=dict)


def match(
    wanted: Sequence[Wanted],
    existing: Existing,
    decisions: Mapping[str, str],
    removed: set[tuple[str, int]],
) -> Matching:
    """Pair rows, each with one at most: as decided, then by key, then by what they say, most alike first.

    A row decided « toujours vrai » or « terminé » is paired with none.
    """
    matching = Matching(left={kind: list(rows) for kind, rows in existing.items()})
    for kind, rows in existing.items():
        places = [place for place, row in enumerate(wanted) if row.kind == kind]
        free = {row.pk: row for row in rows}
        for row in rows:
            decided = decisions.get(name_of(kind, row.pk), "")
            rank = decided.removeprefix(REPLACED)
            if decided.startswith(REPLACED) and rank.isdecimal() and int(rank) < len(places):
                place = places[int(rank)]
                if place not in matching.found:
                    matching.found[place] = free.pop(row.pk)
            elif decided in Fate.values:
                free.pop(row.pk)
        for place in places:
            if place not in matching.found and wanted[place].known in free:
                matching.found[place] = free.pop(wanted[place].known)
        gone = {pk for table, pk in removed if TABLES.get(table) == kind}
        for looseness, alike in enumerate(_LIKENESSES[kind]):
            asked = [(place, wanted[place]) for place in places if place not in matching.found]
            # Taken out of the form, then typed again word for word, a row is itself.
            rows_left = [row for row in free.values() if not looseness or row.pk not in gone]
            for place, row in alike(asked, rows_left):
                matching.found[place] = free.pop(row.pk)
    taken = {(wanted[place].kind, row.pk) for place, row in matching.found.items()}
    matching.left = {
        kind: [row for row in rows if (kind, row.pk) not in taken] for kind, rows in existing.items()
    }
    return matching


Pairs = list[tuple[int, Any]]
Asked = list[tuple[int, Wanted]]


def _first(asked: Asked, rows: list[Any], alike: Any) -> Pairs:
    """The first row alike of each, each row once."""
    pairs, free = [], list(rows)
    for place, wanted in asked:
        found = next((row for row in free if alike(wanted, row)), None)
        if found is not None:
            pairs.append((place, found))
            free.remove(found)
    return pairs


def _same(wanted: Wanted, row: Any) -> bool:
    return all(getattr(row, name) == wanted.values.get(name) for name in wanted.same)


def _said_alike(asked: Asked, rows: list[Any]) -> Pairs:
    return _first(asked, rows, _same)


def _same_goods(asked: Asked, rows: list[Any]) -> Pairs:
    return _first(
        asked, rows, lambda wanted, row: _same(wanted, row) and row.product_line.family == wanted.goods
    )


def _only_of(asked: Asked, rows: list[Any], here: Any, there: Any) -> Pairs:
    """Alone of their sort on both sides: what changed is the rest."""
    wanted_of = Counter(here(wanted) for _, wanted in asked)
    rows_of = Counter(map(there, rows))
    return _first(
        asked,
        rows,
        lambda wanted, row: (
            here(wanted) == there(row) and wanted_of[here(wanted)] == rows_of[there(row)] == 1
        ),
    )


def _only_of_family(asked: Asked, rows: list[Any]) -> Pairs:
    """A product named nowhere is the only one of its family."""
    nameless = [(place, wanted) for place, wanted in asked if not wanted.values.get("name")]
    return _only_of(nameless, rows, lambda wanted: wanted.values.get("family"), lambda row: row.family)


def _only_there(asked: Asked, rows: list[Any]) -> Pairs:
    """The only delivery to a commune, for another sort of customer than before."""
    return _only_of(
        asked, rows, lambda wanted: wanted.values.get("destination_id"), lambda row: row.destination_id
    )


_LIKENESSES = {
    RowKind.PRODUCT_LINE: (_said_alike, _only_of_family),
    RowKind.STORAGE_SITE: (_said_alike,),
    RowKind.VEHICLE: (_said_alike,),
    RowKind.FLOW: (_same_goods, _said_alike, _only_there),
}
