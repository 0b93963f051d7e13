"""The lines of a list that speak of one farm, put together before anybody asks whether the portal knows it.

One line may have the SIRET and another the telephone: what any of them tells belongs to the farm.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from pat_logistics.folding import fold
from producers.intake.rows import Candidate, Place, too_far
from producers.models import Producer

Mark = tuple[str, ...]
# Farms of one number, or of one name and telephone, that a line is compared with: there are few of them.
COMPARED = 40
# Words of the columns, as the reports name them.
WORDS = {column.attname: str(column.verbose_name) for column in Producer._meta.local_concrete_fields}
POSITION = ("latitude", "longitude")
# What a second line adds to the first, or says in other words without contradicting it.
_NOT_COMPARED = (*POSITION, "labels", "description")


@dataclass(slots=True, eq=False)
class Farm:
    """Lines of one farm, the first of the file first, and what they say together once they are `summed`."""

    # The number of its first line.
    number: int
    lines: list[Candidate]
    sirets: set[str]
    references: set[str]
    phones: set[str]
    marks: dict[Mark, None]
    summed: Candidate
    # The profile that the list completes, and with what.
    producer: Producer | None = None
    filled: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, line: Candidate) -> "Farm":
        return cls(
            line.number,
            [line],
            set(filter(None, [line.get("siret")])),
            set(filter(None, [line.reference])),
            set(filter(None, [line.get("phone")])),
            dict.fromkeys(_marks(line)),
            line,
        )

    @property
    def place(self) -> Place:
        place = self.lines[0].place
        if place is None:
            raise ValueError("A line that no commune is known of is refused before")
        return place

    def take(self, other: "Farm") -> None:
        """The lines of another are of this one too."""
        self.number = min(self.number, other.number)
        self.lines += other.lines
        self.sirets |= other.sirets
        self.references |= other.references
        self.phones |= other.phones
        self.marks |= other.marks

    def sort(self) -> None:
        self.lines.sort(key=lambda line: line.number)

    def sum_up(self) -> None:
        """What the first lines leave out, the next ones add; what they contradict is told on them."""
        self.sort()
        first = self.lines[0]
        summed = replace(first, values=dict(first.values), families=list(first.families))
        for line in self.lines[1:]:
            line.notes.append(f"Même ferme que la ligne {self.number}.")
            _add(summed, line, self.place)
        self.summed = summed


def farms_of(candidates: Iterable[Candidate]) -> list[Farm]:
    """The farms of a list, each of whose lines has a commune, in the order of their first lines."""
    holders: dict[Mark, dict[int, Farm]] = defaultdict(dict)
    for candidate in candidates:
        farm = Farm.of(candidate)
        for mark in farm.marks:
            holders[mark][id(farm)] = farm
        # Each line may show that farms which were apart until then are one: the smaller goes into the other.
        while same := _same(candidate, farm, holders):
            small, farm = sorted((farm, same), key=lambda each: len(each.lines) + len(each.marks))
            for mark in small.marks:
                del holders[mark][id(small)]
                holders[mark][id(farm)] = farm
            farm.take(small)
    farms = {farm.number: farm for held in holders.values() for farm in held.values()}
    found = [farms[number] for number in sorted(farms)]
    for farm in found:
        farm.sort()
    _tell_namesakes(found)
    return found


def _same(line: Candidate, farm: Farm, holders: dict[Mark, dict[int, Farm]]) -> Farm | None:
    """Another farm that has something of this one, looked for by what the last line tells first."""
    for mark in (*_marks(line), *islice(farm.marks, COMPARED)):
        held = holders[mark]
        # Where two farms bear the name, it does not say which of them a third line is.
        if mark[0] == "name" and len(held) > 2:
            continue
        for other in islice(held.values(), COMPARED):
            if other is not farm and _may_be_one(other, farm):
                return other
    return None


def _marks(line: Candidate) -> list[Mark]:
    """What two lines of one farm have in common, the surest first."""
    siret, phone = line.get("siret"), line.get("phone")
    named = (fold(line.name), line.place.pk if line.place else "")
    marks: list[Mark] = [("siret", siret)] if siret else []
    marks += [("reference", line.reference)] if line.reference else []
    marks += [("phone", phone, *named)] if phone else []
    return [*marks, ("name", *named)]


def _may_be_one(first: Farm, second: Farm) -> bool:
    """The same SIRET, then the same number; or nothing that tells them apart, nor the telephone."""
    for one, other in ((first.sirets, second.sirets), (first.references, second.references)):
        if one and other:
            return bool(one & other)
    return not (first.phones and second.phones and not first.phones & second.phones)


def _tell_namesakes(farms: Sequence[Farm]) -> None:
    before: dict[Mark, int] = {}
    for farm in farms:
        for mark in (mark for mark in farm.marks if mark[0] == "name"):
            if (number := before.setdefault(mark, farm.number)) != farm.number:
                farm.lines[0].notes.append(f"Même nom et même commune que la ligne {number}.")


def _add(summed: Candidate, line: Candidate, place: Place) -> None:
    given = dict(line.values)
    here = tuple(given.pop(axis, None) for axis in POSITION)
    if None not in here and POSITION[0] not in summed.values:
        if fault := too_far(place, here):
            line.notes.append(fault)
        else:
            given |= dict(zip(POSITION, here, strict=True))
    labels = [*summed.values.get("labels", []), *given.pop("labels", [])]
    otherwise = [
        WORDS[name]
        for name, value in given.items()
        if name not in _NOT_COMPARED
        and name in summed.values
        and fold(str(summed.values[name])) != fold(str(value))
    ]
    summed.values = given | summed.values
    if labels:
        summed.values["labels"] = list(dict.fromkeys(labels))
    summed.families += [family for family in line.families if family not in summed.families]
    if otherwise:
        line.notes.append(f"Dit autrement que plus haut : {', '.join(otherwise)}.")
