"""What a response would write on a farm, column by column, before anything is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce
from operator import and_
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, DecimalField, Model, Q, Value
from django.utils.text import capfirst

from needs_survey.application.wanted import Wanted, added_line, wanted_rows
from needs_survey.enums import RowKind
from needs_survey.fields import NO, YES
from needs_survey.models import SurveyResponse
from needs_survey.perms import surveyed_departements
from needs_survey.questionnaire import Question
from pat_logistics.accounts.models import User
from pat_logistics.history import FieldChange, in_words
from pat_logistics.territory.models import Commune
from producers import consent
from producers.duplicates import same_siret
from producers.enums import PublicationGroup
from producers.models import Flow, Producer, ProductLine, StorageSite, Vehicle

MODELS: dict[RowKind, type[Model]] = {
    RowKind.PRODUCER: Producer,
    RowKind.PRODUCT_LINE: ProductLine,
    RowKind.STORAGE_SITE: StorageSite,
    RowKind.VEHICLE: Vehicle,
    RowKind.FLOW: Flow,
}
# Set when the row is saved: their absence is no error of the answers.
SET_LATER = (
    "producer",
    "product_line",
    "slug",
    "latitude",
    "longitude",
    "commune",
    "destination",
    "organisation",
)
# Keys of communes, and the rows they lead to.
PLACES = {"commune_id": "commune", "destination_id": "destination"}
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
class Plan:
    """Every row, what stands in the way, and what is to know. `publish` is None when nothing changes."""

    producer: Producer
    rows: list[PlannedRow] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    publish: bool | None = None

    @property
    def written(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.writes]

    @property
    def unchanged(self) -> list[PlannedRow]:
        return [row for row in self.rows if not row.writes]

    @property
    def is_new_farm(self) -> bool:
        return self.producer.pk is None

    @property
    def possible(self) -> bool:
        return not self.problems and not any(row.errors for row in self.rows)


def plan_of(response: SurveyResponse, user: User) -> Plan:
    """The plan of a response, on its farm or on a new one. Reads only; a dozen queries."""
    producer = response.producer or Producer()
    plan = Plan(producer)
    existing = _existing(producer)
    lines: dict[str, PlannedRow] = {}
    wanted = wanted_rows(response.answers)
    communes = Commune.objects.in_bulk(
        {
            row.values[name]
            for row in wanted
            for name in ("commune_id", "destination_id")
            if name in row.values
        }
    )
    for row in wanted:
        if row.kind == RowKind.FLOW and row.goods and row.goods not in lines:
            lines[row.goods] = _line_of(row.goods, existing, communes)
            plan.rows.append(lines[row.goods])
        taken = _taken(row, existing, producer)
        if taken.pk is None and not set(row.needs) <= set(row.values):
            plan.notes.append(f"{capfirst(row.kind.label)} sans volume : à compléter sur la ferme.")
            continue
        planned = _planned(row, taken, communes, line=lines.get(row.goods))
        if row.kind == RowKind.PRODUCT_LINE and "family" in row.values:
            lines.setdefault(row.values["family"], planned)
        plan.rows.append(planned)
    plan.left = [label_of(kind, row) for kind, rows in existing.items() for row in rows]
    plan.problems += _problems(plan, user)
    plan.publish = _publication(response, plan)
    return plan


def _existing(producer: Producer) -> dict[RowKind, list[Any]]:
    """Rows of the farm that no answer was matched with yet."""
    if producer.pk is None:
        return {kind: [] for kind in MODELS if kind != RowKind.PRODUCER}
    return {
        RowKind.PRODUCT_LINE: list(producer.product_lines.order_by("pk")),
        RowKind.STORAGE_SITE: list(producer.storage_sites.order_by("pk")),
        RowKind.VEHICLE: list(producer.vehicles.order_by("pk")),
        RowKind.FLOW: list(producer.flows.select_related("destination", "product_line").order_by("pk")),
    }


def _taken(wanted: Wanted, existing: dict[RowKind, list[Any]], producer: Producer) -> Any:
    """The row that the answers speak of, taken out of those left; a new one when there is none.

    A product named nowhere is the only one of its family.
    """
    if wanted.kind == RowKind.PRODUCER:
        return producer
    rows = existing[wanted.kind]
    alike = [
        row for row in rows if all(getattr(row, name) == wanted.values.get(name) for name in wanted.same)
    ]
    if wanted.kind == RowKind.FLOW:
        goods = [row for row in alike if row.product_line.family == wanted.goods]
        alike = goods or alike[:1]
    if wanted.kind == RowKind.PRODUCT_LINE and not alike and not wanted.values.get("name"):
        family = [row for row in rows if row.family == wanted.values.get("family")]
        alike = family if len(family) == 1 else []
    if not alike:
        return MODELS[wanted.kind](producer=producer if producer.pk else None)
    rows.remove(alike[0])
    return alike[0]


def _line_of(family: str, existing: dict[RowKind, list[Any]], communes: Mapping[str, Commune]) -> PlannedRow:
    """The line a delivery takes its goods from: one that the farm has, or one to add."""
    known = [row for row in existing[RowKind.PRODUCT_LINE] if row.family == family]
    if known:
        existing[RowKind.PRODUCT_LINE].remove(known[0])
        return PlannedRow(RowKind.PRODUCT_LINE, known[0], {}, (), (), ())
    return _planned(added_line(family), ProductLine(), communes)


def _planned(
    wanted: Wanted, row: Any, communes: Mapping[str, Commune], *, line: PlannedRow | None = None
) -> PlannedRow:
    values = _values(wanted, row)
    before = {name: getattr(row, name) for name in values}
    changed = {name: value for name, value in values.items() if row.pk is None or before[name] != value}
    names = {(Commune, pk): str(commune) for pk, commune in [*communes.items(), *_loaded(row)]}
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
        changes=tuple(_changes(row, before, changed, names)),
        notes=wanted.notes,
        errors=tuple(_errors(row)) if changed or row.pk is None else (),
        line=line,
    )


def _loaded(row: Any) -> Iterator[tuple[str, Commune]]:
    """The communes that the row came with."""
    cached = row._state.fields_cache
    yield from ((place.pk, place) for name in PLACES.values() if (place := cached.get(name)))


def _values(wanted: Wanted, row: Any) -> dict[str, Any]:
    """The values wanted, as the columns hold them. A name left empty keeps the one there is."""
    values = {name: _fitted(row._meta.get_field(name), value) for name, value in wanted.values.items()}
    if wanted.kind == RowKind.PRODUCT_LINE and row.pk and not values.get("name"):
        values.pop("name", None)
    return values


def _fitted(column: Any, value: Any) -> Any:
    """A number with the decimals of its column."""
    if isinstance(column, DecimalField) and isinstance(value, Decimal):
        return value.quantize(Decimal(1).scaleb(-column.decimal_places), ROUND_HALF_UP)
    return value


def _changes(
    row: Any, before: Mapping[str, Any], changed: Mapping[str, Any], names: dict[Any, str]
) -> Iterator[FieldChange]:
    for name, value in changed.items():
        column = row._meta.get_field(name)
        label = capfirst(str(column.verbose_name))
        if column.name == "product_line":
            yield FieldChange(label, "", str(row.product_line))
        elif row.pk or value not in (None, "", [], False):
            old = in_words(column, before[name], names) if row.pk else ""
            yield FieldChange(label, old, in_words(column, value, names))


def _errors(row: Any) -> Iterator[str]:
    """What the columns and the rules of the portal refuse, in their own words."""
    try:
        row.full_clean(exclude=SET_LATER, validate_constraints=False)
        if not _holds(row):
            row.validate_constraints(exclude=SET_LATER)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            label = "" if name == "__all__" else f"{capfirst(str(row._meta.get_field(name).verbose_name))} : "
            yield from (f"{label}{message}" for message in messages)


def _holds(row: Any) -> bool:
    """Every check of the table at once: asked one by one, they would be a dozen queries a row."""
    checks = (each.condition for each in row._meta.constraints if isinstance(each, CheckConstraint))
    columns = [each for each in row._meta.local_concrete_fields if not each.generated]
    against = {each.name: Value(getattr(row, each.attname), each) for each in columns}
    return bool(reduce(and_, checks, Q()).check(against))


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
    lines = [(row.row.family, row.row.name) for row in plan.rows if row.kind == RowKind.PRODUCT_LINE]
    for family, name in {each for each in lines if lines.count(each) > 1}:
        label = name or ProductLine(family=family).get_family_display()
        yield f"« {label} » est deux fois dans les produits : donnez un nom à chacun, ou une seule ligne."


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
