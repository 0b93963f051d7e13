"""A diagnosis begun from a farm opens with what the portal holds of it, so that nobody asks it again.

Rows of the farm keep their identity (`KNOWN`) through the form: at validation each is found again, whatever
was changed in it. What only a diagnosis asks (rounds, minutes, tools) comes from the last one of the farm,
while its consent stands. Consents, and what the farm wishes or suffers from, are always asked anew.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import log
from typing import Any

from needs_survey.applying.wanted import DELIVERIES_PER_YEAR, LEAD_TIME_HOURS, SHELF_LIFE_HOURS
from needs_survey.entry import KNOWN, MAX_ROWS
from needs_survey.enums import Length, QuestionType, RowKind
from needs_survey.fields import NO, YES
from needs_survey.models import Questionnaire, SurveyResponse
from needs_survey.questionnaire import Definition, Question, Section
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import Month
from producers.enums import TransportToday, VehicleKind
from producers.models import Flow, Producer, ProductLine, StorageSite, Vehicle

Typed = dict[str, list[str]]
# The table of the form that holds each kind of row of a farm.
TABLES = {
    "products": RowKind.PRODUCT_LINE,
    "deliveries": RowKind.FLOW,
    "vehicles": RowKind.VEHICLE,
    "storage": RowKind.STORAGE_SITE,
}
# Sections whose facts are worth keeping from one diagnosis to the next.
REMEMBERED = ("organisation", "time", "tools")
# What the form calls a vehicle, and its cold.
VEHICLES = {
    VehicleKind.CAR: ("car", "none"),
    VehicleKind.SMALL_VAN: ("small_van", "none"),
    VehicleKind.SMALL_REEFER: ("small_van", "unit"),
    VehicleKind.VAN: ("van", "none"),
    VehicleKind.REEFER: ("van", "unit"),
    VehicleKind.LARGE_REEFER: ("large_van", "unit"),
    VehicleKind.TRUCK: ("truck", "none"),
    VehicleKind.TRAILER: ("trailer", "none"),
}
# A customer who is delivered so rarely has no regular frequency: the question offers none nearer.
IRREGULAR = {"seasonal", "on_demand"}


def prefilled(producer: Producer, questionnaire: Questionnaire) -> dict[str, Any]:
    """Both lengths of a blank diagnosis of this farm, as a device takes them along.

    `forms` holds, by length then by section, what its form would have sent; `labels` the names of the
    communes in it, by INSEE code.
    """
    answers = known_answers(producer)
    forms = {
        length.value: typed_of(questionnaire.parsed, answers, short=length is Length.SHORT)
        for length in Length
    }
    codes = {answers["commune"], *(row["commune"] for row in answers.get("deliveries", ()))}
    return {
        "producer": producer.pk,
        "name": producer.name,
        "version": questionnaire.version,
        "forms": forms,
        "labels": {place.pk: str(place) for place in Commune.objects.filter(pk__in=codes).order_by()},
    }


def known_answers(producer: Producer) -> dict[str, Any]:
    """What the portal would answer for the farm, by the codes of the questions. Six queries."""
    lines = list(producer.product_lines.order_by("pk"))
    flows = list(producer.flows.select_related("product_line").order_by("pk"))
    vehicles = list(producer.vehicles.order_by("pk"))
    told = _told_before(producer)
    told |= {
        "name": producer.name,
        "commune": producer.commune_id,
        "contact_name": producer.contact_name,
        "phone": producer.phone,
        "email": producer.email,
        "legal_form": producer.legal_form,
        "siret": producer.siret,
        "labels": list(producer.labels),
        "products": [_product(line) for line in lines],
        "deliveries": [_delivery(flow) for flow in flows],
        "vehicles": [row for vehicle in vehicles if (row := _vehicle(vehicle))],
        "storage": [_site(site) for site in producer.storage_sites.order_by("pk")],
    }
    if flows:
        by = {flow.transport_today for flow in flows}
        told["delivered_by"] = [way for way in TransportToday.values if way in by]
    if len(vehicles) == 1 and vehicles[0].litres_per_100km is not None:
        told["litres_per_100km"] = _figures(vehicles[0].litres_per_100km)
    return {code: value for code, value in told.items() if value not in ("", None, [])}


def _told_before(producer: Producer) -> dict[str, Any]:
    last: SurveyResponse | None = SurveyResponse.objects.counted().filter(producer=producer).first()
    if last is None:
        return {}
    sections = filter(None, map(last.questionnaire.parsed.section, REMEMBERED))
    codes = {question.code for section in sections for question in section.questions}
    return {code: value for code, value in last.answers.items() if code in codes}


def _figures(number: Decimal) -> str:
    return format(number.normalize() + Decimal(0), "f")


def _row(pk: int, **values: Any) -> dict[str, Any]:
    """The answers of a row with its identity; what the column leaves empty was not answered."""
    given = {
        code: _figures(value) if isinstance(value, Decimal) else value
        for code, value in values.items()
        if value not in (None, "", [])
    }
    return {KNOWN: pk, **given}


def _code_of(codes: Mapping[str, Any], value: Any) -> str | None:
    return next((code for code, meant in codes.items() if meant == value), None)


def _product(line: ProductLine) -> dict[str, Any]:
    return _row(
        line.pk,
        family=line.family,
        label=line.name,
        kg_per_year=line.kg_per_year,
        eur_per_kg=line.eur_per_kg,
        season=list(line.season),
        temperature=line.temperature,
        packaging=list(line.packagings),
        parcel_kg=line.parcel_kg,
        shelf_life=_code_of(SHELF_LIFE_HOURS, line.shelf_life_hours),
    )


def _delivery(flow: Flow) -> dict[str, Any]:
    return _row(
        flow.pk,
        customer_type=flow.customer_type,
        commune=flow.destination_id,
        family=flow.product_line.family,
        frequency=_frequency(flow),
        kg_per_delivery=flow.kg_per_delivery,
        eur_per_delivery=flow.goods_value_eur,
        weekdays=[str(day) for day in sorted(flow.weekdays)],
        hours=_hours(flow),
        order_delay=_code_of(LEAD_TIME_HOURS, flow.lead_time_hours),
        payer=flow.paid_by,
    )


def _frequency(flow: Flow) -> str:
    """The nearest of the question. Left as it is, it writes nothing: the row keeps its own number."""
    part = (len(flow.months) or len(Month)) / len(Month)
    rates = {code: rate for code, rate in DELIVERIES_PER_YEAR.items() if code not in IRREGULAR}
    return min(rates, key=lambda code: abs(log(flow.deliveries_per_year / (rates[code] * part))))


def _hours(flow: Flow) -> str:
    start, end = (
        moment and f"{moment.hour} h {moment:%M}".removesuffix(" 00")
        for moment in (flow.not_before, flow.not_after)
    )
    if start and end:
        return f"de {start} à {end}"
    return f"avant {end}" if end else f"après {start}" if start else ""


def _vehicle(vehicle: Vehicle) -> dict[str, Any] | None:
    """None for what the question has no word for: it stays on the farm as it is."""
    kind, cold = VEHICLES.get(VehicleKind(vehicle.kind), ("", ""))
    if vehicle.kind == VehicleKind.OTHER and vehicle.name == "vélo":
        kind, cold = "bike", "none"
    return _row(vehicle.pk, kind=kind, cold=cold, km_per_year=vehicle.km_per_year) if kind else None


def _site(site: StorageSite) -> dict[str, Any]:
    return _row(
        site.pk,
        kind=site.kind,
        m3=site.volume_m3,
        free_m3=site.free_m3 if site.offered else None,
        lorry_access=YES if site.hgv_access else NO,
    )


def typed_of(definition: Definition, answers: Mapping[str, Any], *, short: bool) -> dict[str, Typed]:
    """Answers as the forms of the sections would have sent them; nothing for a section without any."""
    found = {
        section.code: dict(_section(section, answers, short=short))
        for section in definition.sections_of(short=short)
    }
    return {code: typed for code, typed in found.items() if typed}


def _section(section: Section, answers: Mapping[str, Any], *, short: bool) -> Iterator[tuple[str, list[str]]]:
    for question in section.questions_of(short=short):
        value = answers.get(question.code)
        if value in (None, "", []):
            continue
        if question.type is not QuestionType.TABLE:
            yield from _values(question, value, f"{section.code}-")
            continue
        value = value[: question.max_rows or MAX_ROWS]
        yield f"{question.code}-TOTAL_FORMS", [str(len(value))]
        yield f"{question.code}-INITIAL_FORMS", ["0"]
        for rank, row in enumerate(value):
            if row.get(KNOWN):
                yield f"{question.code}-{rank}-{KNOWN}", [str(row[KNOWN])]
            for column in question.columns_of(short=short):
                if row.get(column.code) not in (None, "", []):
                    yield from _values(column, row[column.code], f"{question.code}-{rank}-")


def _values(question: Question, value: Any, before: str) -> Iterator[tuple[str, list[str]]]:
    if question.type is QuestionType.MONTHS:
        for month, level in zip(Month, value, strict=False):
            if level:
                yield f"{before}{question.code}_{month.value}", [level]
    elif question.type is QuestionType.MANY:
        yield f"{before}{question.code}", list(value)
    elif question.type is QuestionType.DECIMAL:
        yield f"{before}{question.code}", [str(value).replace(".", ",")]
    else:
        yield f"{before}{question.code}", [str(value)]
