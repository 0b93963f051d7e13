"""The reference values shipped with the portal, loaded beside what was corrected here."""

import csv
import datetime
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from cost_calc.models import Dated, LegalRule, ReferenceValue, VehicleType

DATA_DIR = Path(__file__).parents[1] / "data"
Key = tuple[str, datetime.date]

FILES: dict[str, type[Dated]] = {
    "reference_values.csv": ReferenceValue,
    "vehicles.csv": VehicleType,
    "legal_rules.csv": LegalRule,
}

_LISTS = {"temperatures"}
_KEY = ("code", "valid_from")
# What makes a result: a row with another one than the file's was corrected by somebody.
_FIGURES: dict[type[Dated], tuple[str, ...]] = {
    ReferenceValue: ("value",),
    LegalRule: ("value",),
    VehicleType: (
        "eur_per_km",
        "co2e_g_per_km",
        "litres_per_100km",
        "kwh_per_100km",
        "payload_kg",
        "volume_m3",
    ),
}


class DataFileError(Exception):
    """A row of a data file that cannot be loaded; names the file, the line and the reason."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a file did. `kept` names the new values left out because of a correction made here."""

    created: int
    refreshed: int
    kept: tuple[str, ...]


@transaction.atomic
def load_reference_values(directory: Path = DATA_DIR) -> dict[str, Loaded]:
    """Load the versioned files into the database.

    A new date is a new row, in force from then on. A row as it was shipped takes the texts of the file; one
    that was corrected here is left alone, and no shipped value of a later date replaces it either: whoever
    corrected it decides, told by `Loaded.kept`. Raises DataFileError, with nothing written, at a bad row.
    """
    return {name: _load(model, directory / name) for name, model in FILES.items()}


def _load(model: type[Dated], path: Path) -> Loaded:
    shipped = dict(_rows(model, path))
    there: dict[Key, Dated] = {
        (row.code, row.valid_from): row
        for row in model.objects.filter(code__in={code for code, _ in shipped})
    }
    corrected: dict[str, datetime.date] = {}
    for (code, since), row in there.items():
        if _is_corrected(row, shipped.get((code, since))):
            corrected[code] = max(since, corrected.get(code, since))
    new, refreshed, kept = [], [], []
    texts = _columns(model) - {*_KEY, *_FIGURES[model]}
    for key, row in shipped.items():
        code, since = key
        found = there.get(key)
        if found is None and since > corrected.get(code, since):
            kept.append(f"{code} ({row.label}, {since:%d/%m/%Y})")
        elif found is None:
            new.append(row)
        elif not _is_corrected(found, row) and _refresh(found, row, texts):
            refreshed.append(found)
    model.objects.bulk_create(new)
    if refreshed:
        model.objects.bulk_update(refreshed, sorted(texts))
    return Loaded(len(new), len(refreshed), tuple(kept))


def _is_corrected(row: Dated, shipped: Dated | None) -> bool:
    if row.corrected_here or shipped is None:
        return True
    return any(getattr(row, name) != getattr(shipped, name) for name in _FIGURES[type(row)])


def _refresh(row: Dated, shipped: Dated, texts: set[str]) -> bool:
    """Give a row the shipped texts; whether one of them changed. A later check made here is not undone."""
    if row.checked_on and (shipped.checked_on is None or shipped.checked_on < row.checked_on):
        shipped.checked_on = row.checked_on
    changed = [name for name in texts if getattr(row, name) != getattr(shipped, name)]
    for name in changed:
        setattr(row, name, getattr(shipped, name))
    return bool(changed)


def _columns(model: type[Dated]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields} - {"id", "corrected_here"}


def _rows(model: type[Dated], path: Path) -> Iterator[tuple[Key, Dated]]:
    columns = _columns(model)
    lines: dict[Key, int] = {}
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    for line, cells in enumerate(reader, start=2):
        where = f"{path.name}, ligne {line}"
        if set(cells) != columns:
            raise DataFileError(f"{where} : colonnes attendues {', '.join(sorted(columns))}")
        row = model(
            **{name: text.split("|") if name in _LISTS else text for name, text in cells.items() if text}
        )
        try:
            row.full_clean(validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            raise DataFileError(f"{where} : {error.message_dict}") from error
        key = row.code, row.valid_from
        if key in lines:
            raise DataFileError(
                f"{where} : « {row.code} » au {row.valid_from:%d/%m/%Y} est déjà à la ligne {lines[key]}"
            )
        lines[key] = line
        yield key, row
