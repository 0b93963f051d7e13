"""A France of invented carriers and solutions, to measure the catalogue at the size of the country.

Deterministic: the same count gives the same rows. Companies, areas and prices are invented and every row says
so (`is_example`); the communes are real. Each département gets the same number of carriers.
"""

import datetime
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pgtrigger
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from carriers.enums import DROP_POINT_KINDS, GOODS_KINDS, AreaRole, GridPurpose, SolutionKind, TariffBasis
from carriers.models import Carrier, DropPoint, ServiceArea, Solution, TariffBand, TariffGrid, TariffZone
from pat_logistics.territory.fields import great_circle_km
from pat_logistics.territory.land import CountryPart
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import Temperature

SEED = 48
SLUG = "exemple-de-masse"
SOLUTIONS_PER_CARRIER = 5
BATCH = 2_000
NEIGHBOURS = 8
SOURCE = "Exemple inventé pour la mesure"
SINCE = datetime.date(2026, 1, 1)
PUBLISHED_AT = datetime.datetime(2026, 1, 1, 8, tzinfo=datetime.UTC)

# How many of each kind in a thousand.
SHARES = {
    SolutionKind.CARRIER: 720,
    SolutionKind.CO_DELIVERY: 80,
    SolutionKind.PLATFORM: 50,
    SolutionKind.LOCKER: 50,
    SolutionKind.PARCEL: 40,
    SolutionKind.STORAGE: 30,
    SolutionKind.SOFTWARE: 10,
    SolutionKind.TRAINING: 10,
    SolutionKind.SUBSIDY: 10,
}
NAMES = {
    SolutionKind.CARRIER: ("Ligne", "Groupage", "Messagerie", "Tournée"),
    SolutionKind.CO_DELIVERY: ("Tournée partagée",),
    SolutionKind.PLATFORM: ("Plateforme",),
    SolutionKind.LOCKER: ("Casiers",),
    SolutionKind.PARCEL: ("Colis",),
    SolutionKind.STORAGE: ("Chambre froide partagée",),
    SolutionKind.SOFTWARE: ("Outil de tournée",),
    SolutionKind.TRAINING: ("Conseil logistique",),
    SolutionKind.SUBSIDY: ("Aide à l’essai",),
}
PLACES = (
    "des Genêts", "du Causse", "de la Source", "du Tilleul", "du Rocher", "de la Combe", "des Bruyères",
    "du Vieux Pont", "de la Draille", "des Hirondelles", "du Col", "de la Vallée", "du Hêtre", "de la Lande",
    "des Quatre Vents", "du Noyer", "de la Fontaine", "du Puech", "des Alouettes", "du Plateau",
)  # fmt: skip
REGIMES = (
    [Temperature.AMBIENT],
    [Temperature.AMBIENT, Temperature.CHILLED],
    [Temperature.CHILLED],
    [Temperature.CHILLED, Temperature.FROZEN],
    list(Temperature),
)
# Basis of the grid of each kind, and whether it pays the transport or the place.
GRIDS = {
    SolutionKind.CARRIER: (TariffBasis.PER_100KG, GridPurpose.TRANSPORT),
    SolutionKind.PARCEL: (TariffBasis.PARCEL, GridPurpose.TRANSPORT),
    SolutionKind.PLATFORM: (TariffBasis.STOP, GridPurpose.TRANSPORT),
    SolutionKind.LOCKER: (TariffBasis.STOP, GridPurpose.HANDLING),
    SolutionKind.STORAGE: (TariffBasis.PALLET, GridPurpose.HANDLING),
}
BANDS_KG: dict[TariffBasis, list[tuple[int, int | None]]] = {
    TariffBasis.PARCEL: [(0, 2), (2, 5), (5, 10), (10, 20), (20, 30)],
}
USUAL_BANDS_KG: list[tuple[int, int | None]] = [(0, 30), (30, 100), (100, 300), (300, 800), (800, None)]
ZONES = ("PROCHE", "LOIN")


@dataclass(frozen=True, slots=True)
class Country:
    """Communes by département, and the départements nearest to each."""

    communes: dict[str, list[Commune]]
    neighbours: dict[str, list[str]]

    @classmethod
    def read(cls) -> "Country":
        communes: dict[str, list[Commune]] = defaultdict(list)
        for commune in Commune.objects.order_by("-population", "insee"):
            communes[commune.departement].append(commune)
        towns = {code: found[0] for code, found in communes.items()}
        neighbours = {
            code: sorted(towns, key=lambda other, town=town: great_circle_km(town, towns[other]))[:NEIGHBOURS]  # type: ignore[misc]
            for code, town in towns.items()
        }
        return cls(dict(communes), neighbours)


@dataclass(slots=True)
class Rows:
    """What one batch writes, parents before children."""

    solutions: list[Solution] = field(default_factory=list)
    areas: list[ServiceArea] = field(default_factory=list)
    drop_points: list[DropPoint] = field(default_factory=list)
    grids: list[TariffGrid] = field(default_factory=list)
    zones: list[TariffZone] = field(default_factory=list)
    bands: list[TariffBand] = field(default_factory=list)

    def write(self) -> None:
        Solution.objects.bulk_create(self.solutions)
        ServiceArea.objects.bulk_create(self.areas)
        DropPoint.objects.bulk_create(self.drop_points)
        TariffGrid.objects.bulk_create(self.grids)
        TariffZone.objects.bulk_create(self.zones)
        TariffBand.objects.bulk_create(self.bands)


def load(count: int = 10_000) -> int:
    """Add `count` solutions of one carrier for five, unless that was done; how many were added.

    In batches, without history: nobody changed these rows. One transaction.
    """
    if Solution.objects.filter(slug__startswith=SLUG).exists():
        return 0
    rng = random.Random(SEED)  # noqa: S311 - examples, not secrets
    with transaction.atomic(), pgtrigger.ignore():
        country = Country.read()
        carriers = Carrier.objects.bulk_create(_carriers(rng, country, count))
        for start in range(0, count, BATCH):
            rows = Rows()
            for number in range(start, min(start + BATCH, count)):
                _add(rng, rows, country, carriers[number // SOLUTIONS_PER_CARRIER], number)
            rows.write()
    with connection.cursor() as cursor:
        models = (Carrier, Solution, ServiceArea, DropPoint, TariffGrid, TariffZone, TariffBand)
        cursor.execute(f"VACUUM (ANALYZE) {', '.join(model._meta.db_table for model in models)}")
    return count


def _carriers(rng: random.Random, country: Country, count: int) -> Iterator[Carrier]:
    departements = sorted(country.communes)
    for number in range(-(-count // SOLUTIONS_PER_CARRIER)):
        code = departements[number % len(departements)]
        commune = rng.choice(country.communes[code])
        yield Carrier(
            name=f"Transports exemple {rng.choice(PLACES)} {code}-{number:05d}",
            slug=f"{SLUG}-{number:05d}",
            description=f"Transporteur inventé, à {commune.name}.",
            email=f"contact@{number:05d}.example",
            commune=commune,
            is_example=True,
            published_at=PUBLISHED_AT,
        )


def _add(rng: random.Random, rows: Rows, country: Country, carrier: Carrier, number: int) -> None:
    home = carrier.commune
    assert home is not None  # noqa: S101 - every invented carrier has one
    kind = rng.choices(list(SHARES), list(SHARES.values()))[0]
    solution = _solution(rng, country, carrier, home, kind, number)
    rows.solutions.append(solution)
    if kind not in GOODS_KINDS:
        return
    rows.areas += _areas(rng, country, solution, home)
    if kind in DROP_POINT_KINDS and rng.random() < 0.4:
        for place in rng.sample(country.communes[home.departement], 1):
            rows.drop_points.append(
                DropPoint(
                    solution=solution,
                    name=f"Quai de {place.name}",
                    commune=place,
                    latitude=place.latitude,
                    longitude=place.longitude,
                )
            )
    if kind in GRIDS:
        _add_grid(rng, rows, solution)


def _solution(
    rng: random.Random, country: Country, carrier: Carrier, home: Commune, kind: SolutionKind, number: int
) -> Solution:
    goods, sells = kind in GOODS_KINDS, kind in (SolutionKind.CARRIER, SolutionKind.PARCEL)
    regimes = rng.choice(REGIMES) if goods else []
    cold = Temperature.CHILLED in regimes or Temperature.FROZEN in regimes
    values: dict[str, Any] = {}
    if goods and not sells:
        values["commune"] = home
    if kind == SolutionKind.CO_DELIVERY:
        near = rng.choice(country.neighbours[home.departement])
        values |= {
            "round_destination": country.communes[near][0],
            "other_load_kg": rng.randrange(80, 400),
            "vehicle_code": "logicout_grand_fourgon_e6",
            "co_delivery": rng.random() < 0.5,
        }
        regimes = [Temperature.AMBIENT, Temperature.CHILLED]
    if goods:
        values |= {
            "min_kg": rng.choice((None, 1, 5, 10, 30, 100)),
            "max_kg": rng.choice((None, 400, 1_000, 3_000, 8_000)),
            "delay_hours": rng.choice((8, 24, 36, 48)),
            "breaks_load": rng.random() < 0.6,
            "atp_attested": True if cold and rng.random() < 0.8 else None,
            "returns_empties": rng.choice((None, True, False)),
        }
    return Solution(
        kind=kind,
        carrier=carrier if sells else None,
        operator="" if sells else f"Exploitant inventé de {home.name}",
        name=f"{rng.choice(NAMES[kind])} exemple {rng.choice(PLACES)} {home.departement}-{number:05d}",
        slug=f"{SLUG}-{number:05d}",
        summary=f"Service inventé au départ de {home.name}.",
        description=f"Solution inventée pour la mesure, à {home.name}.",
        temperatures=regimes,
        max_parcel_kg=30 if kind == SolutionKind.PARCEL else None,
        source=SOURCE,
        source_date=SINCE,
        confirmed_on=SINCE + datetime.timedelta(days=rng.randrange(300)) if rng.random() < 0.7 else None,
        is_example=True,
        published_at=PUBLISHED_AT,
        **values,
    )


def _areas(rng: random.Random, country: Country, solution: Solution, home: Commune) -> Iterator[ServiceArea]:
    """Five to ten: collection around the carrier, delivery there and in the départements around."""
    near = country.neighbours[home.departement]
    everywhere = {"country_part": CountryPart.MAINLAND}
    wanted: list[tuple[str, dict[str, Any]]] = [
        (AreaRole.COLLECTION, _place(rng, country, home.departement)) for _ in range(rng.randint(1, 3))
    ]
    wanted += [(AreaRole.DELIVERY, _place(rng, country, rng.choice(near))) for _ in range(rng.randint(4, 6))]
    if rng.random() < (0.5 if solution.kind == SolutionKind.PARCEL else 0.01):
        wanted += [(AreaRole.COLLECTION, everywhere), (AreaRole.DELIVERY, everywhere)]
    seen = set()
    for role, place in wanted:
        if (key := (role, *place.values())) in seen:
            continue
        seen.add(key)
        yield ServiceArea(
            solution=solution,
            role=role,
            weekdays=sorted(rng.sample(range(1, 7), rng.choice((0, 2, 3, 5)))),
            cut_off=rng.choice((None, datetime.time(12))),
            zone=rng.choice(ZONES) if role == AreaRole.DELIVERY else "",
            **place,
        )


def _place(rng: random.Random, country: Country, departement: str) -> dict[str, Any]:
    commune, draw = rng.choice(country.communes[departement]), rng.random()
    if draw < 0.4:
        return {"departement": departement}
    return {"epci": commune.epci} if draw < 0.75 and commune.epci else {"commune_id": commune.pk}


def _add_grid(rng: random.Random, rows: Rows, solution: Solution) -> None:
    basis, purpose = GRIDS[SolutionKind(solution.kind)]
    grid = TariffGrid(
        solution=solution,
        purpose=purpose,
        name="Grille d’exemple 2026",
        valid_during=DateRange(SINCE, None),
        basis=basis,
        minimum_eur=rng.choice((None, 12, 20, 28)),
        payant_pour=basis == TariffBasis.PER_100KG,
        chilled_share=Decimal("0.25"),
        kg_per_pallet=400 if basis == TariffBasis.PALLET else None,
        source=SOURCE,
        source_date=SINCE,
        is_example=True,
    )
    rows.grids.append(grid)
    zones = ZONES if rng.random() < 0.3 else ("",)
    rows.zones += [
        TariffZone(grid=grid, code=code, label=f"Zone {code.lower()}", surcharge_share=Decimal("0.05"))
        for code in zones
        if code
    ]
    start = rng.randrange(8, 60)
    rows.bands += [
        TariffBand(grid=grid, zone=zone, min_kg=low, max_kg=high, price_eur=start + 6 * rank)
        for zone in zones
        for rank, (low, high) in enumerate(BANDS_KG.get(basis, USUAL_BANDS_KG))
    ]
