"""Example carriers and places, and the real tools with what is publicly known of them.

The data are in `carriers/data/`: `carriers.json`, `places.json` and `rides.json` are invented and say so on
every screen; `tools.json` holds real services, each with its source and date.
"""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from carriers.enums import AreaRole
from carriers.models import (
    Carrier,
    DropPoint,
    Ride,
    ServiceArea,
    Solution,
    TariffBand,
    TariffGrid,
    TariffZone,
)
from carriers.rides import Side
from pat_logistics.history import events_of
from pat_logistics.territory.land import CountryPart
from producers.models import Producer

DATA = Path(__file__).parent / "data"
PUBLISHED_AT = datetime.datetime(2026, 11, 1, 8, tzinfo=ZoneInfo("Europe/Paris"))
COMMUNE_LENGTH, EPCI_LENGTH = 5, 9


@transaction.atomic
def load() -> int:
    """Adds the solutions that are missing, and says how many. One of the same slug is left alone."""
    carriers = _read("carriers")
    # Each solution with the slug of its carrier, "" for a tool or a place.
    rows = [(row, "") for row in _read("tools") + [{**row, "is_example": True} for row in _read("places")]]
    rows += [
        ({**row, "is_example": True}, carrier["slug"])
        for carrier in carriers
        for row in carrier.pop("solutions")
    ]
    slugs = [row["slug"] for row, _ in rows]
    known = set(Solution.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    missing = [(row, carrier) for row, carrier in rows if row["slug"] not in known]
    if missing:
        by_slug = {row["slug"]: _carrier(row) for row in carriers}
        for row, carrier in missing:
            _add(row, by_slug.get(carrier))
    return len(missing)


@transaction.atomic
def load_rides() -> None:
    """Adds the rides between examples; one that was ever there is left alone, even refused or withdrawn."""
    for row in _read("rides"):
        producer = Producer.objects.filter(slug=row["producer"], is_example=True).first()
        carrier = Carrier.objects.filter(slug=row["carrier"], is_example=True).first()
        if producer is None or carrier is None:
            continue
        if not events_of(Ride).filter(producer_id=producer.pk, carrier_id=carrier.pk).exists():
            agreed = {Side(side).agreed_at: PUBLISHED_AT for side in row["agreed_by"]}
            Ride.objects.create(producer=producer, carrier=carrier, **agreed)


def _read(name: str) -> list[dict[str, Any]]:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def _carrier(row: dict[str, Any]) -> Carrier:
    defaults = {**row, "commune_id": row["commune"], "is_example": True, "published_at": PUBLISHED_AT}
    del defaults["commune"]
    return Carrier.objects.get_or_create(slug=row["slug"], defaults=defaults)[0]


def _add(row: dict[str, Any], carrier: Carrier | None) -> None:
    areas = row.pop("areas", {})
    drop_points, grids = row.pop("drop_points", []), row.pop("grids", [])
    for place in ("commune", "round_destination"):
        if place in row:
            row[f"{place}_id"] = row.pop(place)
    solution = Solution.objects.create(**row, carrier=carrier, published_at=PUBLISHED_AT)
    ServiceArea.objects.bulk_create(_areas(solution, areas))
    DropPoint.objects.bulk_create(
        DropPoint(solution=solution, commune_id=point.pop("commune"), **point) for point in drop_points
    )
    for grid in grids:
        _add_grid(solution, grid)


def _areas(solution: Solution, by_role: dict[str, list[dict[str, Any]]]) -> Iterator[ServiceArea]:
    for role in AreaRole.values:
        for row in by_role.get(role, []):
            for place in row["places"]:
                details = {name: value for name, value in row.items() if name != "places"}
                yield ServiceArea(solution=solution, role=role, **_place(place), **details)


def _place(code: str) -> dict[str, Any]:
    """The column that a code fills: INSEE code of a commune, SIREN of an EPCI, département, country part."""
    if code in CountryPart:
        return {"country_part": code}
    if len(code) == COMMUNE_LENGTH:
        return {"commune_id": code}
    return {"epci": code} if len(code) == EPCI_LENGTH else {"departement": code}


def _add_grid(solution: Solution, row: dict[str, Any]) -> None:
    bands, zones = row.pop("bands", []), row.pop("zones", [])
    begins = datetime.date.fromisoformat(row.pop("valid_from"))
    grid = TariffGrid.objects.create(solution=solution, valid_during=DateRange(begins, None), **row)
    TariffZone.objects.bulk_create(TariffZone(grid=grid, **zone) for zone in zones)
    TariffBand.objects.bulk_create(
        TariffBand(grid=grid, zone=zone, min_kg=low, max_kg=high, price_eur=price, flat=bool(flat))
        for zone, low, high, price, *flat in bands
    )
