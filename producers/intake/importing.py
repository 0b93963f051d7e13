"""What a list does to the portal: decided record by record, then written, by the same lines both times.

A new farm gets a profile that nobody sees but the advisors, as when one of them enters it. A farm that is
there gets what its profile leaves empty, and only while nobody of the farm keeps it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from pat_logistics.copying import copy_new
from pat_logistics.exchange.importing import Progress
from pat_logistics.exchange.records import records_of
from pat_logistics.folding import fold
from pat_logistics.jobs.kinds import JobError
from pat_logistics.vocabulary import DEFAULT_TEMPERATURE
from producers.entries import advising_organisation, departements_of
from producers.intake import targets
from producers.intake.rows import Candidate, Place, Reading
from producers.intake.twins import Known, Likeness, Twins
from producers.models import (
    AdvisorEntry,
    Decision,
    Intake,
    IntakeMode,
    IntakeRow,
    Producer,
    ProductLine,
    RowState,
)
from producers.services import SLUG_LENGTH

Item = TypeVar("Item")
BATCH = 1_000
TOLD_EVERY = 500
TAKEN = "Une fiche porte déjà ce SIRET dans un autre département."
KEPT = "La ferme tient elle-même sa fiche : rien n’y est changé."
# What a list may fill of a profile. Its e-mail is not among them: it would open the farm to whoever has it.
FILLABLE = ("siret", "address", "phone", "website", "contact_name", "description", "labels")
WORDS = {column.name: str(column.verbose_name) for column in Producer._meta.local_fields}


@dataclass(slots=True)
class Farm:
    """What a list says of one farm, on one line or several, and what becomes of it."""

    candidate: Candidate
    place: Place
    row: IntakeRow
    producer: Producer | None = None
    filled: dict[str, Any] = field(default_factory=dict)


class Import:
    """One run of a list: `plan`, then `write` when it is to be kept."""

    def __init__(self, intake: Intake, progress: Progress) -> None:
        self.intake, self.progress = intake, progress
        self.departements = departements_of(intake.owner)
        self.decisions: dict[int, tuple[str, int | None]] = {
            number: (decision, producer)
            for number, decision, producer in intake.rows.exclude(decision="").values_list(
                "number", "decision", "producer"
            )
        }
        self.rows: list[IntakeRow] = []
        self.farms: list[Farm] = []

    def plan(self) -> None:
        """Decide what becomes of each record; `rows` then holds one row for each, unsaved."""
        records = records_of(bytes(self.intake.content or b""), targets.is_header)
        reading = Reading(records.headers, self.intake.columns, self.departements)
        candidates = []
        for done, (number, texts) in enumerate(records.rows):
            if done % TOLD_EVERY == 0:
                self.progress(done, 2 * len(records.rows))
            candidates.append(reading.read(number, texts))
        twins = Twins(candidates, self.departements)
        first: dict[tuple[str, ...], Farm] = {}
        for candidate in candidates:
            self._decide(candidate, twins, first)
        self._complete()

    def _decide(self, candidate: Candidate, twins: Twins, first: dict[tuple[str, ...], Farm]) -> None:
        row = IntakeRow(
            intake=self.intake,
            number=candidate.number,
            name=candidate.name,
            place=str(candidate.place or candidate.place_words)[:120],
            faults=candidate.faults,
            notes=candidate.notes,
            state=RowState.REFUSED,
        )
        self.rows.append(row)
        if candidate.faults or candidate.place is None:
            return
        marks = _marks(candidate)
        for before in (first[mark] for mark in marks if mark in first):
            if _may_be_one(before.candidate, candidate):
                _join(before, candidate)
                row.state = RowState.JOINED
                row.notes = [*row.notes, f"Même ferme que la ligne {before.row.number}."]
                return
            row.notes = [*row.notes, f"Même nom et même commune que la ligne {before.row.number}."]
        farm = Farm(candidate, candidate.place, row)
        for mark in marks:
            first.setdefault(mark, farm)
        likeness, known = twins.of(candidate) or (None, None)
        if likeness is Likeness.HIDDEN:
            row.faults = [*row.faults, TAKEN]
            return
        self.farms.append(farm)
        row.producer_id = known.pk if known else None
        row.state = self._state(row, likeness, known)
        if row.state is RowState.NEW:
            row.producer_id = None

    def _state(self, row: IntakeRow, likeness: Likeness | None, known: Known | None) -> RowState:
        decision, about = self.decisions.get(row.number, ("", None))
        if decision == Decision.LEAVE:
            row.decision = decision
            return RowState.LEFT
        if likeness is None or known is None:
            row.decision = decision if decision == Decision.ANOTHER else ""
            return RowState.NEW
        if likeness is Likeness.SAME:
            return RowState.FILLED
        # An answer holds for the farm that was shown.
        if decision == Decision.SAME_FARM and about == known.pk:
            row.decision = decision
            return RowState.FILLED
        if decision == Decision.ANOTHER:
            row.decision = decision
            return RowState.NEW
        return RowState.ASKED

    def _complete(self) -> None:
        """What would be filled of the farms that are there already."""
        known = {farm.row.producer_id for farm in self.farms if farm.row.state == RowState.FILLED}
        loaded = Producer.objects.prefetch_related("product_lines").in_bulk(known)
        for farm in self.farms:
            if farm.row.state == RowState.NEW and farm.candidate.families:
                told = ", ".join(family.label for family in farm.candidate.families)
                farm.row.notes = [*farm.row.notes, f"Produits : {told}."]
            if farm.row.state != RowState.FILLED:
                continue
            producer = loaded[farm.row.producer_id]
            if producer.organisation_id:
                farm.row.state, farm.row.notes = RowState.SAME, [*farm.row.notes, KEPT]
                continue
            farm.producer = producer
            values = farm.candidate.values
            farm.filled = {
                name: values[name] for name in FILLABLE if values.get(name) and not getattr(producer, name)
            }
            if producer.product_lines.all():
                farm.candidate.families = []
            if not farm.filled and not farm.candidate.families:
                farm.row.state = RowState.SAME
            words = [WORDS[name] for name in farm.filled]
            words += ["produits"] if farm.candidate.families else []
            if words:
                farm.row.notes = [*farm.row.notes, f"Complété : {', '.join(words)}."]

    @property
    def counts(self) -> Counter[str]:
        return Counter(row.state for row in self.rows)

    def keep_rows(self) -> None:
        """Replace what the last run said of each record."""
        self.intake.rows.all().delete()
        for part in _parts(self.rows):
            copy_new(part)

    def write(self) -> None:
        """Write the farms of the plan.

        Raises
        ------
        JobError
            The list is to be written whole, and a record of it is refused or not decided.
        """
        found = self.counts
        if self.intake.mode == IntakeMode.WHOLE and (found[RowState.REFUSED] or found[RowState.ASKED]):
            raise JobError(
                "Rien n’est écrit : la liste est à prendre entière, et des lignes sont refusées ou à décider."
            )
        total, done = len(self.rows) + len(self.farms), len(self.rows)
        new = [farm for farm in self.farms if farm.row.state == RowState.NEW]
        organisations = {
            code: advising_organisation(self.intake.owner, code)
            for code in {farm.place.departement for farm in new}
        }
        slugs = free_slugs([farm.candidate.name for farm in new])
        for part in _parts(list(zip(new, slugs, strict=True))):
            self._create([farm for farm, _ in part], [slug for _, slug in part], organisations)
            done += len(part)
            self.progress(done, total)
        filled = [farm for farm in self.farms if farm.row.state == RowState.FILLED]
        for farms in _parts(filled):
            self._fill(farms)
            done += len(farms)
            self.progress(done, total)
        self.keep_rows()

    def _create(self, farms: list[Farm], slugs: list[str], organisations: Mapping[str, Any]) -> None:
        made = []
        for farm, slug in zip(farms, slugs, strict=True):
            here = {"latitude": farm.place.latitude, "longitude": farm.place.longitude}
            made.append(Producer(slug=slug, **(here | farm.candidate.values)))
        copy_new(made)
        lines, entries = [], []
        for farm, producer in zip(farms, made, strict=True):
            farm.row.producer = producer
            lines += _lines(farm, producer)
            departement = farm.place.departement
            entries.append(
                AdvisorEntry(
                    producer=producer,
                    departement=departement,
                    entered_by=self.intake.owner,
                    organisation=organisations[departement],
                    email=producer.email,
                    reason=self.intake.reason,
                    source=self.intake.source,
                )
            )
        copy_new(lines)
        copy_new(entries)

    def _fill(self, farms: Iterable[Farm]) -> None:
        now, lines, changed = timezone.now(), [], []
        for farm in farms:
            producer = farm.producer
            if producer is None:
                continue
            for name, value in farm.filled.items():
                setattr(producer, name, value)
            producer.updated_at = now
            changed.append(producer)
            added = _lines(farm, producer)
            lines += added
            farm.row.filled = farm.filled | ({"families": [line.family for line in added]} if added else {})
        Producer.objects.bulk_update(changed, [*FILLABLE, "updated_at"], batch_size=BATCH)
        copy_new(lines)


def _marks(candidate: Candidate) -> list[tuple[str, ...]]:
    """What two lines of one farm have in common: its SIRET, or its name and its commune."""
    siret, place = candidate.get("siret"), candidate.place.pk if candidate.place else ""
    named = ("name", fold(candidate.name), place)
    return [("siret", siret), named] if siret else [named]


def _may_be_one(first: Candidate, second: Candidate) -> bool:
    """The same SIRET; or nothing that tells them apart, neither that nor the telephone."""
    if first.get("siret") and second.get("siret"):
        return first.get("siret") == second.get("siret")
    return not (first.get("phone") and second.get("phone") and first.get("phone") != second.get("phone"))


def _join(farm: Farm, candidate: Candidate) -> None:
    """A second line of a farm adds what the first leaves out: a list of products has one for each."""
    first = farm.candidate
    first.values = candidate.values | first.values
    first.families += [family for family in candidate.families if family not in first.families]


def _lines(farm: Farm, producer: Producer) -> list[ProductLine]:
    return [
        ProductLine(
            producer=producer,
            family=family,
            temperature=DEFAULT_TEMPERATURE[family],
            labels=[],
        )
        for family in farm.candidate.families
    ]


def _parts(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def free_slugs(names: Iterable[str]) -> list[str]:
    """An address for each name, that no profile has, as `free_slug` gives it to one at a time."""
    taken = set(Producer.objects.values_list("slug", flat=True).iterator(chunk_size=10_000))
    last: Counter[str] = Counter()
    found = []
    for name in names:
        base = slugify(name)[:SLUG_LENGTH].strip("-") or "producteur"
        slug = base
        while slug in taken:
            last[base] += 1
            slug = f"{base}-{last[base] + 1}"
        taken.add(slug)
        found.append(slug)
    return found


def run(intake: Intake, progress: Progress, *, apply: bool) -> Counter[str]:
    """Try a list, or write it, in the transaction that is open; what each record becomes, counted."""
    work = Import(intake, progress)
    work.plan()
    with transaction.atomic():
        if apply:
            work.write()
        else:
            work.keep_rows()
    return work.counts
