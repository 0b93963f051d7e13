"""What a response would write on a farm, column by column, before anything is written."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst

from needs_survey.applying.columns import PLACES, changes_of, errors_of, loaded, values_of
from needs_survey.applying.matching import Existing, Fate, Matching, match, name_of
from needs_survey.applying.wanted import Wanted, added_line, wanted_rows
from needs_survey.entry import removed_rows
from needs_survey.enums import RowKind
from needs_survey.fields import NO, YES
from needs_survey.models import SurveyResponse
from needs_survey.perms import surveyed_departements
from needs_survey.prefill import TABLES, known_answers
from needs_survey.questionnaire import Question
from pat_logistics.accounts.models import User
from pat_logistics.history import FieldChange
from pat_logistics.territory.models import Commune
from producers import consent
from producers.duplicates import same_siret
from producers.enums import PublicationGroup, VehicleKind
from producers.models import Flow, Producer, ProductLine, StorageSite, Vehicle

MODELS: dict[RowKind, type[Model]] = {
    RowKind.PRODUCER: Producer,
    RowKind.PRODUCT_LINE: ProductLine,
    RowKind.STORAGE_SITE: StorageSite,
    RowKind.VEHICLE: Vehicle,
    RowKind.FLOW: Flow,
}
SEASON_UNKNOWN = "Saison non précisée : la fiche le dira, sans écrire « toute l’année »."
# The question where a row is corrected.
QUESTION_OF = {
    RowKind.PRODUCER: "name",
    RowKind.PRODUCT_LINE: "products",
    RowKind.STORAGE_SITE: "storage",
    RowKind.VEHICLE: "vehicles",
    RowKind.FLOW: "deliveries",
}


@dataclass(slots=True)
class PlannedRow:
    """A row with the new values set, not saved; `before` holds what the columns that change held."""

    kind: RowKind
    row: Any
    before: dict[str, Any]
    changes: tuple[FieldChange, ...]
    notes: tuple[str, ...]
    errors: tuple[str, ...]
    line: "PlannedRow | None" = None
    # Among the rows of its kind in the answers; None for what they only imply.
    rank: int | None = None

    @property
    def is_new(self) -> bool:
        return self.row.pk is None

    @property
    def label(self) -> str:
        return label_of(self.kind, self.row)

    @property
    def writes(self) -> bool:
        return self.is_new or bool(self.changes)


@dataclass(slots=True)
class LeftRow:
    """A row of the farm that no answer speaks of; `fate` is empty until whoever validates says."""

    kind: RowKind
    row: Any
    fate: str
    is_asked: bool = True

    @property
    def name(self) -> str:
        return name_of(self.kind, self.row.pk)

    @property
    def label(self) -> str:
        return label_of(self.kind, self.row)


@dataclass(slots=True)
class Plan:
    """Every row, what stands in the way, and what is to know. `publish` is None when nothing changes."""

    producer: Producer
    rows: list[PlannedRow] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left: list[LeftRow] = field(default_factory=list)
    publish: bool | None = None

    @property
    def written(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.writes]

    @property
    def unchanged(self) -> list[PlannedRow]:
        return [row for row in self.rows if not row.writes]

    @property
    def ended(self) -> list[LeftRow]:
        """Those to take off the farm, deliveries before the products they carry."""
        gone = [row for row in self.left if row.fate == Fate.ENDED]
        return sorted(gone, key=lambda row: row.kind != RowKind.FLOW)

    @property
    def kept(self) -> list[LeftRow]:
        return [row for row in self.left if row.fate == Fate.KEPT]

    @property
    def undecided(self) -> list[LeftRow]:
        return [row for row in self.left if not row.fate]

    @property
    def is_new_farm(self) -> bool:
        return self.producer.pk is None

    @property
    def possible(self) -> bool:
        return not self.problems and not self.undecided and not any(row.errors for row in self.rows)


def plan_of(response: SurveyResponse, user: User) -> Plan:
    """The plan of a response, on its farm or on a new one. Reads only; two dozen queries."""
    producer = response.producer or Producer()
    plan = Plan(producer)
    existing = _existing(producer)
    wanted = wanted_rows(response.answers)
    matching = match(wanted, existing, response.decisions, removed_rows(response.typed))
    said = _said(producer)
    lines: dict[str, PlannedRow] = {}
    communes = Commune.objects.in_bulk(
        {
            row.values[name]
            for row in wanted
            for name in ("commune_id", "destination_id")
            if name in row.values
        }
    )
    ranks: Counter[RowKind] = Counter()
    for place, row in enumerate(wanted):
        rank, ranks[row.kind] = ranks[row.kind], ranks[row.kind] + 1
        taken = producer if row.kind == RowKind.PRODUCER else matching.found.get(place)
        if taken is None:
            taken = MODELS[row.kind](producer=producer if producer.pk else None)
        line = None
        if row.kind == RowKind.FLOW and row.goods and not _carries(taken, row.goods):
            if row.goods not in lines:
                lines[row.goods] = _line_of(row.goods, matching.left, communes)
                plan.rows.append(lines[row.goods])
            line = lines[row.goods]
        if taken.pk is None and not set(row.needs) <= set(row.values):
            plan.notes.append(f"{capfirst(row.kind.label)} sans volume : à compléter sur la ferme.")
            continue
        planned = _planned(row, taken, communes, line=line, said=said.get((row.kind, taken.pk)))
        planned.rank = rank
        if row.kind == RowKind.PRODUCT_LINE and "family" in row.values:
            lines.setdefault(row.values["family"], planned)
        if row.kind == RowKind.PRODUCT_LINE and not planned.row.season:
            planned.notes += (SEASON_UNKNOWN,)
        plan.rows.append(planned)
    _leave(plan, response, matching)
    plan.problems += _problems(plan, user)
    plan.publish = _publication(response, plan)
    return plan


def _existing(producer: Producer) -> Existing:
    """Rows of the farm that answers may speak of."""
    if producer.pk is None:
        return {kind: [] for kind in MODELS if kind != RowKind.PRODUCER}
    return {
        RowKind.PRODUCT_LINE: list(producer.product_lines.order_by("pk")),
        RowKind.STORAGE_SITE: list(producer.storage_sites.order_by("pk")),
        RowKind.VEHICLE: list(producer.vehicles.order_by("pk")),
        RowKind.FLOW: list(producer.flows.select_related("destination", "product_line").order_by("pk")),
    }


def _said(producer: Producer) -> dict[tuple[RowKind, int | None], Wanted]:
    """What each row of the farm says already, at the grain of the questions."""
    if producer.pk is None:
        return {}
    found = wanted_rows(known_answers(producer))
    return {(row.kind, row.known or producer.pk): row for row in found if row.known or row is found[0]}


def _carries(row: Any, goods: str) -> bool:
    """A delivery of the farm that carries goods of this family already."""
    return row.pk is not None and row.product_line.family == goods


def _line_of(family: str, left: Existing, communes: Mapping[str, Commune]) -> PlannedRow:
    """The line a delivery takes its goods from: one that the farm has, or one to add."""
    known = [row for row in left[RowKind.PRODUCT_LINE] if row.family == family]
    if known:
        left[RowKind.PRODUCT_LINE].remove(known[0])
        return PlannedRow(RowKind.PRODUCT_LINE, known[0], {}, (), (), ())
    return _planned(added_line(family), ProductLine(), communes)


def _leave(plan: Plan, response: SurveyResponse, matching: Matching) -> None:
    """What becomes of the rows that no answer speaks of: as decided, ended when they were taken out of the
    form, kept when the form does not ask for them; else whoever validates has to say."""
    removed = removed_rows(response.typed)
    table_of = {kind: table for table, kind in TABLES.items()}
    carrying = {row.row.product_line_id for row in plan.rows if row.kind == RowKind.FLOW}
    for kind, rows in matching.left.items():
        for row in rows:
            decided = response.decisions.get(name_of(kind, row.pk), "")
            if kind == RowKind.PRODUCT_LINE and row.pk in carrying and decided != Fate.ENDED:
                continue
            if decided not in Fate.values:
                decided = Fate.ENDED.value if (table_of[kind], row.pk) in removed else ""
            is_asked = _is_asked(response, table_of[kind], row)
            plan.left.append(LeftRow(kind, row, decided or ("" if is_asked else Fate.KEPT.value), is_asked))


def _is_asked(response: SurveyResponse, table: str, row: Any) -> bool:
    """The form asks for the rows of this table, and has words for this one."""
    question = response.questionnaire.parsed.question(table)
    if question is None or not (question.short or not response.is_short):
        return False
    return question.is_asked(response.answers) and not (table == "vehicles" and row.kind == VehicleKind.OTHER)


def _planned(
    wanted: Wanted,
    row: Any,
    communes: Mapping[str, Commune],
    *,
    line: PlannedRow | None = None,
    said: Wanted | None = None,
) -> PlannedRow:
    """The row with what the answers change of it. `said`: an answer that says what the row says already
    writes nothing, however coarser the question is than the column."""
    values = values_of(wanted, row)
    values = {
        name: value
        for name, value in values.items()
        if row.pk is None or not wanted.agrees(name, getattr(row, name))
    }
    if said is not None:
        same = {name for name, value in wanted.values.items() if said.values.get(name) == value}
        values = {name: value for name, value in values.items() if name not in same}
    before = {name: getattr(row, name) for name in values}
    changed = {name: value for name, value in values.items() if row.pk is None or before[name] != value}
    names = {(Commune, pk): str(commune) for pk, commune in [*communes.items(), *loaded(row)]}
    for name, value in changed.items():
        if name in PLACES:
            setattr(row, PLACES[name], communes.get(value))
        else:
            setattr(row, name, value)
    if line is not None and (row.pk is None or row.product_line_id != line.row.pk):
        if row.pk is not None:
            changed["product_line_id"], before["product_line_id"] = line.row.pk, row.product_line_id
        row.product_line = line.row
    return PlannedRow(
        kind=wanted.kind,
        row=row,
        before={name: before[name] for name in changed},
        changes=tuple(changes_of(row, before, changed, names)),
        notes=tuple(note for note in wanted.notes if said is None or note not in said.notes),
        errors=tuple(errors_of(row)) if changed or row.pk is None else (),
        line=line,
    )


def _problems(plan: Plan, user: User) -> Iterator[str]:
    profile = plan.rows[0].row
    if plan.producer.pk and not may_write(plan.producer, user):
        yield "Cette ferme n’est pas de celles que vous suivez."
    commune = profile.commune if profile.commune_id else None
    if commune is None:
        yield "La commune de la ferme n’est pas connue."
    elif commune.departement not in surveyed_departements(user):
        yield f"{commune} n’est pas dans les départements que vous suivez."
    taken = same_siret(profile.siret)
    if taken and taken.pk != plan.producer.pk:
        yield f"Le SIRET est déjà celui de « {taken} » : rattachez ce diagnostic à cette ferme."
    # One that ends leaves its name only once it is gone.
    every: list[Any] = [*plan.rows, *plan.left]
    lines = [(row.row.family, row.row.name) for row in every if row.kind == RowKind.PRODUCT_LINE]
    for family, name in {each for each in lines if lines.count(each) > 1}:
        label = name or ProductLine(family=family).get_family_display()
        yield f"« {label} » est deux fois dans les produits : donnez un nom à chacun, ou une seule ligne."
    staying: list[Any] = [row for row in every if getattr(row, "fate", "") != Fate.ENDED]
    carried = {row.row.product_line_id for row in staying if row.kind == RowKind.FLOW}
    for row in plan.ended:
        if row.kind == RowKind.PRODUCT_LINE and row.row.pk in carried:
            yield f"« {row.row} » est encore livré : gardez ce produit, ou terminez ses livraisons."


def may_write(producer: Producer, user: User) -> bool:
    """A draft stays its author's wherever it goes; the farm is for those who manage it today."""
    return bool(Producer.objects.managed_by(user).filter(pk=producer.pk).exists())


def publication_asked(response: SurveyResponse) -> tuple[Question, bool] | None:
    """The consent to publication and its answer; None when this version does not ask."""
    question = response.questionnaire.parsed.question("publication_consent")
    answer = response.answers.get("publication_consent")
    return (question, answer == YES) if question and answer in (YES, NO) else None


def _publication(response: SurveyResponse, plan: Plan) -> bool | None:
    asked = publication_asked(response)
    if asked is None or asked[1] == bool(plan.producer.published_at):
        return None
    question, agreed = asked
    if agreed and not question.wording.startswith(
        consent.WORDINGS[consent.CURRENT][PublicationGroup.PROFILE]
    ):
        plan.notes.append(
            "Le texte accepté pour la publication n’est pas celui d’aujourd’hui : la fiche n’est pas "
            "publiée, le producteur peut le faire depuis son espace."
        )
        return None
    return agreed


def label_of(kind: RowKind, row: Any) -> str:
    """What a row is called on the pages: « produit : tomme », « livraison à Mende (48) »."""
    if kind == RowKind.FLOW:
        return f"{kind.label} à {row.destination}" if row.destination_id else kind.label
    name = row.get_kind_display() if kind == RowKind.STORAGE_SITE else str(row)
    return f"{kind.label} : {name}" if name else kind.label


def section_of(kind: RowKind, response: SurveyResponse) -> str:
    """Code of the section where a row of this kind is corrected."""
    sections = response.questionnaire.parsed.sections
    asking = (each for each in sections if any(q.code == QUESTION_OF[kind] for q in each.questions))
    return next(asking, sections[0]).code
