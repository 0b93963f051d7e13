"""One grid on the work table: typed, checked, previewed, then written as a whole.

A grid that results may have used is never rewritten: its successor is, from a given day, and the older one
ends the day before.
"""

import copy
import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.forms import model_to_dict
from django.utils import timezone

from carriers import changes, checks
from carriers.enums import BANDED_BASES, TariffBasis
from carriers.forms.grids import EXPLANATIONS, BandRows, GridForm, ZoneRows
from carriers.forms.pasting import Pasted
from carriers.models import Solution, TariffBand, TariffGrid, TariffZone
from pat_logistics.formats import french_day
from pat_logistics.history import events_of

BAND_COLUMNS = ("zone", "min_kg", "max_kg", "price_eur", "flat")
ZONE_COLUMNS = ("code", "label", "surcharge_share", "surcharge_eur")
NEW_ROWS = 3
ONE_DAY = datetime.timedelta(days=1)


def is_open_to_correction(grid: TariffGrid, today: datetime.date) -> bool:
    """It starts today or later, or was entered today: no result of a past day can have used it."""
    if grid.first_day >= today:
        return True
    born = events_of(TariffGrid).filter(pgh_obj_id=grid.pk, pgh_label="insert").first()
    return born is not None and timezone.localdate(born.pgh_created_at) >= today


def as_read(grid: TariffGrid, bands: list[TariffBand], zones: list[TariffZone]) -> TariffGrid:
    """A copy of an unsaved grid that reads like one loaded with its bands and zones."""
    read = copy.copy(grid)
    read.pk = grid.pk or 0
    read._prefetched_objects_cache = {"bands": bands, "zones": zones}  # type: ignore[attr-defined]
    return read


class GridEditor:
    """A new grid of a solution, a correction of `grid`, or (`as_version`) its successor."""

    def __init__(
        self,
        solution: Solution,
        grid: TariffGrid | None = None,
        *,
        as_version: bool = False,
        data: Any = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.solution, self.grid, self.as_version = solution, grid, as_version
        self.today = timezone.localdate()
        self.errors: list[str] = []
        self.overlaps: list[TariffGrid] = []
        self.pasted: Pasted | None = None
        corrects = grid is not None and not as_version
        is_example = grid.is_example if grid is not None else solution.is_example
        instance = grid if corrects else TariffGrid(solution=solution, is_example=is_example)
        first_values, bands, zones = self._first_values(initial or {})
        self.form = GridForm(data, instance=instance, initial=first_values)
        if corrects and grid is not None:
            self.form.watch(changes.of_grid(grid))
        # Rows that were typed are all there is: a row equal to the stored one must not pass for empty.
        self.bands = BandRows(data, prefix="bands", initial=None if data else bands)
        self.zones = ZoneRows(data, prefix="zones", initial=None if data else zones)
        if data is None and not bands:
            self.bands.extra = NEW_ROWS

    def _first_values(self, given: dict[str, Any]) -> tuple[dict[str, Any], list[Any], list[Any]]:
        """What the fields show before anything is typed: the grid it comes from, or usual answers."""
        if self.grid is None:
            usual = {
                "basis": TariffBasis.PER_100KG,
                "source": f"Déclaré par {self.solution.carrier or self.solution.name}"[:200],
                "source_date": self.today,
            }
            return usual | given, [], []
        values = (
            model_to_dict(self.grid, exclude=["id", "solution", "valid_during"]) if self.as_version else {}
        )
        if self.as_version:
            values |= {
                "valid_from": max(self.today + ONE_DAY, self.grid.first_day + ONE_DAY),
                "valid_to": None,
                "source_date": self.today,
            }
        bands = sorted(self.grid.bands.all(), key=lambda band: (band.zone, band.min_kg))
        zones = sorted(self.grid.zones.all(), key=lambda zone: zone.code)
        return (
            values | given,
            [{name: getattr(band, name) for name in BAND_COLUMNS} for band in bands],
            [{name: getattr(zone, name) for name in ZONE_COLUMNS} for zone in zones],
        )

    # --- what the page shows ---------------------------------------------------------------------------

    @property
    def has_bands(self) -> bool:
        return self.form.basis in BANDED_BASES

    @property
    def may_be_flat(self) -> bool:
        """A price per parcel or per stop always is one of the whole."""
        return self.form.basis in (TariffBasis.PER_100KG, TariffBasis.PALLET)

    @property
    def explanation(self) -> str:
        return EXPLANATIONS[TariffBasis(self.form.basis)]

    @property
    def warnings(self) -> list[str]:
        return list(checks.warnings(self.form.instance, self.band_rows, self.zone_rows))

    @property
    def error_count(self) -> int:
        rows = [form for rows in (self.bands, self.zones) for form in rows.forms]
        typed = sum(len(form.errors) for form in rows) + len(self.row_errors)
        return len(self.form.errors) + typed + len(self.errors)

    @property
    def row_errors(self) -> list[str]:
        """What is wrong with the bands or the zones as a list, such as too many of them."""
        return [*(self.bands.non_form_errors() if self.has_bands else ()), *self.zones.non_form_errors()]

    def hush(self) -> None:
        """Show what was typed without judging it; rows just pasted are judged, one by one."""
        self.form.hush()
        if self.pasted is None or self.pasted.refusal:
            self.bands.hush()
        self.zones.hush()

    # --- what was typed --------------------------------------------------------------------------------

    @property
    def band_rows(self) -> list[TariffBand]:
        rows = self.bands.instances() if self.has_bands else []
        for row in rows:
            row.flat = row.flat and self.may_be_flat  # ticked for another basis, kept while one hesitates
        return rows

    @property
    def zone_rows(self) -> list[TariffZone]:
        return self.zones.instances()

    @property
    def draft(self) -> TariffGrid:
        """The grid as typed, as if it had been read; only after `is_sound`."""
        return as_read(self.form.instance, self.band_rows, self.zone_rows)

    def is_sound(self) -> bool:
        """Every answer and all of them together make sense, whatever the other grids are."""
        valid = [self.form.is_valid(), not self.has_bands or self.bands.is_valid(), self.zones.is_valid()]
        self.errors = []
        if all(valid):
            self.errors = list(checks.errors(self.form.instance, self.band_rows, self.zone_rows))
        return all(valid) and not self.errors

    def is_valid(self, *, closing: int | None = None) -> bool:
        """Sound, and at dates that no other grid holds; `closing` is the grid to end the day before."""
        if not self.is_sound():
            return False
        first = self.form.instance.first_day
        if self.as_version and self.grid is not None:
            self._check_succession(self.grid, first)
        others = self._overlapping()
        self.overlaps = [other for other in others if other.pk != closing]
        for other in others:
            if other.pk == closing:
                self._check_succession(other, first)
        if self.overlaps:
            self.errors.append(self._about(self.overlaps[0]))
        return not self.errors

    def _check_succession(self, older: TariffGrid, first: datetime.date) -> None:
        """The older grid keeps the days it has already served."""
        if older.last_day is not None and older.last_day < first:
            return
        if first < self.today:
            self.errors.append(
                f"« {older.name} » a pu servir jusqu’à hier : la nouvelle grille commence au plus tôt "
                "aujourd’hui."
            )
        elif first <= older.first_day:
            self.errors.append(
                f"« {older.name} » ne commence que le {french_day(older.first_day)} : la nouvelle grille "
                "commence après ce jour."
            )

    def _overlapping(self) -> list[TariffGrid]:
        grid = self.form.instance
        others = TariffGrid.objects.filter(
            solution=self.solution, purpose=grid.purpose, valid_during__overlap=grid.valid_during
        )
        if self.grid is not None:
            others = others.exclude(pk=self.grid.pk)
        return list(others.order_by("valid_during"))

    def _about(self, other: TariffGrid) -> str:
        end = f" au {french_day(other.last_day)}" if other.last_day else ", sans fin"
        return f"« {other.name} » est déjà valable à ces dates : du {french_day(other.first_day)}{end}."

    @property
    def closable(self) -> TariffGrid | None:
        """The older grid in the way, which one click may end the day before."""
        first = self.form.instance.first_day if self.overlaps else None
        for other in self.overlaps:
            if first and other.first_day < first and first >= self.today:
                return other
        return None

    # --- writing ---------------------------------------------------------------------------------------

    def save(self, *, closing: int | None = None) -> TariffGrid | None:
        """Write the grid whole. None, with the reason in `errors`, when another one came in between."""
        try:
            with transaction.atomic():
                Solution.objects.select_for_update(of=("self",)).get(pk=self.solution.pk)
                if self.grid is not None and not self.as_version:
                    # Whoever held the lock may have written since the page was read.
                    self.form.watch(changes.of_grid(self.grid))
                    self.form.full_clean()
                if not self.is_valid(closing=closing):
                    return None
                grid = self.form.instance
                for other in self._to_close(closing):
                    close(other, first_free_day=grid.first_day)
                grid.solution = self.solution
                grid.save()
                write_rows(grid, self.band_rows, self.zone_rows)
                return grid
        except IntegrityError:
            self.errors.append(
                "Une autre grille vient d’être enregistrée à ces dates. Relisez, puis recommencez."
            )
            return None

    def _to_close(self, closing: int | None) -> list[TariffGrid]:
        # Only what is in the way, and was checked: a served grid of the other purpose is not.
        wanted = {grid.pk for grid in self._overlapping() if grid.pk == closing}
        if self.as_version and self.grid is not None:
            wanted.add(self.grid.pk)
        first = self.form.instance.first_day
        found = TariffGrid.objects.filter(solution=self.solution, pk__in=wanted)
        return [grid for grid in found if grid.last_day is None or grid.last_day >= first]


def close(grid: TariffGrid, *, first_free_day: datetime.date) -> None:
    """End a grid the day before another begins."""
    grid.valid_during = DateRange(grid.first_day, first_free_day)
    grid.save(update_fields=["valid_during"])


def write_rows(grid: TariffGrid, bands: list[TariffBand], zones: list[TariffZone]) -> None:
    """Bring the bands and zones of a saved grid to those given: what did not change is not touched."""
    _bring(
        TariffBand.objects.filter(grid=grid), grid, bands, ("zone", "min_kg", "max_kg"), ("price_eur", "flat")
    )
    _bring(
        TariffZone.objects.filter(grid=grid),
        grid,
        zones,
        ("code",),
        ("label", "surcharge_share", "surcharge_eur"),
    )


def _bring(
    rows: Any, grid: TariffGrid, wanted: list[Any], key: tuple[str, ...], rest: tuple[str, ...]
) -> None:
    """Rows are known by `key`; those gone are deleted first, so that no two ever overlap."""

    def key_of(row: Any) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in key)

    present = {key_of(row): row for row in rows.order_by("pk")}
    kept = {key_of(row) for row in wanted}
    rows.filter(pk__in=[row.pk for row_key, row in present.items() if row_key not in kept]).delete()
    for row in wanted:
        known = present.get(key_of(row))
        if known is None:
            row.pk, row.grid = None, grid
            row.save(force_insert=True)
        elif any(getattr(known, name) != getattr(row, name) for name in rest):
            for name in rest:
                setattr(known, name, getattr(row, name))
            known.save()
