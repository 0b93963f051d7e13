"""The rows behind the territory views, as arrays: deliveries and answers of the farms that count."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, FloatField, Func, Q, QuerySet, TextField
from django.db.models.functions import Cast

from needs_survey.models import SurveyResponse
from needs_survey.needs.masking import Bools, Floats, Ints
from pat_logistics.territory.models import Commune
from producers.enums import Month, StorageKind
from producers.models import Flow, Producer, StorageSite
from producers.perms import published

MONTHS = len(Month)
COLD = (StorageKind.COLD_ROOM, StorageKind.FREEZER)


def responses(departement: str) -> QuerySet[SurveyResponse]:
    """The diagnoses that count: the last one of each farm, while the plan may use it."""
    counted: QuerySet[SurveyResponse] = SurveyResponse.objects.counted().filter(
        producer__commune__departement=departement
    )
    return counted


def farms(departement: str) -> QuerySet[Producer]:
    """THE rule: a farm counts when its last diagnosis may serve the plan, or when it publishes its flows."""
    agreed = SurveyResponse.objects.counted().order_by().values("producer")
    return Producer.objects.filter(
        Q(pk__in=agreed) | published(group="flows"), commune__departement=departement
    ).order_by()


class Words(Func):
    """An array of whole numbers as a text: read once for each different one."""

    function = "array_to_string"
    template = "%(function)s(%(expressions)s, ',')"
    output_field = TextField()


@dataclass(frozen=True, slots=True)
class Codes:
    """A column of few different values: a number for each row, and what the numbers stand for."""

    numbers: Ints
    values: list[Any]

    @classmethod
    def of(cls, column: Sequence[Any]) -> "Codes":
        found = {value: number for number, value in enumerate(dict.fromkeys(column))}
        numbers = np.fromiter(map(found.__getitem__, column), np.int64, len(column))
        return cls(numbers, list(found))

    def of_value(self, value: Any) -> int:
        """The number of a value, one that no row has if none has it."""
        return self.values.index(value) if value in self.values else len(self.values)

    def where(self, kept: Bools) -> "Codes":
        """The same column for some of the rows."""
        return Codes(self.numbers[kept], self.values)

    def into(self, wider: Mapping[Any, Any]) -> "Codes":
        """The column of what each value stands in."""
        found = Codes.of([wider[value] for value in self.values])
        return Codes(found.numbers[self.numbers], found.values)

    def flags(self, choices: Iterable[int]) -> Bools:
        """Of each row, which of the choices its text of whole numbers holds."""
        known = [{int(number) for number in text.split(",") if number} for text in self.values]
        table = np.array([[choice in numbers for choice in choices] for numbers in known], dtype=bool)
        return table.reshape(len(known), -1)[self.numbers] if known else np.zeros((0, 0), bool)


# Columns of few values, and where each is, from a flow.
OF_FLOW = {
    "farm": "producer_id",
    "destination": "destination_id",
    "family": "product_line__family",
    "temperature": "product_line__temperature",
    "customer": "customer_type",
}


def _columns(rows: QuerySet[Any], **columns: Any) -> dict[str, list[Any]]:
    """Each column as one array, which the driver reads far faster than rows."""
    found = rows.order_by().aggregate(**{f"of_{name}": ArrayAgg(column) for name, column in columns.items()})
    return {name: found[f"of_{name}"] or [] for name in columns}


@dataclass(frozen=True, slots=True)
class Flows:
    """A row a delivery. `farm` numbers the farms, `kg` is of the year, shared alike between its months."""

    farm: Codes
    epci: Codes
    origin: Codes
    destination: Codes
    destination_epci: Codes
    family: Codes
    temperature: Codes
    customer: Codes
    months: Bools
    weekdays: Bools
    kg: Floats

    @classmethod
    def of(cls, departement: str) -> "Flows":
        """Three queries: the farms that count, their flows by their keys, where these go."""
        places = {
            pk: place for pk, *place in farms(departement).values_list("pk", "commune__epci", "commune_id")
        }
        columns = _columns(
            Flow.objects.filter(producer__in=list(places)),
            **OF_FLOW,
            months=Words("months"),
            weekdays=Words("weekdays"),
            kg=Cast(F("kg_per_delivery"), FloatField()) * F("deliveries_per_year"),
        )
        named: dict[str, Any] = {name: Codes.of(columns[name]) for name in OF_FLOW}
        farm, destination = named["farm"], named["destination"]
        epcis = Commune.objects.filter(pk__in=destination.values).order_by().values_list("pk", "epci")
        weekdays = Codes.of(columns["weekdays"]).flags(range(1, 8))
        months = Codes.of(columns["months"]).flags(Month.values)
        # No day imposed: any day will do. No month said: the kilos of the year are shared between all.
        weekdays[~weekdays.any(axis=1)] = True
        months[~months.any(axis=1)] = True
        return cls(
            **named,
            epci=farm.into({pk: epci for pk, (epci, _) in places.items()}),
            origin=farm.into({pk: commune for pk, (_, commune) in places.items()}),
            destination_epci=destination.into(dict(epcis)),
            months=months,
            weekdays=weekdays,
            kg=np.array(columns["kg"], dtype=np.float64),
        )


@dataclass(frozen=True, slots=True)
class Farms:
    """A row a farm, site or answer: whose, in which grouping of communes, and how much."""

    farm: Codes
    epci: Codes
    weight: Floats


def answers(departement: str, *codes: str) -> tuple[Farms, list[tuple[Any, ...]]]:
    """The farms that answered, and what they answered to some questions, in their order."""
    found = responses(departement).order_by()
    rows = found.values_list(
        "producer_id", "producer__commune__epci", *(f"answers__{code}" for code in codes)
    )
    columns = list(zip(*rows, strict=True)) or [()] * (2 + len(codes))
    of_farms = Farms(Codes.of(columns[0]), Codes.of(columns[1]), np.ones(len(columns[0])))
    return of_farms, list(zip(*columns[2:], strict=True)) if codes else []


def cold_storage(departement: str) -> Farms:
    """Free cold volume that farms offer to others (m³). Offering it is public where the farm publishes it."""
    offered = StorageSite.objects.filter(
        Q(producer__in=SurveyResponse.objects.counted().order_by().values("producer"))
        | published("producer__", "storage"),
        producer__commune__departement=departement,
        kind__in=COLD,
        offered=True,
        free_m3__gt=0,
    )
    columns = _columns(
        offered,
        farm="producer_id",
        epci="producer__commune__epci",
        free=Cast("free_m3", FloatField()),
    )
    return Farms(Codes.of(columns["farm"]), Codes.of(columns["epci"]), np.array(columns["free"], np.float64))
