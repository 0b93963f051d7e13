"""The set of reference values in force on a date: what a calculation reads, and what it then cites."""

import datetime
import functools
import hashlib
import re
from dataclasses import dataclass

from django.db import connection

from cost_calc.models import LegalRule, ReferenceValue, VehicleType

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def cite(row: ReferenceValue | VehicleType | LegalRule) -> str:
    """Source of a row, with the year it is in force since when the source says none."""
    return row.source if _YEAR.search(row.source) else f"{row.source} ({row.valid_from.year})"


HOUR = "labour.eur_per_hour"
INDEXED_HOUR = "labour.eur_per_hour.indexed"


class MissingReferenceError(Exception):
    """A value or a vehicle the calculator needs has no row in force; names its code."""


# What PostgreSQL itself says of the rows there are: where each version of a row is, and who wrote it. Any
# change whatever its way (a form, a bulk update, SQL), by any process, gives another text; undoing it, too.
_VERSION = """
    SELECT concat_ws('/',
        (SELECT md5(string_agg(ctid::text || xmin::text, ',' ORDER BY ctid)) FROM cost_calc_referencevalue),
        (SELECT md5(string_agg(ctid::text || xmin::text, ',' ORDER BY ctid)) FROM cost_calc_vehicletype),
        (SELECT md5(string_agg(ctid::text || xmin::text, ',' ORDER BY ctid)) FROM cost_calc_legalrule))
"""
# Today's set, and those of a few other days: results are kept with the values of their day.
_SETS_HELD = 4


@dataclass(frozen=True, eq=False)
class ReferenceSet:
    """Reference values and vehicles in force on `date`: read-only, the same for every request of the process.

    `eq=False`: a set is itself alone, so that what is made of it can be held beside it (see `adapters`).
    """

    date: datetime.date
    values: dict[str, ReferenceValue]
    vehicles: dict[str, VehicleType]
    rules: dict[str, LegalRule]

    @classmethod
    def at(cls, date: datetime.date) -> "ReferenceSet":
        """Those in force; read anew only when one of the rows has changed, which one query tells."""
        with connection.cursor() as cursor:
            cursor.execute(_VERSION)
            [version] = cursor.fetchone()
        return _read(version, date)

    def __getitem__(self, code: str) -> float:
        """The value in force, without the VAT its source counts in it."""
        return self._row(code).used

    def _row(self, code: str) -> ReferenceValue:
        try:
            return self.values[code]
        except KeyError:
            raise MissingReferenceError(code) from None

    def vehicle(self, code: str) -> VehicleType:
        try:
            return self.vehicles[code]
        except KeyError:
            raise MissingReferenceError(code) from None

    def rule(self, code: str) -> LegalRule:
        try:
            return self.rules[code]
        except KeyError:
            raise MissingReferenceError(code) from None

    def threshold(self, code: str) -> float:
        """The number of a rule."""
        value = self.rule(code).value
        if value is None:
            raise MissingReferenceError(code)
        return value

    def source(self, code: str) -> str:
        """Where a value comes from, with the year it is in force since."""
        return cite(self._row(code))

    @functools.cached_property
    def fingerprint(self) -> str:
        """Short name of the exact set: two results with the same one used the same values."""
        rows = [f"{row.code}={row.used}@{row.valid_from}" for row in self.values.values()]
        rows += [f"{row.code}={row.eur_per_km}@{row.valid_from}" for row in self.vehicles.values()]
        rows += [f"{row.code}={row.value}@{row.valid_from}" for row in self.rules.values()]
        return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()[:12]


@functools.lru_cache(_SETS_HELD)
def _read(_version: str, date: datetime.date) -> ReferenceSet:
    return ReferenceSet(
        date,
        {row.code: row for row in ReferenceValue.objects.at(date)},
        {row.code: row for row in VehicleType.objects.at(date)},
        {row.code: row for row in LegalRule.objects.at(date)},
    )
