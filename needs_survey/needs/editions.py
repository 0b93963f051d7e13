"""The figures that leave the house come in editions: two of them differ by several farms, never by one.

Figures that followed each validation would say by subtraction what the farm of that day delivers. So a file,
a report and the public page of a département are taken from its edition in force, whatever was validated or
withdrawn since. Another one is made when figures have changed for `MIN_FARMS` farms at least, and

- a calendar month has passed; or
- many farms changed: `MANY_FARMS`, and `MANY_SHARE` of those that count.

A withdrawn farm leaves with the next edition: sums that are already out say nothing of it, and the same
sums without it would. What editions do not stop: a single one of the farms that changed may be behind the
change of a small figure.
"""

import contextlib
import datetime
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, cast

from celery import shared_task
from django.core.cache import cache as cached
from django.utils import timezone
from kombu.exceptions import OperationalError

from needs_survey.models import Edition
from needs_survey.needs.masking import MIN_FARMS, Key
from needs_survey.needs.releases import TABLES, Release, release_of
from needs_survey.needs.rows import Rows, Sum
from needs_survey.needs.sources import Sources, counts_of, farms_anywhere

# Changes with what the rule lets out and with how it is written down: an edition of before is made again.
VERSION = 1
MANY_FARMS, MANY_SHARE = 10, 0.25
# From so many farms on, the figures of now are kept for a while.
MANY_TO_DECIDE, ASKED_S = 500, 600


@dataclass(frozen=True, slots=True)
class Kept:
    """The edition in force: the day it was made, of how many farms, and the figures of a kind of rows."""

    made_on: datetime.date
    farms: int
    examples: int
    release: Callable[[str], Release]


def edition_of(sources: Sources) -> Kept:
    """The edition in force of one département. One query, two when another process made it.

    To read writes nothing: until a worker makes the first one, the figures are those of now.
    """
    [departement] = sources.departements
    return _in_force([departement]).get(departement) or _of_now(sources, _counted(sources))


def editions_of(departements: Sequence[str]) -> dict[str, Kept]:
    """The same of several: their farms are counted together where there is no edition yet."""
    found = _in_force(departements)
    without = [code for code in departements if code not in found]
    counted = counts_of(without) if without else {}
    return found | {code: _of_now(Sources((code,)), counted.get(code, (0, 0))) for code in without}


def _in_force(departements: Sequence[str]) -> dict[str, Kept]:
    made = (
        Edition.objects.filter(departement__in=departements).order_by().values_list("departement", "made_at")
    )
    read = {departement: _read(departement, made_at) for departement, made_at in made}
    return {departement: kept for departement, kept in read.items() if kept}


def _of_now(sources: Sources, counted: tuple[int, int]) -> Kept:
    [departement] = sources.departements
    made = _decided(sources, counted)
    if made.farms < MANY_TO_DECIDE:
        return made
    return replace(made, release=lambda kind: _kept_a_while(departement, kind, made))


def _counted(sources: Sources) -> tuple[int, int]:
    return len(sources.farms.places), sources.farms.examples


def _decided(sources: Sources, counted: tuple[int, int]) -> Kept:
    """The figures of now. Each kind takes seconds where farms are many."""
    return Kept(
        timezone.localdate(),
        *counted,
        cache(lambda kind: release_of(sources.of_kind(kind), TABLES[kind])),
    )


def _kept_a_while(departement: str, kind: str, made: Kept) -> Release:
    """To decide takes seconds where farms are many: once for some minutes, while a worker does."""
    if cached.add(f"needs-edition-asked-{departement}", 1, ASKED_S):
        with contextlib.suppress(OperationalError, OSError):
            renew.delay(departement)
    release: Any = cached.get_or_set(
        f"needs-live-{VERSION}-{departement}-{kind}", lambda: made.release(kind), ASKED_S
    )
    return cast(Release, release)


def make_edition(departement: str) -> None:
    """Put another one in force; none that tells nothing, as the first figures need not wait."""
    sources = Sources((departement,))
    made = _decided(sources, _counted(sources))
    releases = {kind: made.release(kind) for kind in TABLES}
    if any(release.told for release in releases.values()):
        Edition.objects.update_or_create(
            departement=departement,
            defaults={
                "made_on": made.made_on,
                "farms": made.farms,
                "examples": made.examples,
                "figures": {
                    "version": VERSION,
                    "kinds": {kind: _written(release) for kind, release in releases.items()},
                },
                "marks": marks_of(sources),
            },
        )


@shared_task
def renew_editions() -> None:
    """Make the first ones, and those that are due. Once an hour."""
    where = farms_anywhere().values_list("commune__departement", flat=True).distinct()
    for departement in sorted({*where, *Edition.objects.values_list("departement", flat=True)}):
        renew(departement)


@shared_task
def renew(departement: str) -> None:
    """Make the edition of one département, if there is none or it is due."""
    former = Edition.objects.filter(departement=departement).first()
    if former is None or former.figures.get("version") != VERSION:
        make_edition(departement)
        return
    marks = marks_of(Sources((departement,)))
    changed = sum(marks.get(farm) != former.marks.get(farm) for farm in {*marks, *former.marks})
    if is_due(former.made_on, timezone.localdate(), changed=changed, counted=len(marks)):
        make_edition(departement)


def is_due(made_on: datetime.date, today: datetime.date, *, changed: int, counted: int) -> bool:
    """`changed`: the farms that came, left, or have other figures since."""
    another_month = (today.year, today.month) != (made_on.year, made_on.month)
    many = changed >= max(MANY_FARMS, MANY_SHARE * counted)
    return changed >= MIN_FARMS and (another_month or many)


def marks_of(sources: Sources) -> dict[str, str]:
    """A digest of all that each farm brings to the figures."""
    brought: dict[Any, list[str]] = defaultdict(list)
    for kind in TABLES:
        rows = sources.of_kind(kind)
        for farm, words in zip(rows.farm.numbers.tolist(), _in_words(rows), strict=True):
            brought[rows.farm.values[farm]].append(f"{kind} {words}")
    return {
        str(farm): hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16]
        for farm, lines in brought.items()
    }


def _in_words(rows: Rows) -> Iterable[str]:
    columns = [[codes.values[number] for number in codes.numbers.tolist()] for codes in rows.columns.values()]
    held = [
        [[value for value, is_held in zip(column.values, row, strict=True) if is_held] for row in column.held]
        for column in rows.several.values()
    ]
    return map(repr, zip(rows.weight.tolist(), *columns, *held, strict=True))


@lru_cache(maxsize=16)
def _read(departement: str, made_at: datetime.datetime) -> Kept | None:
    """None for one of another version, or already replaced."""
    found = Edition.objects.filter(departement=departement, made_at=made_at).first()
    if found is None or found.figures.get("version") != VERSION:
        return None
    releases = {kind: _unwritten(words, kind) for kind, words in found.figures["kinds"].items()}
    return Kept(found.made_on, found.farms, found.examples, releases.__getitem__)


def _written(release: Release) -> dict[str, Any]:
    return {
        "told": [[_key_written(key), each.value, each.farms] for key, each in release.told.items()],
        "hidden": [_key_written(key) for key in release.hidden],
    }


def _unwritten(words: Mapping[str, Any], kind: str) -> Release:
    return Release(
        {_key_read(key): Sum(value, farms) for key, value, farms in words["told"]},
        frozenset(map(_key_read, words["hidden"])),
        frozenset(map(frozenset, TABLES[kind])),
    )


def _key_written(key: Key) -> list[Any]:
    return sorted(key, key=lambda condition: condition[0])


def _key_read(words: list[Any]) -> Key:
    """What stands for two places at once is a tuple, which JSON writes as a list."""
    return frozenset((name, tuple(value) if isinstance(value, list) else value) for name, value in words)
