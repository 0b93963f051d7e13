"""The set of reference values in force on a date: what a calculation reads, and what it then cites."""

import datetime
import hashlib
import re
from dataclasses import dataclass

from cost_calc.models import LegalRule, ReferenceValue, VehicleType

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def cite(row: ReferenceValue | VehicleType | LegalRule) -> str:
    """Source of a row, with the year it is in force since when the source says none."""
    return row.source if _YEAR.search(row.source) else f"{row.source} ({row.valid_from.year})"


HOUR = "labour.eur_per_hour"
INDEXED_HOUR = "labour.eur_per_hour.indexed"


class MissingReferenceError(Exception):
    """A value or a vehicle the calculator needs has no row in force; names its code."""


@dataclass(frozen=True)
class ReferenceSet:
    """Reference values and vehicles in force on `date`."""

    date: datetime.date
    values: dict[str, ReferenceValue]
    vehicles: dict[str, VehicleType]
    rules: dict[str, LegalRule]

    @classmethod
    def at(cls, date: datetime.date) -> "ReferenceSet":
        return cls(
            date,
            {row.code: row for row in ReferenceValue.objects.at(date)},
            {row.code: row for row in VehicleType.objects.at(date)},
            {row.code: row for row in LegalRule.objects.at(date)},
        )

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

    @property
    def fingerprint(self) -> str:
        """Short name of the exact set: two results with the same one used the same values."""
        rows = [f"{row.code}={row.used}@{row.valid_from}" for row in self.values.values()]
        rows += [f"{row.code}={row.eur_per_km}@{row.valid_from}" for row in self.vehicles.values()]
        rows += [f"{row.code}={row.value}@{row.valid_from}" for row in self.rules.values()]
        return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()[:12]
