"""The rows behind the territory views, as arrays: deliveries and answers of the farms that count."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import Count, F, FloatField, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce

from needs_survey.answers import codes_in, float_of
from needs_survey.maturity import INPUTS, bands
from needs_survey.models import SurveyResponse
from needs_survey.needs.columns import Among, texts
from needs_survey.needs.rows import Codes, Rows, Several
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import Month, Weekday
from producers.enums import StorageKind
from producers.models import Flow, Producer, ProductLine, StorageSite
from producers.perms import published

# A delivery whose months nobody said is of none of them.
NO_SEASON = 0
NO_EPCI_CODE = ""
UNKNOWN_BAND = "inconnue"
ANSWERED = ("sought", "irritants", "blocked_kg_per_year", *INPUTS)
COLD = (StorageKind.COLD_ROOM, StorageKind.FREEZER)


def responses(departements: Sequence[str]) -> QuerySet[SurveyResponse]:
    """The diagnoses that count: the last one of each farm, while the plan may use it."""
    counted: QuerySet[SurveyResponse] = SurveyResponse.objects.counted().filter(
        producer__commune__departement__in=departements
    )
    return counted


def farms_anywhere() -> QuerySet[Producer]:
    """THE rule: a farm counts when its last diagnosis may serve the plan, or when it publishes its flows."""
    return Producer.objects.filter(Q(pk__in=_agreeing()) | published(group="flows")).order_by()


def _agreeing() -> QuerySet[Any]:
    """Farms with a diagnosis that counts: whichever it is, it is read from the index alone."""
    return SurveyResponse.objects.agreed().order_by().values("producer")


def farms(departements: Sequence[str]) -> QuerySet[Producer]:
    """Those of some départements that count."""
    return farms_anywhere().filter(commune__departement__in=departements)


def counts_of(departements: Sequence[str]) -> dict[str, tuple[int, int]]:
    """By département, how many farms count, and how many of them are examples."""
    rows = (
        farms(departements)
        .values("commune__departement")
        .annotate(every=Count("pk"), examples=Count("pk", filter=Q(is_example=True)))
    )
    return {row["commune__departement"]: (row["every"], row["examples"]) for row in rows}


@dataclass(frozen=True, slots=True)
class Farms:
    """Those that count: the grouping and the commune of each, and how many are examples or have answered."""

    places: Mapping[int, tuple[str, str]]
    examples: int
    answered: int

    @classmethod
    def of(cls, departements: Sequence[str]) -> "Farms":
        rows = list(
            farms(departements)
            .annotate(answered=Q(pk__in=_agreeing()))
            .values_list("pk", "commune__epci", "commune_id", "is_example", "answered")
        )
        return cls(
            {pk: (epci, commune) for pk, epci, commune, _, _ in rows},
            sum(is_example for *_, is_example, _ in rows),
            sum(answered for *_, answered in rows),
        )


class Terms(Func):
    """A customer, months and days as one text (`market;1,2;`): read once for each different one."""

    template = "concat_ws(';', %(expressions)s)"
    arg_joiner = ", "
    output_field = TextField()


def _numbered(column: list[str]) -> Codes:
    """A column of keys."""
    found = Codes.of(column)
    return Codes(found.numbers, list(map(int, found.values)))


def _numbers(column: str) -> Func:
    """An array of whole numbers as a text."""
    return Func(F(column), Value(","), function="array_to_string")


def _goods(lines: list[int]) -> dict[int, tuple[str, str]]:
    """Family and temperature of product lines; one taken away since is of none."""
    read = texts(
        ProductLine.objects.filter(Among.of(F("pk"), lines)).order_by(),
        line="pk",
        family="family",
        temperature="temperature",
    )
    known = zip(map(int, read["line"]), zip(read["family"], read["temperature"], strict=True), strict=True)
    return dict.fromkeys(lines, ("", "")) | dict(known)


def deliveries(farms: Farms) -> Rows:
    """A row a delivery of a farm that counts, in kilos a year. Three queries.

    "pair" is from which grouping of communes to which, "way" from which commune to which.
    """
    columns = texts(
        Flow.objects.filter(Among.of(F("producer_id"), farms.places)).order_by(),
        farm="producer_id",
        destination="destination_id",
        line="product_line_id",
        terms=Terms("customer_type", _numbers("months"), _numbers("weekdays")),
        kg=Cast(F("kg_per_delivery"), FloatField()) * F("deliveries_per_year"),
    )
    farm, arrival, line = (
        _numbered(columns["farm"]),
        Codes.of(columns["destination"]),
        _numbered(columns["line"]),
    )
    terms = Codes.of(columns["terms"])
    customer, in_months, on_days = (terms.part(place) for place in range(3))
    goods = _goods(line.values)
    epcis = dict(
        Commune.objects.filter(pk__in=arrival.values).order_by().values_list("pk", "epci")  # type: ignore[misc]
    )
    epci = farm.into({pk: epci for pk, (epci, _) in farms.places.items()})
    weekdays = on_days.flags(Weekday.values)
    # No day imposed: any day will do.
    weekdays[~weekdays.any(axis=1)] = True
    months = in_months.flags(Month.values)
    months = np.column_stack([months, ~months.any(axis=1)]) if months.size else months
    return Rows(
        farm,
        np.array(columns["kg"], dtype=np.float64),
        {
            "family": line.into({pk: family for pk, (family, _) in goods.items()}),
            "temperature": line.into({pk: temperature for pk, (_, temperature) in goods.items()}),
            "customer": customer,
            "epci": epci,
            "pair": Codes.pairs(epci, arrival.into(epcis)),
            "way": Codes.pairs(
                farm.into({pk: commune for pk, (_, commune) in farms.places.items()}), arrival
            ),
        },
        {
            "month": Several([*Month.values, NO_SEASON][: months.shape[1]], months, shared=True),
            "weekday": Several(list(Weekday.values), weekdays),
        },
    )


def answers(departements: Sequence[str], *codes: str) -> tuple[Rows, dict[str, Codes]]:
    """The farms that answered, one row each, and what they answered to some questions, by code."""
    said = {code: Coalesce(Cast(f"answers__{code}", TextField()), Value("null")) for code in codes}
    columns = texts(
        responses(departements).order_by(), farm="producer_id", epci="producer__commune__epci", **said
    )
    of_farms = Rows(
        _numbered(columns["farm"]), np.ones(len(columns["farm"])), {"epci": Codes.of(columns["epci"])}, {}
    )
    return of_farms, {code: _parsed(Codes.of(columns[code])) for code in codes}


def _parsed(column: Codes) -> Codes:
    """A column of JSON texts: each different one is read once; None where there was no answer."""
    return Codes(column.numbers, list(map(json.loads, column.values)))


def cold_storage(departements: Sequence[str]) -> Rows:
    """Free cold volume that farms offer to others (m³). Offering it is public where the farm publishes it."""
    offered = StorageSite.objects.filter(
        Q(producer__in=_agreeing()) | published("producer__", "storage"),
        producer__commune__departement__in=departements,
        kind__in=COLD,
        offered=True,
        free_m3__gt=0,
    )
    columns = texts(
        offered.order_by(),
        farm="producer_id",
        epci="producer__commune__epci",
        free=Cast("free_m3", FloatField()),
    )
    return Rows(
        _numbered(columns["farm"]),
        np.array(columns["free"], np.float64),
        {"epci": Codes.of(columns["epci"])},
        {},
    )


@dataclass(frozen=True)
class Sources:
    """The rows of some départements, each kind read once, whatever is asked of them."""

    departements: tuple[str, ...]

    def of_kind(self, kind: str) -> Rows:
        """One of `releases.TABLES`."""
        rows: Rows = getattr(self, kind)
        return rows

    @cached_property
    def farms(self) -> Farms:
        return Farms.of(self.departements)

    @cached_property
    def deliveries(self) -> Rows:
        return deliveries(self.farms)

    @cached_property
    def cold(self) -> Rows:
        return cold_storage(self.departements)

    @cached_property
    def _answers(self) -> tuple[Rows, dict[str, Codes]]:
        return answers(self.departements, *ANSWERED)

    @cached_property
    def answers(self) -> Rows:
        """What the farms that answered said: one set of rows, so that its figures are decided together."""
        rows, said = self._answers
        found = bands({part: (said[part].numbers, said[part].values) for part in INPUTS})
        return Rows(
            rows.farm,
            rows.weight,
            dict(rows.columns) | {"band": Codes.of([band.value if band else UNKNOWN_BAND for band in found])},
            {"sought": _several(said["sought"]), "irritant": _several(said["irritants"])},
        )

    @cached_property
    def blocked(self) -> Rows:
        """The kilos a year that a farm cannot deliver; those of none are not among those behind a figure."""
        rows, said = self._answers
        column = said["blocked_kg_per_year"]
        weight = np.array([float_of(value) or 0.0 for value in column.values], np.float64)[column.numbers]
        return rows.only(weight > 0, weight)


def _several(column: Codes) -> Several:
    chosen = [set(codes_in(value)) for value in column.values]
    values = sorted({code for codes in chosen for code in codes})
    held = np.array([[value in codes for value in values] for codes in chosen], bool)
    return Several(values, held.reshape(len(chosen), len(values))[column.numbers])
