"""Hours and euros a week, from the rounds a farm declared, by the engine of the calculator.

What was not answered stays unknown: no figure is filled in for a farm, except the hour, the vehicle and the
fuel, whose reference values are named.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cost_calc.diagnosis.of_farm import wanted_of
from cost_calc.engine.lines import Component
from cost_calc.engine.quantities import total, unknown
from cost_calc.engine.vehicles import Vehicle, logicout_round
from cost_calc.pricing import adapters
from cost_calc.pricing.question import OwnMeans
from cost_calc.pricing.references import HOUR, ReferenceSet
from needs_survey.answers import OWN_DRIVERS, Answers, codes_of, float_of, rows_of
from needs_survey.applying.wanted import Wanted, wanted_rows
from needs_survey.enums import RowKind
from pat_logistics.vocabulary import Month
from producers.models import Producer

WEEKS = 52
NBSP = "\u00a0"
# Reference vehicle nearest to what was answered: by kind, without a cold unit and with one.
VEHICLES = {
    "car": ("car", "car"),
    "small_van": ("small_van", "logicout_fourgonnette_e6"),
    "van": ("logicout_fourgon_e5", "logicout_fourgon_e5"),
    "large_van": ("logicout_grand_fourgon_e6", "logicout_grand_fourgon_e6"),
}
ELECTRIC_VAN = "small_electric_van"
# The minutes of a round hold the driving and the customers; the rest of the week comes on top of them.
IN_ROUNDS = ("minutes_driving", "minutes_unloading")
BESIDE_ROUNDS = (
    "minutes_orders",
    "minutes_preparing",
    "minutes_loading",
    "minutes_invoicing",
    "minutes_returns",
    "minutes_vehicle",
)


@dataclass(frozen=True, slots=True)
class RoundCost:
    """One declared round. EUR of the vehicle is None when the portal has no value for it."""

    label: str
    per_week: float
    distance_km: float
    minutes: float
    vehicle_eur: float | None
    time_eur: float
    co2e_kg: float | None = None

    @property
    def total_eur(self) -> float | None:
        return None if self.vehicle_eur is None else self.vehicle_eur + self.time_eur

    @property
    def eur_per_week(self) -> float | None:
        return None if self.total_eur is None else self.total_eur * self.per_week


@dataclass(frozen=True, slots=True)
class YearCost:
    """A year of deliveries; None is unknown."""

    minutes: float | None
    eur: float | None
    co2e_kg: float | None
    kg: float | None


@dataclass(frozen=True, slots=True)
class DeclaredVehicle:
    """The vehicle that drives the most: its reference and what the farm says of its costs.

    `alone`: it is the only one declared.
    """

    code: str
    own: OwnMeans
    cold: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class WeekCost:
    """A week of deliveries; None is unknown. `share` is of the sales delivered, 0 to 1.

    `made_kg`: what the products make in a year, unless one does not say.
    Of a week of the season, where what is delivered has one: `weeks` are those of the year it lasts.
    """

    rounds: tuple[RoundCost, ...] = ()
    eur_per_hour: float = 0.0
    minutes: float | None = None
    other_minutes: float | None = None
    other_eur: float | None = None
    eur: float | None = None
    co2e_kg: float | None = None
    kg: float | None = None
    sales_eur: float | None = None
    declared_share: float | None = None
    weeks: float = WEEKS
    made_kg: float | None = None
    assumptions: tuple[str, ...] = ()
    missing: tuple[str, ...] = field(default=())

    @property
    def eur_per_kg(self) -> float | None:
        return self.eur / self.kg if self.eur is not None and self.kg else None

    @property
    def year(self) -> "YearCost":
        """The same, over the weeks of a year."""
        weekly = (self.minutes, self.eur, self.co2e_kg, self.kg)
        return YearCost(*(None if value is None else value * self.weeks for value in weekly))

    @property
    def described_share(self) -> float | None:
        """How much of what is made the deliveries described carry, 0 to 1."""
        year = self.year.kg
        return min(year / self.made_kg, 1.0) if year is not None and self.made_kg else None

    @property
    def share(self) -> float | None:
        if self.eur is not None and self.sales_eur:
            return self.eur / self.sales_eur
        return self.declared_share


def week_cost(answers: Answers, references: ReferenceSet, producer: Producer | None = None) -> WeekCost:
    """Cost of a week by the answers. Raises MissingReferenceError when a reference value has no row.

    `producer`: whose answers they are, with its own frequencies.
    """
    eur_per_hour = float_of(answers.get("eur_per_hour"))
    assumptions = []
    if eur_per_hour is None:
        eur_per_hour = references[HOUR]
        assumptions.append(f"Heure du producteur : {references.source(HOUR)}.")
    vehicle, cold, said = _vehicle(answers, references)
    rounds = tuple(_rounds(answers, vehicle, eur_per_hour, cold=cold))
    if rounds:
        assumptions += said
    delivers = bool(rounds) or bool(OWN_DRIVERS & set(codes_of(answers, "delivered_by")))
    other = _minutes(answers, BESIDE_ROUNDS)
    driven = sum(row.minutes * row.per_week for row in rounds) if rounds else _minutes(answers, IN_ROUNDS)
    if not delivers:
        driven = driven or 0.0
    wanted = wanted_of(answers, producer)
    flows = [row for row in wanted if row.kind == RowKind.FLOW]
    eur = _week_eur(rounds, other, eur_per_hour) if rounds or not delivers else None
    months = _months(flows)
    weeks = WEEKS * months / len(Month)
    if months < len(Month) and (rounds or other is not None):
        assumptions.append(
            f"Vos produits se livrent {months} mois sur 12{NBSP}: vos tournées et vos heures sont comptées "
            f"{round(weeks)} semaines par an."
        )
    return WeekCost(
        rounds=rounds,
        eur_per_hour=eur_per_hour,
        minutes=None if driven is None and other is None else (driven or 0.0) + (other or 0.0),
        other_minutes=other,
        other_eur=None if other is None else other / 60 * eur_per_hour,
        eur=eur,
        co2e_kg=_week_co2e_kg(rounds, delivers=delivers),
        kg=_per_week(flows, "kg_per_delivery", weeks),
        sales_eur=_per_week(flows, "goods_value_eur", weeks),
        declared_share=_share(answers.get("turnover_share_pct")),
        weeks=weeks,
        made_kg=_made_kg(wanted),
        assumptions=tuple(assumptions),
        missing=tuple(_missing(answers, rounds, vehicle, other, flows, delivers=delivers)),
    )


def _rounds(
    answers: Answers, vehicle: Vehicle | None, eur_per_hour: float, *, cold: bool
) -> Iterator[RoundCost]:
    for rank, row in enumerate(rows_of(answers, "rounds"), 1):
        per_week, distance_km, minutes = (float_of(row.get(name)) for name in ("per_week", "km", "minutes"))
        if per_week is None or distance_km is None or minutes is None:
            continue
        vehicle_eur = co2e_kg = None
        if vehicle:
            quote = logicout_round(
                vehicle,
                distance_km=distance_km,
                driving_minutes=minutes,
                eur_per_hour=eur_per_hour,
                needs_cold=cold,
            )
            work = [line.eur for line in quote.lines if line.component == Component.DRIVING]
            vehicle_eur = float(quote.total_eur) - float(total(work))
            co2e_kg = None if unknown(quote.co2e_kg) else float(quote.co2e_kg)
        yield RoundCost(
            label=row.get("label") or f"Tournée {rank}",
            per_week=per_week,
            distance_km=distance_km,
            minutes=minutes,
            vehicle_eur=vehicle_eur,
            time_eur=minutes / 60 * eur_per_hour,
            co2e_kg=co2e_kg,
        )


def declared_vehicle(answers: Answers) -> DeclaredVehicle | None:
    """None without a vehicle, or with one that the references know nothing like.

    It has the figures declared when it is the only one.
    """
    rows = rows_of(answers, "vehicles")
    if not rows:
        return None
    row = max(rows, key=lambda each: float_of(each.get("km_per_year")) or 0.0)
    codes = VEHICLES.get(row.get("kind", ""))
    if codes is None:
        return None
    cold = row.get("cold") == "unit"
    code = codes[cold]
    if row.get("energy") == "electric" and code == "small_van":
        code = ELECTRIC_VAN
    own = _own_means(answers, row) if len(rows) == 1 else OwnMeans()
    if code == ELECTRIC_VAN:
        # Whatever litres were written down are not what it burns.
        own = replace(own, litres_per_100km=None)
    return DeclaredVehicle(code, own, cold, alone=len(rows) == 1)


def _vehicle(answers: Answers, references: ReferenceSet) -> tuple[Vehicle | None, bool, list[str]]:
    """The vehicle declared, whether it has a cold unit, and what is assumed."""
    declared = declared_vehicle(answers)
    if declared is None:
        return None, False, []
    vehicle = adapters.vehicle(references.vehicle(declared.code), references, declared.own)
    said = [f"Véhicule : {vehicle.label}, {vehicle.source}."] if vehicle.source else []
    if not declared.alone:
        said.append("Plusieurs véhicules : celui qui roule le plus est compté pour toutes les tournées.")
    return vehicle, declared.cold, said


def _own_means(answers: Answers, row: Answers) -> OwnMeans:
    """The costs declared, as validating writes them on the vehicle of the farm."""
    wanted = next(
        each for each in wanted_rows({**answers, "vehicles": [row]}) if each.kind == RowKind.VEHICLE
    )
    fixed = float_of(wanted.values.get("fixed_eur_per_year"))
    maintenance = float_of(answers.get("maintenance_eur_per_year"))
    if fixed is not None and maintenance is not None:
        # Spread over the year's kilometres like the rest of what was declared.
        fixed += maintenance
    return OwnMeans(
        litres_per_100km=float_of(wanted.values.get("litres_per_100km")),
        fixed_eur_per_year=fixed,
        km_per_year=float_of(wanted.values.get("km_per_year")),
    )


def _week_eur(rounds: Sequence[RoundCost], other: float | None, eur_per_hour: float) -> float | None:
    """None when the vehicle of a round has no price; the time beside the rounds counts when it is known."""
    if any(row.eur_per_week is None for row in rounds) or (not rounds and other is None):
        return None
    return sum(row.eur_per_week or 0.0 for row in rounds) + (other or 0.0) / 60 * eur_per_hour


def _week_co2e_kg(rounds: Sequence[RoundCost], *, delivers: bool) -> float | None:
    """Of the rounds; None where one is not known, or where none was declared by who delivers."""
    if (delivers and not rounds) or any(row.co2e_kg is None for row in rounds):
        return None
    return sum((row.co2e_kg or 0.0) * row.per_week for row in rounds) if delivers else None


def _months(flows: Sequence[Wanted]) -> int:
    """Months of the year when something is delivered; all of them as soon as a delivery says none."""
    of_each = [row.values.get("months") or () for row in flows]
    return len({month for months in of_each for month in months}) if of_each and all(of_each) else len(Month)


def _made_kg(wanted: Sequence[Wanted]) -> float | None:
    kilos = [row.values.get("kg_per_year") for row in wanted if row.kind == RowKind.PRODUCT_LINE]
    return sum(map(float, kilos)) if kilos and all(kilos) else None  # type: ignore[arg-type]


def _per_week(flows: Sequence[Wanted], column: str, weeks: float = WEEKS) -> float | None:
    """Kilos, or euros, a week of those; None unless every delivery says it."""
    if not flows or any(column not in row.values or "deliveries_per_year" not in row.values for row in flows):
        return None
    return sum(float(row.values[column]) * row.values["deliveries_per_year"] for row in flows) / weeks


def _missing(
    answers: Answers,
    rounds: Sequence[RoundCost],
    vehicle: Vehicle | None,
    other: float | None,
    flows: Sequence[Wanted],
    *,
    delivers: bool,
) -> Iterator[str]:
    if delivers and not rounds:
        yield "La longueur et la durée de vos tournées (question 21)."
    if delivers and vehicle is None:
        known = (
            "un véhicule dont le portail connaît le coût"
            if rows_of(answers, "vehicles")
            else "votre véhicule"
        )
        yield f"Le coût au kilomètre : {known} (question 22)."
    if other is None:
        yield "Le temps passé chaque semaine autour des livraisons (partie E)."
    if _per_week(flows, "kg_per_delivery") is None:
        yield "Les kilos et la fréquence de chaque livraison (questions 14 et 15)."
    if _per_week(flows, "goods_value_eur") is None and not answers.get("turnover_share_pct"):
        yield "La valeur de chaque livraison (question 15), pour comparer le coût à ce qu’elle rapporte."


def _minutes(answers: Answers, names: Sequence[str]) -> float | None:
    found = [number for name in names if (number := float_of(answers.get(name))) is not None]
    return sum(found) if found else None


def _share(percent: Any) -> float | None:
    number = float_of(percent)
    return None if number is None else number / 100
