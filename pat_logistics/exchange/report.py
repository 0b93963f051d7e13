"""What becomes of the lines of a file, told to whoever sent it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar


class Status(StrEnum):
    CREATED = "créée"
    CHANGED = "changée"
    UNCHANGED = "inchangée"
    REMOVED = "retirée"
    REFUSED = "refusée"
    # Nothing is wrong with it, but with another line that it goes with.
    HELD = "retenue"


@dataclass(slots=True)
class Outcome:
    """What becomes of a line. `number` is None for what the file no longer has.

    Only `faults` refuse it: what is to `reread` is kept as it was written, `notes` say what changed or is
    worth knowing, `warnings` what may be a slip.
    """

    # What a kind of import calls its outcomes otherwise.
    WORDS: ClassVar[Mapping[Status, str]] = {}

    number: int | None
    name: str = ""
    status: Status = Status.HELD
    faults: list[str] = field(default_factory=list)
    reread: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def refuse(self, message: str, *, at: str = "") -> None:
        """`at` is the column, when the line has several."""
        self.status = Status.REFUSED
        self.faults.append(f"{at} : {message}" if at else message)

    def in_words(self, number: int = 1) -> str:
        """« créée », « créées » for several."""
        word = self.WORDS.get(self.status, self.status.value)
        return f"{word}s" if number > 1 and word.endswith("e") else word

    @property
    def changes(self) -> bool:
        """Whether something is written for it."""
        return self.status in (Status.CREATED, Status.CHANGED, Status.REMOVED)

    @property
    def address(self) -> str:
        """The page of what the line speaks of, if it is there already."""
        return ""

    @property
    def conclusion(self) -> str:
        """What to say at the end, once all the rest is told."""
        return ""


@dataclass(frozen=True, slots=True)
class Report:
    lines: Sequence[Outcome]

    def number(self, status: Status) -> int:
        return sum(line.status is status for line in self.lines)

    @property
    def created(self) -> int:
        return self.number(Status.CREATED)

    @property
    def refused(self) -> int:
        return self.number(Status.REFUSED)

    @property
    def changes_nothing(self) -> bool:
        return all(line.status is Status.UNCHANGED for line in self.lines)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """« créées », 2: the words agree with their number."""
        found: dict[Status, list[Outcome]] = defaultdict(list)
        for line in self.lines:
            found[line.status].append(line)
        return [
            (found[status][0].in_words(len(found[status])), len(found[status]))
            for status in Status
            if status in found
        ]

    def __str__(self) -> str:
        """« 2 créées, 1 refusée »."""
        return ", ".join(f"{number} {words}" for words, number in self.counts)
