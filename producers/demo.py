"""Example producers of Lozère, so that a new portal has something to show.

Farms, volumes, prices and customers are invented, of a plausible order of magnitude; the communes are real.
Every producer is marked `is_example`, and the screens say so. The files of `producers/data` are the source.
"""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction

from pat_logistics.actors.models import Actor
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import DEFAULT_TEMPERATURE, CustomerType, ProductFamily, SeasonLevel
from producers.models import Flow, Producer, ProductLine, StorageSite, Vehicle

DATA = Path(__file__).parent / "data"
PUBLISHED_AT = datetime(2026, 9, 1, 9, tzinfo=ZoneInfo("Europe/Paris"))
LEVELS = dict(zip("0123", SeasonLevel.values, strict=True))
SCHOOL_HOLIDAYS = {7, 8}
SCHOOLS = {CustomerType.SCHOOL_CANTEEN, CustomerType.COLLEGE}


@transaction.atomic
def load() -> int:
    """Adds the examples that are missing, and says how many. A producer of the same slug is left alone."""
    rows = {row["slug"]: row for row in _rows("producers")}
    known = set(Producer.objects.filter(slug__in=rows).values_list("slug", flat=True))
    missing = [row for slug, row in rows.items() if slug not in known]
    if not missing:
        return 0
    codes = {row["insee"] for row in missing} | {row["destination"] for row in _rows("flows")}
    communes = Commune.objects.in_bulk(codes)
    outlets = {
        (actor.commune_id, actor.customer_type): actor
        for actor in Actor.objects.filter(is_example=True).outlets().order_by("pk")
    }
    producers = {
        producer.slug: producer
        for producer in Producer.objects.bulk_create(_producer(row, communes) for row in missing)
    }

    def of_missing(name: str) -> Iterator[dict[str, str]]:
        return (row for row in _rows(name) if row["producer"] in producers)

    lines = ProductLine.objects.bulk_create(
        _product_line(row, producers[row["producer"]]) for row in of_missing("product_lines")
    )
    StorageSite.objects.bulk_create(
        _storage_site(row, producers[row["producer"]]) for row in of_missing("storage_sites")
    )
    Vehicle.objects.bulk_create(_vehicle(row, producers[row["producer"]]) for row in of_missing("vehicles"))
    by_name = {(line.producer.slug, line.name): line for line in lines}
    Flow.objects.bulk_create(
        _flow(row, by_name[row["producer"], row["line"]], communes[row["destination"]], outlets)
        for row in of_missing("flows")
    )
    return len(missing)


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _codes(text: str) -> list[str]:
    return text.split("|") if text else []


def _producer(row: dict[str, str], communes: Mapping[str, Commune]) -> Producer:
    commune = communes[row["insee"]]
    north, east = hashlib.sha256(row["slug"].encode()).digest()[:2]
    published = _codes(row["publishes"])
    return Producer(
        slug=row["slug"],
        name=row["name"],
        commune=commune,
        # Within a kilometre of the town hall, always at the same spot.
        latitude=commune.latitude + (north - 127.5) / 127.5 * 0.006,
        longitude=commune.longitude + (east - 127.5) / 127.5 * 0.008,
        legal_form=row["legal_form"],
        labels=_codes(row["labels"]),
        description=row["description"],
        email=f"contact@{row['slug']}.example",
        # 04 65 71: numbers that Arcep keeps for works of fiction (plan de numérotation, 2018).
        phone=f"04 65 71 {north % 100:02d} {east % 100:02d}",
        website=f"https://{row['slug']}.example/",
        address="Chemin de l’Exemple",
        refuses_intermediaries=row["wish"] == "alone",
        open_to_pooling=row["wish"] == "pool",
        is_example=True,
        published_at=PUBLISHED_AT if "profile" in published else None,
        **{
            f"{group}_published_at": PUBLISHED_AT if group in published else None
            for group in ("contact", "position", "storage", "flows")
        },
    )


def _product_line(row: dict[str, str], producer: Producer) -> ProductLine:
    return ProductLine(
        producer=producer,
        family=row["family"],
        name=row["name"],
        temperature=row["temperature"] or DEFAULT_TEMPERATURE[ProductFamily(row["family"])],
        packagings=_codes(row["packagings"]),
        parcel_kg=Decimal(row["parcel_kg"]),
        kg_per_year=Decimal(row["kg_per_year"]),
        eur_per_kg=Decimal(row["eur_per_kg"]),
        season=[LEVELS[level] for level in row["season"]],
        shelf_life_hours=int(row["shelf_life_hours"]),
        labels=_codes(row["labels"]),
    )


def _storage_site(row: dict[str, str], producer: Producer) -> StorageSite:
    return StorageSite(
        producer=producer,
        kind=row["kind"],
        volume_m3=Decimal(row["volume_m3"]),
        free_m3=Decimal(row["free_m3"]),
        offered=row["offered"] == "yes",
        hgv_access=row["hgv_access"] == "yes",
    )


def _vehicle(row: dict[str, str], producer: Producer) -> Vehicle:
    figures = ("eur_per_km", "litres_per_100km", "fixed_eur_per_year", "km_per_year")
    return Vehicle(
        producer=producer,
        kind=row["kind"],
        name=row["name"],
        payload_kg=Decimal(row["payload_kg"]),
        volume_m3=Decimal(row["volume_m3"]),
        temperatures=_codes(row["temperatures"]),
        shareable=row["shareable"] == "yes",
        **{name: Decimal(row[name]) if row[name] else None for name in figures},
    )


def _flow(
    row: dict[str, str],
    line: ProductLine,
    destination: Commune,
    outlets: Mapping[tuple[str | None, str], Actor],
) -> Flow:
    """A flow runs in the months of its line, out of the summer holidays for schools.

    It goes to the invented customer of that type there, when there is one.
    """
    months = {month for month, level in enumerate(line.season, 1) if level != SeasonLevel.NONE}
    if row["customer_type"] in SCHOOLS:
        months -= SCHOOL_HOLIDAYS
    hours = [time.fromisoformat(hour) for hour in row["hours"].split("-")] if row["hours"] else [None, None]
    kg = Decimal(row["kg_per_delivery"])
    return Flow(
        producer=line.producer,
        product_line=line,
        destination=destination,
        customer_type=row["customer_type"],
        outlet=outlets.get((destination.pk, row["customer_type"])),
        kg_per_delivery=kg,
        deliveries_per_year=int(row["deliveries_per_year"]),
        months=sorted(months),
        weekdays=[int(day) for day in _codes(row["weekdays"])],
        not_before=hours[0],
        not_after=hours[1],
        lead_time_hours=int(row["lead_time_hours"]),
        goods_value_eur=kg * (line.eur_per_kg or 0),
        returns_kg=Decimal(row["returns_kg"]),
        transport_today=row["transport_today"],
        paid_by=row["paid_by"],
    )
