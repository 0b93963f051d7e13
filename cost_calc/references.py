"""The set of reference values in force on a date: what a calculation reads, and what it then cites."""

import csv
import datetime
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from cost_calc.models import LegalRule, ReferenceValue, VehicleType

DATA_DIR = Path(__file__).parent / "data"
_LISTS = {"temperatures"}
_BLANK = {"note", "unit", "url"}
_FILES = (
    (ReferenceValue, "reference_values.csv"), (VehicleType, "vehicles.csv"), (LegalRule, "legal_rules.csv"),
)  # fmt: skip


def cite(row: ReferenceValue | VehicleType | LegalRule) -> str:
    """Source of a row, with the year it is in force since when the source does not say it."""
    year = str(row.valid_from.year)
    return row.source if year in row.source else f"{row.source} ({year})"


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
        return self._row(code).value

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
        rows = [f"{row.code}={row.value}@{row.valid_from}" for row in self.values.values()]
        rows += [f"{row.code}={row.eur_per_km}@{row.valid_from}" for row in self.vehicles.values()]
        rows += [f"{row.code}={row.value}@{row.valid_from}" for row in self.rules.values()]
        return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()[:12]


class DataFileError(Exception):
    """A row of a data file that cannot be loaded; names the file, the line and the reason."""


def _rows(model, path):
    fields = {field.name for field in model._meta.concrete_fields} - {"id"}
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    for line, row in enumerate(reader, start=2):
        if set(row) != fields:
            raise DataFileError(f"{path.name}, ligne {line} : colonnes attendues {', '.join(sorted(fields))}")
        values = {
            name: (text.split("|") if name in _LISTS else text) if text or name in _BLANK else None
            for name, text in row.items()
        }
        instance = model(**values)
        try:
            instance.full_clean(validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            raise DataFileError(f"{path.name}, ligne {line} : {error.message_dict}") from error
        yield instance


@transaction.atomic
def load_reference_values(directory: Path = DATA_DIR) -> dict[str, int]:
    """Load the versioned files; returns the number of rows created per model.

    A row already there (same code and date) is left as it is: an administrator may have corrected it.
    Raises DataFileError, with nothing written, at the first bad row.
    """
    created = {}
    for model, name in _FILES:
        before = model.objects.count()
        model.objects.bulk_create(list(_rows(model, directory / name)), ignore_conflicts=True)
        created[name] = model.objects.count() - before
    return created
