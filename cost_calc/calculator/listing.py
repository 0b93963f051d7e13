"""The list of a result: each option in one line, what several have to be warned of said once, the misfits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from cost_calc.calculator.presentation import OptionRow
from cost_calc.engine.verdicts import Code, Severity, Verdict
from cost_calc.pricing.comparison import ComparisonResult
from cost_calc.words.verdict_texts import Said, Span, Told, said, told
from cost_calc.words.verdict_words import reason, short

# Warnings whose numbers may differ from an option to the next and still make one sentence.
_SPANNED = {Code.ATP_REQUIRED, Code.LONG_DRIVE, Code.COOL_BOXES, Code.TOO_FAR_TO_COLLECT}
# What the heading of a group of misfits says whole, where no vehicle of the producer's is the cause.
_SAID_BY_HEADING = {
    Code.PLACE_NOT_SERVED, Code.DAY_NOT_SERVED, Code.TEMPERATURE_NOT_OFFERED, Code.NO_TARIFF,
}  # fmt: skip

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Shared:
    """One warning for all the options it concerns, by their numbers in the list."""

    said: Said
    short: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One option of the list: the worst said of it in a few words, and what is said of it alone."""

    row: OptionRow
    worst: Said | None
    worst_short: str
    alone: list[Said]
    shared: list[Shared]

    @property
    def more(self) -> int:
        """How much else there is to know, after the worst."""
        return len(self.row.verdicts) - 1


def entries(rows: Sequence[OptionRow], result: ComparisonResult) -> tuple[list[Entry], list[Shared]]:
    """The options in their order, and the warnings that two of them or more have in common."""
    rules, of = result.references.rules, Told(stops=result.question.stops)
    holders: dict[Any, list[tuple[OptionRow, Verdict]]] = {}
    for row in rows:
        for verdict in _ordered(row.priced.verdicts):
            holders.setdefault(_key(verdict), []).append((row, verdict))
    shared = {
        key: Shared(
            said(_merged([verdict for _, verdict in pairs]), rules, of),
            short(pairs[0][1]),
            tuple(row.number for row, _ in pairs),
        )
        for key, pairs in holders.items()
        if len({row.id for row, _ in pairs}) > 1
    }
    order = list(Severity)
    ranked = sorted(shared.values(), key=lambda one: (order.index(one.said.severity), -len(one.numbers)))
    return [_entry(row, shared, result) for row in rows], ranked


def _entry(row: OptionRow, shared: Mapping[Any, Shared], result: ComparisonResult) -> Entry:
    verdicts = _ordered(row.priced.verdicts)
    keys = dict.fromkeys(map(_key, verdicts))
    return Entry(
        row,
        row.verdicts[0] if verdicts else None,
        short(verdicts[0]) if verdicts else "",
        _said_once([one for one in verdicts if _key(one) not in shared], row, result),
        [shared[key] for key in keys if key in shared],
    )


def _ordered(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The gravest first, as `all_said` gives them."""
    order = list(Severity)
    return sorted(verdicts, key=lambda verdict: order.index(verdict.severity))


def _key(verdict: Verdict) -> Any:
    """What two verdicts must have alike to be said in one sentence."""
    spanned = verdict.code in _SPANNED
    kept = {
        name: value for name, value in verdict.params.items() if not (spanned and isinstance(value, float))
    }
    return verdict.code, verdict.severity, repr(sorted(kept.items()))


def _merged(verdicts: Sequence[Verdict]) -> Verdict:
    """One verdict whose numbers go from the least to the most of several."""
    first = verdicts[0]
    if first.code not in _SPANNED:
        return first
    params = {
        name: Span.of([verdict.params[name] for verdict in verdicts]) if isinstance(value, float) else value
        for name, value in first.params.items()
    }
    return replace(first, params=params)


@dataclass(frozen=True, slots=True)
class Misfit:
    """One option that cannot be used, with the sentences that say why."""

    row: OptionRow
    said: list[Said]


@dataclass(frozen=True, slots=True)
class Reason:
    """Options that one thing keeps from fitting: « 6 ne livrent pas à Florac »."""

    text: str
    misfits: list[Misfit]


def misfits(rows: Sequence[OptionRow], result: ComparisonResult) -> list[Reason]:
    """What does not fit, grouped by its first reason, the commonest first."""
    blocking = [[one for one in row.priced.verdicts if one.severity is Severity.BLOCKS] for row in rows]
    pairs = [
        (found[0], Misfit(row, _beyond(found, row, result)))
        for row, found in zip(rows, blocking, strict=True)
    ]
    return [Reason(text, group) for text, group in by_reason(pairs, result)]


def by_reason(
    pairs: Iterable[tuple[Verdict, Found]], result: ComparisonResult
) -> list[tuple[str, list[Found]]]:
    """What is kept from fitting, under the words of what keeps it: « 6 ne livrent pas à Florac »."""
    groups: dict[str, list[tuple[Verdict, Found]]] = {}
    for verdict, found in pairs:
        text = reason(verdict, count=1, places=_places(verdict, result))
        groups.setdefault(text, []).append((verdict, found))
    return [
        (
            f"{len(group)}\u00a0{reason(group[0][0], count=len(group), places=_places(group[0][0], result))}",
            [found for _, found in group],
        )
        for group in sorted(groups.values(), key=lambda group: -len(group))
    ]


def _beyond(blocking: Sequence[Verdict], row: OptionRow, result: ComparisonResult) -> list[Said]:
    """What the heading of the group does not say already."""
    first = blocking[0]
    if first.code in _SAID_BY_HEADING and "vehicle" not in first.params:
        blocking = blocking[1:]
    return _said_once(blocking, row, result)


def _said_once(verdicts: Iterable[Verdict], row: OptionRow, result: ComparisonResult) -> list[Said]:
    """Verdicts of one option in words; the same of several of its legs in one sentence."""
    rules, of = result.references.rules, told(row.priced.way, result.question)
    alike: dict[Any, list[Verdict]] = {}
    for verdict in verdicts:
        alike.setdefault(_key(verdict), []).append(verdict)
    return [
        said(_merged(found), rules, of if len(found) == 1 else replace(of, steps=()))
        for found in alike.values()
    ]


def _places(verdict: Verdict, result: ComparisonResult) -> dict[str, str]:
    """What to call the two ends of the delivery; of a round, the stops that a solution does not go to."""
    stops = [stop.commune.name for stop in result.question.stops]
    away = [stops[number - 1] for number in verdict.params.get("drops", ())]
    if len(stops) == 1 or not 0 < len(away) < len(stops):
        destination = stops[0] if len(stops) == 1 else "tous vos clients"
    else:
        destination = " ni à ".join(away)
    return {"origin": result.question.origin.name, "destination": destination}
