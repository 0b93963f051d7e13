"""What a list does to the portal: decided record by record, then written, by the same lines both times.

A new farm gets a profile that nobody sees but the advisors, as when one of them enters it. A farm that is
there gets what its profile leaves empty, and only while nobody of the farm keeps it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from pat_logistics.copying import copy_new
from pat_logistics.exchange.importing import Progress
from pat_logistics.exchange.records import records_of
from pat_logistics.jobs.kinds import JobError
from pat_logistics.vocabulary import DEFAULT_TEMPERATURE
from producers.entries import advising_organisation, departements_of
from producers.enums import PublicationGroup
from producers.intake import targets
from producers.intake.farms import WORDS, Farm, farms_of
from producers.intake.rows import Candidate, Reading
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
from producers.services import SLUG_LENGTH, publication_column

Item = TypeVar("Item")
BATCH = 1_000
TOLD_EVERY = 500
TAKEN = "Une fiche d’un autre département, ou un exemple, porte déjà ce SIRET."
KEPT = "La ferme tient elle-même sa fiche : rien n’y est changé."
PUBLISHED = "La ferme a accepté de publier sa fiche telle qu’elle est : rien n’y est changé."
# What a list may fill of a profile. Its e-mail is not among them: it would open the farm to whoever has it.
FILLABLE = ("siret", "address", "phone", "website", "contact_name", "description", "labels")


class Import:
    """One run of a list: `plan`, then `write` when it is to be kept."""

    def __init__(self, intake: Intake, progress: Progress, *, apply: bool = False) -> None:
        self.intake, self.progress, self.apply = intake, progress, apply
        self.departements = departements_of(intake.owner)
        self.decisions: dict[int, tuple[str, int | None]] = {
            number: (decision, producer)
            for number, decision, producer in intake.rows.exclude(decision="").values_list(
                "number", "decision", "producer"
            )
        }
        # By number of the record.
        self.rows: dict[int, IntakeRow] = {}
        self.farms: list[Farm] = []

    def plan(self) -> None:
        """Decide what becomes of each record; `rows` then holds one row for each, unsaved.

        Its lines are put together first: which farm of the portal it is, is asked once, with all they tell.
        """
        candidates = self._read()
        found = farms_of(candidate for candidate in candidates if not candidate.faults)
        twins = Twins(candidates, self.departements)
        known: dict[int, Farm] = {}
        for farm in found:
            row = self.rows[farm.number]
            likeness, twin = twins.of(*farm.lines) or (None, None)
            for line in farm.lines[1:]:
                self.rows[line.number].state = RowState.JOINED
            if likeness is Likeness.HIDDEN:
                row.faults = [*row.faults, TAKEN]
                continue
            row.producer_id = twin.pk if twin else None
            row.state = self._state(row, likeness, twin)
            if (
                twin
                and row.state is RowState.FILLED
                and (before := known.setdefault(twin.pk, farm)) is not farm
            ):
                # A farm of the portal is completed once, whatever the lines that lead to it.
                row.state = RowState.JOINED
                before.take(farm)
                continue
            if row.state is RowState.NEW:
                row.producer_id = None
            self.farms.append(farm)
        for farm in found:
            farm.sum_up()
        self._complete()

    def _read(self) -> list[Candidate]:
        records = records_of(bytes(self.intake.content or b""), targets.is_header)
        reading = Reading(records.headers, self.intake.columns, self.departements)
        candidates = []
        for done, (number, texts) in enumerate(records.rows):
            if done % TOLD_EVERY == 0:
                self.progress(done, 2 * len(records.rows))
            candidate = reading.read(number, texts)
            candidates.append(candidate)
            self.rows[number] = IntakeRow(
                intake=self.intake,
                number=number,
                name=candidate.name,
                place=str(candidate.place or candidate.place_words)[:120],
                faults=candidate.faults,
                # The same list: what is told of a line later is told of its row.
                notes=candidate.notes,
                state=RowState.REFUSED,
            )
        return candidates

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
        keys = {
            row.producer_id for farm in self.farms if (row := self.rows[farm.number]).state == RowState.FILLED
        }
        found = Producer.objects.prefetch_related("product_lines").order_by("pk")
        # What a farm says meanwhile is not written over.
        loaded = (found.select_for_update() if self.apply else found).in_bulk(keys)
        for farm in self.farms:
            row = self.rows[farm.number]
            if row.state == RowState.NEW and farm.summed.families:
                told = ", ".join(family.label for family in farm.summed.families)
                row.notes.append(f"Produits : {told}.")
            if row.state == RowState.FILLED:
                self._complete_one(farm, row, loaded[row.producer_id])

    def _complete_one(self, farm: Farm, row: IntakeRow, producer: Producer) -> None:
        values, summed = farm.summed.values, farm.summed
        farm.filled = {
            name: values[name] for name in FILLABLE if values.get(name) and not getattr(producer, name)
        }
        if told := {line.family for line in producer.product_lines.all()}:
            # What it sells is its own to say; what the list says more is worth asking.
            if more := [family.label for family in summed.families if family not in told]:
                row.notes.append(f"Produits que la fiche n’a pas : {', '.join(more)}.")
            summed.families = []
        words = [WORDS[name] for name in farm.filled] + (["produits"] if summed.families else [])
        own = KEPT if producer.organisation_id else PUBLISHED if _is_public(producer) else ""
        if own:
            # Its own words, or an agreement given to what was there: neither covers what a list adds.
            row.notes.append(own)
            farm.filled, summed.families = {}, []
        else:
            farm.producer = producer
        if words:
            row.notes.append(f"{'À lui proposer' if own else 'Complété'} : {', '.join(words)}.")
        if own or not words:
            row.state = RowState.SAME

    @property
    def counts(self) -> Counter[str]:
        return Counter(row.state for row in self.rows.values())

    def keep_rows(self) -> None:
        """Replace what the last run said of each record."""
        self.intake.rows.all().delete()
        for part in _parts(list(self.rows.values())):
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
        new = self._farms(RowState.NEW)
        organisations = {
            code: advising_organisation(self.intake.owner, code)
            for code in {farm.place.departement for farm in new}
        }
        slugs = free_slugs([farm.summed.name for farm in new])
        for part in _parts(list(zip(new, slugs, strict=True))):
            self._create([farm for farm, _ in part], [slug for _, slug in part], organisations)
            done += len(part)
            self.progress(done, total)
        for farms in _parts(self._farms(RowState.FILLED)):
            self._fill(farms)
            done += len(farms)
            self.progress(done, total)
        self.keep_rows()

    def _farms(self, state: RowState) -> list[Farm]:
        return [farm for farm in self.farms if self.rows[farm.number].state == state]

    def _create(self, farms: list[Farm], slugs: list[str], organisations: Mapping[str, Any]) -> None:
        made = []
        for farm, slug in zip(farms, slugs, strict=True):
            here = {"latitude": farm.place.latitude, "longitude": farm.place.longitude}
            made.append(Producer(slug=slug, **(here | farm.summed.values)))
        copy_new(made)
        lines, entries = [], []
        for farm, producer in zip(farms, made, strict=True):
            self.rows[farm.number].producer = producer
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
            families = {"families": [line.family for line in added]} if added else {}
            self.rows[farm.number].filled = farm.filled | families
        Producer.objects.bulk_update(changed, [*FILLABLE, "updated_at"], batch_size=BATCH)
        copy_new(lines)


def _is_public(producer: Producer) -> bool:
    return any(getattr(producer, publication_column(group)) for group in PublicationGroup)


def _lines(farm: Farm, producer: Producer) -> list[ProductLine]:
    return [
        ProductLine(
            producer=producer,
            family=family,
            temperature=DEFAULT_TEMPERATURE[family],
            labels=[],
        )
        for family in farm.summed.families
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
    work = Import(intake, progress, apply=apply)
    with transaction.atomic():
        work.plan()
        if apply:
            work.write()
        else:
            work.keep_rows()
    return work.counts
