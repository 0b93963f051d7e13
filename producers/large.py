"""A France of invented producers, to measure the portal at the size of the country.

Deterministic: the same count gives the same rows. Farms, volumes and customers are invented, and every
producer is marked `is_example`; the communes are real. Each département gets the same number of producers.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import pgtrigger
from django.db import connection, models, transaction
from django.utils.text import slugify

from pat_logistics.copying import copy_rows
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import (
    DEFAULT_TEMPERATURE,
    CustomerType,
    Label,
    Packaging,
    ProductFamily,
    SeasonLevel,
    Temperature,
)
from producers.enums import StorageKind, TransportToday
from producers.models import Flow, Producer, ProductLine, StorageSite

SEED = 48
SLUG = "exemple-de-masse"
FLOWS = (0, 1, 1, 2, 2, 3)  # of a producer, each as likely
BATCH = 5_000  # producers held in memory at once
STARTED = datetime(2025, 1, 1, 8, tzinfo=UTC)
SPREAD_DEGREES = 0.03  # of a farm around its town hall: about 3 km

# What each family is made by, and called.
MAKERS: dict[ProductFamily, tuple[tuple[str, ...], tuple[str, ...]]] = {
    ProductFamily.FRESH_MEAT: (("Élevage", "Bergerie"), ("Agneau", "Bœuf Aubrac", "Veau", "Poulet fermier")),
    ProductFamily.FROZEN_MEAT: (("Élevage", "Ferme"), ("Bœuf haché surgelé", "Agneau surgelé")),
    ProductFamily.CHARCUTERIE: (("Atelier", "Salaisons"), ("Saucisson sec", "Jambon cru", "Pâté")),
    ProductFamily.CHEESE: (
        ("Chèvrerie", "Fromagerie", "Bergerie"),
        ("Pélardon", "Tomme de brebis", "Fromage de chèvre frais", "Bleu fermier", "Cantal"),
    ),
    ProductFamily.YOGURT: (("Laiterie", "Fromagerie"), ("Yaourt nature", "Faisselle", "Crème dessert")),
    ProductFamily.EGGS: (("Poulailler", "Ferme"), ("Œufs de plein air", "Œufs de caille")),
    ProductFamily.VEGETABLES: (
        ("Jardin", "Maraîchage"),
        ("Pomme de terre", "Tomate", "Courge", "Salade", "Carotte", "Oignon doux des Cévennes"),
    ),
    ProductFamily.FRUITS: (("Verger", "Ferme"), ("Pomme", "Poire", "Cerise", "Framboise", "Myrtille")),
    ProductFamily.CHESTNUT: (("Châtaigneraie", "Verger"), ("Châtaigne sèche", "Crème de châtaigne")),
    ProductFamily.HONEY: (("Rucher", "Miellerie"), ("Miel de bruyère", "Miel toutes fleurs")),
    ProductFamily.BREAD_FLOUR: (("Moulin", "Fournil"), ("Pain au levain", "Farine de seigle")),
    ProductFamily.DRY_GROCERY: (("Plantes", "Herboristerie"), ("Tisane", "Lentille verte", "Safran", "Thym")),
    ProductFamily.DRINKS: (("Brasserie", "Domaine"), ("Bière blonde", "Jus de pomme", "Vin rouge", "Cidre")),
    ProductFamily.READY_MEALS: (("Conserverie", "Cuisine"), ("Aligot", "Cassoulet", "Soupe de légumes")),
    ProductFamily.OTHER: (("Ferme", "Atelier"), ("Laine", "Savon au lait")),
}  # fmt: skip
PLACES = (
    "des Genêts", "du Causse", "de la Source", "du Tilleul", "des Trois Ruisseaux", "du Rocher",
    "du Grand Pré", "des Bruyères", "du Vieux Pont", "de la Draille", "des Hirondelles", "du Moulin Bas",
    "des Jonquilles", "du Col", "de la Vallée", "des Sagnes", "du Hêtre", "de la Lande", "des Quatre Vents",
    "du Noyer", "de la Fontaine", "des Chênes", "du Puech", "de la Croix", "des Grillons", "du Serre",
    "de la Garenne", "des Alouettes", "du Buis", "de la Prairie", "des Églantiers", "du Torrent",
)  # fmt: skip
SUMMER, ALL_YEAR = "000123321000", "222222222222"
SEASONS = (ALL_YEAR, ALL_YEAR, SUMMER, "322100000123", "012332100000", "000001233210")
LEVELS = dict(zip("0123", SeasonLevel.values, strict=True))


def load(
    count: int = 100_000, *, slug: str = SLUG, departement: str = "", flows: tuple[int, ...] = FLOWS
) -> int:
    """Add `count` producers with lines, storage and flows, unless that was done; how many were added.

    Everywhere unless `departement` says where; `flows` are the numbers of flows that a producer may have. A
    batch at a time, by COPY, without history: nobody changed these rows. One transaction.
    """
    if Producer.objects.filter(slug__startswith=slug).exists():
        return 0
    rng = random.Random(SEED)  # noqa: S311 - examples, not secrets
    with transaction.atomic(), pgtrigger.ignore():
        farms = _farms(rng, count, departement)
        while batch := list(islice(farms, BATCH)):
            _write(rng, batch, slug, flows)
    with connection.cursor() as cursor:
        tables = [model._meta.db_table for model in (Producer, ProductLine, StorageSite, Flow)]
        cursor.execute(f"VACUUM (ANALYZE) {', '.join(tables)}")
    return count


def _farms(rng: random.Random, count: int, departement: str) -> Iterator[tuple[Commune, int]]:
    """A commune and a number for each producer: the départements in turn, a commune of each at random."""
    communes = defaultdict(list)
    where = {"departement": departement} if departement else {}
    for commune in Commune.objects.filter(**where).order_by("insee"):
        communes[commune.departement].append(commune)
    departements = sorted(communes)
    for number in range(count):
        yield rng.choice(communes[departements[number % len(departements)]]), number


def _write(
    rng: random.Random, batch: list[tuple[Commune, int]], slug: str, flows_of: tuple[int, ...]
) -> None:
    producers: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    sites: list[dict[str, Any]] = []
    flows: list[dict[str, Any]] = []
    # Customers: any commune a farm of the batch stands in, most often of the same département.
    towns = defaultdict(list)
    for commune, _ in batch:
        towns[commune.departement].append(commune.pk)
    everywhere = [commune.pk for commune, _ in batch]
    for pk, (commune, number) in zip(_keys(Producer, len(batch)), batch, strict=True):
        families = rng.sample(list(MAKERS), rng.choice((1, 1, 2, 2, 3)))
        producers.append({"id": pk, **_producer(rng, commune, number, families[0], slug)})
        lines += [{"producer_id": pk, **_line(rng, family)} for family in families]
        if rng.random() < 0.35:
            sites.append({"producer_id": pk, **_site(rng)})
    for pk, line in zip(_keys(ProductLine, len(lines)), lines, strict=True):
        line["id"] = pk
    of_producer = defaultdict(list)
    for line in lines:
        of_producer[line["producer_id"]].append(line)
    for producer, (commune, _) in zip(producers, batch, strict=True):
        for _ in range(rng.choice(flows_of)):
            near = rng.random() < 0.8
            flows.append(
                {
                    "producer_id": producer["id"],
                    "product_line_id": rng.choice(of_producer[producer["id"]])["id"],
                    "destination_id": rng.choice(towns[commune.departement] if near else everywhere),
                    **_flow(rng),
                }
            )
    for model, rows in ((Producer, producers), (ProductLine, lines), (StorageSite, sites), (Flow, flows)):
        _copy(model, rows)


def _producer(
    rng: random.Random, commune: Commune, number: int, family: ProductFamily, slug: str
) -> dict[str, Any]:
    maker, place = rng.choice(MAKERS[family][0]), rng.choice(PLACES)
    code = f"{commune.departement}-{number:05d}"
    since = STARTED + timedelta(hours=rng.randrange(16_000))

    def published(share: float) -> datetime | None:
        return since if rng.random() < share else None

    wish = rng.random()
    return {
        "name": f"{maker} exemple {place} {code}",
        "slug": slugify(f"{slug}-{code}"),
        "commune_id": commune.pk,
        "latitude": commune.latitude + rng.uniform(-SPREAD_DEGREES, SPREAD_DEGREES),
        "longitude": commune.longitude + rng.uniform(-SPREAD_DEGREES, SPREAD_DEGREES),
        "legal_form": rng.choice(("sole", "sole", "company", "processor", "cooperative")),
        "siret": "",
        "labels": _some(rng, Label.values, 0.15),
        "description": f"Producteur inventé. {maker} {place}, à {commune.name}.",
        "contact_name": "",
        "email": f"contact@{code.lower()}.example",
        "phone": f"04 65 71 {number % 100:02d} {number // 100 % 100:02d}",
        "website": "",
        "address": "",
        "refuses_intermediaries": wish < 0.15,
        "open_to_pooling": wish > 0.65,
        "published_at": published(0.95),
        "contact_published_at": published(0.7),
        "position_published_at": published(0.4),
        "storage_published_at": published(0.5),
        "flows_published_at": published(0.6),
        "is_example": True,
        "created_at": since,
        "updated_at": since,
    }


def _line(rng: random.Random, family: ProductFamily) -> dict[str, Any]:
    return {
        "family": family.value,
        "name": rng.choice(MAKERS[family][1]),
        "temperature": DEFAULT_TEMPERATURE[family].value
        if rng.random() < 0.9
        else rng.choice(Temperature.values),
        "packagings": _some(rng, Packaging.values, 0.2),
        "parcel_kg": rng.choice((2, 5, 10, 15)),
        "kg_per_year": rng.randrange(200, 20_000),
        "eur_per_kg": rng.randrange(150, 3_000) / 100,
        "season": [LEVELS[level] for level in rng.choice(SEASONS)],
        "shelf_life_hours": rng.choice((72, 240, 720, 4_320)),
        "labels": _some(rng, Label.values, 0.08),
    }


def _site(rng: random.Random) -> dict[str, Any]:
    volume = rng.randrange(5, 80)
    return {
        "kind": rng.choice(StorageKind.values),
        "volume_m3": volume,
        "free_m3": rng.randrange(volume),
        "offered": rng.random() < 0.5,
        "hgv_access": rng.random() < 0.4,
    }


def _flow(rng: random.Random) -> dict[str, Any]:
    return {
        "customer_type": rng.choice(CustomerType.values),
        "kg_per_delivery": rng.randrange(5, 400),
        "deliveries_per_year": rng.choice((12, 24, 48, 96)),
        "months": list(range(1, 13)),
        "weekdays": sorted(rng.sample(range(1, 7), rng.randrange(3))),
        "returns_kg": 0,
        "transport_today": rng.choice(TransportToday.values),
        "paid_by": "producer",
    }


def _some(rng: random.Random, codes: list[str], share: float) -> list[str]:
    return [code for code in codes if rng.random() < share]


def _keys(model: type[models.Model], count: int) -> range:
    """As many primary keys in a row, taken from the sequence of the table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(sequence, nextval(sequence) + %s - 1)"
            " FROM pg_get_serial_sequence(%s, 'id') AS sequence",
            [count, model._meta.db_table],
        )
        last = cursor.fetchone()[0]
    return range(last - count + 1, last + 1)


def _copy(model: type[models.Model], rows: list[dict[str, Any]]) -> None:
    if rows:
        copy_rows(model._meta.db_table, list(rows[0]), (row.values() for row in rows))
