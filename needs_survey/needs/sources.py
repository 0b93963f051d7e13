"""The rows behind the territory views, as arrays: deliveries and answers of the farms that count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, FloatField, Func, Q, QuerySet, TextField
from django.db.models.functions import Cast

from needs_survey.answers import codes_in, float_of
from needs_survey.maturity import FORMULA, score
from needs_survey.models import SurveyResponse
from needs_survey.needs.rows import Codes, Rows, Several
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import Month, Weekday
from producers.enums import StorageKind
from producers.models import Flow, Producer, StorageSite
from producers.perms import published

# A delivery whose months nobody said is of none of them.
NO_SEASON = 0
NO_EPCI_CODE = ""
UNKNOWN_BAND = "inconnue"
PARTS = tuple(part[0] for part in FORMULA)
ANSWERED = ("sought", "irritants", "blocked_kg_per_year", *PARTS)
COLD = (StorageKind.COLD_ROOM, StorageKind.FREEZER)


def responses(departements: Sequence[str]) -> QuerySet[SurveyResponse]:
    """The diagnoses that count: the last one of each farm, while the plan may use it."""
    counted: QuerySet[SurveyResponse] = SurveyResponse.objects.counted().filter(
        producer__commune__departement__in=departements
    )
    return counted


def farms_anywhere() -> QuerySet[Producer]:
    """THE rule: a farm counts when its last diagnosis may serve the plan, or when it publishes its flows."""
    agreed = SurveyResponse.objects.counted().order_by().values("producer")
    return Producer.objects.filter(Q(pk__in=agreed) | published(group="flows")).order_by()


def farms(departements: Sequence[str]) -> QuerySet[Producer]:
    """Those of some départements that count."""
    return farms_anywhere().filter(commune__departement__in=departements)


class Words(Func):
    """An array of whole numbers as a text: read once for each different one."""

    function = "array_to_string"
    template = "%(function)s(%(expressions)s, ',')"
    output_field = TextField()


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


def deliveries(departements: Sequence[str]) -> Rows:
    """A row a delivery of a farm that counts, in kilos a year. Three queries.

    "pair" is from which grouping of communes to which, "way" from which commune to which.
    """
    places = {
        pk: place for pk, *place in farms(departements).values_list("pk", "commune__epci", "commune_id")
    }
    columns = _columns(
        Flow.objects.filter(producer__in=list(places)),
        **OF_FLOW,
        months=Words("months"),
        weekdays=Words("weekdays"),
        kg=Cast(F("kg_per_delivery"), FloatField()) * F("deliveries_per_year"),
    )
    named = {name: Codes.of(columns[name]) for name in OF_FLOW}
    farm, arrival = named.pop("farm"), named.pop("destination")
    epcis = dict(
        Commune.objects.filter(pk__in=arrival.values).order_by().values_list("pk", "epci")  # type: ignore[misc]
    )
    epci = farm.into({pk: epci for pk, (epci, _) in places.items()})
    weekdays = Codes.of(columns["weekdays"]).flags(Weekday.values)
    # No day imposed: any day will do.
    weekdays[~weekdays.any(axis=1)] = True
    months = Codes.of(columns["months"]).flags(Month.values)
    months = np.column_stack([months, ~months.any(axis=1)]) if months.size else months
    return Rows(
        farm,
        np.array(columns["kg"], dtype=np.float64),
        named
        | {
            "epci": epci,
            "pair": Codes.pairs(epci, arrival.into(epcis)),
            "way": Codes.pairs(farm.into({pk: commune for pk, (_, commune) in places.items()}), arrival),
        },
        {
            "month": Several([*Month.values, NO_SEASON][: months.shape[1]], months, shared=True),
            "weekday": Several(list(Weekday.values), weekdays),
        },
    )


def answers(departements: Sequence[str], *codes: str) -> tuple[Rows, list[tuple[Any, ...]]]:
    """The farms that answered, one row each, and what they answered to some questions, in their order."""
    found = responses(departements).order_by()
    rows = found.values_list(
        "producer_id", "producer__commune__epci", *(f"answers__{code}" for code in codes)
    )
    columns = list(zip(*rows, strict=True)) or [()] * (2 + len(codes))
    of_farms = Rows(Codes.of(columns[0]), np.ones(len(columns[0])), {"epci": Codes.of(columns[1])}, {})
    return of_farms, list(zip(*columns[2:], strict=True)) if codes else []


def cold_storage(departements: Sequence[str]) -> Rows:
    """Free cold volume that farms offer to others (m³). Offering it is public where the farm publishes it."""
    offered = StorageSite.objects.filter(
        Q(producer__in=SurveyResponse.objects.counted().order_by().values("producer"))
        | published("producer__", "storage"),
        producer__commune__departement__in=departements,
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
    return Rows(
        Codes.of(columns["farm"]),
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
    def deliveries(self) -> Rows:
        return deliveries(self.departements)

    @cached_property
    def cold(self) -> Rows:
        return cold_storage(self.departements)

    @cached_property
    def _answers(self) -> tuple[Rows, list[tuple[Any, ...]]]:
        return answers(self.departements, *ANSWERED)

    @cached_property
    def answers(self) -> Rows:
        """What the farms that answered said: one set of rows, so that its figures are decided together."""
        rows, columns = self._answers
        bands = [score(dict(zip(PARTS, row[3:], strict=True))).band for row in columns]
        return Rows(
            rows.farm,
            rows.weight,
            dict(rows.columns) | {"band": Codes.of([band.value if band else UNKNOWN_BAND for band in bands])},
            {
                "sought": _several([codes_in(row[0]) for row in columns]),
                "irritant": _several([codes_in(row[1]) for row in columns]),
            },
        )

    @cached_property
    def blocked(self) -> Rows:
        """The kilos a year that a farm cannot deliver; those of none are not among those behind a figure."""
        rows, columns = self._answers
        weight = np.array([float_of(row[2]) or 0.0 for row in columns], np.float64)
        return rows.only(weight > 0, weight)


def _several(chosen: list[Iterable[str]]) -> Several:
    values = sorted({code for codes in chosen for code in codes})
    held = np.array([[value in set(codes) for value in values] for codes in chosen], bool)
    return Several(values, held.reshape(len(chosen), len(values)))
