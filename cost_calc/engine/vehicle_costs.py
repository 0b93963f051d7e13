"""What a vehicle costs, in the three forms people know: per kilometre, trinôme, or from the year's bills."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from cost_calc.engine.lines import DECLARED, Component, Formula, Origin
from cost_calc.engine.quantities import (
    DISTANCE_KM,
    EUR,
    HOURS,
    RATE,
    SHARE,
    SOME_DISTANCE_KM,
    Quantity,
    anywhere,
    check_numbers,
    check_scalars,
    check_shapes,
    check_type,
    total,
)


@dataclass(frozen=True, slots=True)
class CostPart:
    """One share of a vehicle's cost, ready to become a line.

    `origins` says where an input comes from when that is not where the vehicle's cost comes from.
    """

    component: Component
    eur: Quantity
    formula: Formula
    inputs: tuple[tuple[str, Quantity, str], ...]
    origins: Mapping[str, Origin] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KilometreRate:
    """Everything folded into a price per kilometre, plus a fixed sum per round.

    Source of the form: Logicoût (Université Gustave Eiffel).
    """

    eur_per_km: Quantity
    eur_per_round: float = 0.0

    def __post_init__(self) -> None:
        check_numbers(self, "vehicle_cost", eur_per_km=RATE, eur_per_round=EUR)
        check_scalars(self, "vehicle_cost", "eur_per_round")

    @property
    def driver_eur_per_hour(self) -> float:
        """The rate holds no driver."""
        return 0.0

    def parts(
        self,
        *,
        distance_km: Quantity,
        days: Quantity = 1.0,
        cold_hours: Quantity = 0.0,
        cold_km: Quantity = 0.0,
    ) -> tuple[CostPart, ...]:
        """fixed + €/km × km; the rate holds the cold unit."""
        inputs: list[tuple[str, Quantity, str]] = [
            ("distance_km", distance_km, "km"),
            ("eur_per_km", self.eur_per_km, "€/km"),
        ]
        if self.eur_per_round:
            inputs.append(("eur_per_round", self.eur_per_round, "€"))
        eur = distance_km * self.eur_per_km + self.eur_per_round
        return (CostPart(Component.VEHICLE, eur, Formula.DISTANCE_RATE, tuple(inputs)),)


@dataclass(frozen=True, slots=True)
class Trinome:
    """Cost per kilometre, per hour of the driver's service, per day of use, and per hour of cold unit.

    Parameters
    ----------
    eur_per_km
        CK: fuel, tyres, maintenance; tolls apart.
    eur_per_hour
        CC: driver, per hour of service (driving, loading, waiting).
    eur_per_day
        CJ: holding of the vehicle, insurance, structure.
    eur_per_cold_hour
        CG of the quadrinôme: cold unit, per hour of running.

    Source: CNR, formules de coût de revient trinôme and quadrinôme.
    """

    eur_per_km: float
    eur_per_hour: float
    eur_per_day: float
    eur_per_cold_hour: float = 0.0

    def __post_init__(self) -> None:
        names = ("eur_per_km", "eur_per_hour", "eur_per_day", "eur_per_cold_hour")
        check_numbers(self, "vehicle_cost", **dict.fromkeys(names, RATE))
        check_scalars(self, "vehicle_cost", *names)

    @property
    def driver_eur_per_hour(self) -> float:
        """Rate of the driver's hour, used where the leg gives none."""
        return self.eur_per_hour

    def parts(
        self,
        *,
        distance_km: Quantity,
        days: Quantity = 1.0,
        cold_hours: Quantity = 0.0,
        cold_km: Quantity = 0.0,
    ) -> tuple[CostPart, ...]:
        """The vehicle's parts; the driver's hours are priced by the leg, so they are never counted twice."""
        parts = [
            CostPart(
                Component.VEHICLE,
                distance_km * self.eur_per_km,
                Formula.DISTANCE_RATE,
                (("distance_km", distance_km, "km"), ("eur_per_km", self.eur_per_km, "€/km")),
            ),
            CostPart(
                Component.VEHICLE_DAY,
                days * self.eur_per_day,
                Formula.DAY_RATE,
                (("days", days, "j"), ("eur_per_day", self.eur_per_day, "€/j")),
            ),
        ]
        if self.eur_per_cold_hour and anywhere(cold_hours != 0.0):
            parts.append(
                CostPart(
                    Component.COLD_UNIT,
                    cold_hours * self.eur_per_cold_hour,
                    Formula.COLD_HOUR_RATE,
                    (("cold_hours", cold_hours, "h"), ("eur_per_cold_hour", self.eur_per_cold_hour, "€/h")),
                )
            )
        return tuple(parts)

    def cost_eur(
        self,
        *,
        distance_km: Quantity,
        service_hours: Quantity,
        days: Quantity = 1.0,
        cold_hours: Quantity = 0.0,
    ) -> Quantity:
        """CK·km + CC·h + CJ·days (+ CG·h of cold), in EUR, same shape as the broadcast inputs."""
        parts = self.parts(
            distance_km=DISTANCE_KM.check("trinome.distance_km", distance_km),
            days=HOURS.check("trinome.days", days),
            cold_hours=HOURS.check("trinome.cold_hours", cold_hours),
        )
        hours = HOURS.check("trinome.service_hours", service_hours)
        check_shapes(
            "trinome", distance_km=distance_km, service_hours=hours, days=days, cold_hours=cold_hours
        )
        return total([part.eur for part in parts]) + hours * self.eur_per_hour


@dataclass(frozen=True, slots=True)
class AnnualCost:
    """A vehicle from the year's bills: €/km = fixed × (1 − other use) / km + variable + energy.

    Parameters
    ----------
    fixed_eur_per_year
        Depreciation, insurance, inspection: what is paid even when the vehicle stays in the yard.
    km_per_year
        Kilometres of delivery in a year; those of the other uses are not counted.
    variable_eur_per_km
        Tyres, maintenance.
    energy_per_100km, energy_price_eur
        Litres or kWh per 100 km, and the price of one.
    energy_unit
        ``l`` or ``kWh``.
    cold_uplift_share
        Extra consumption of the kilometres driven with goods that need the cold; 0 where the consumption
        already holds the cold unit.
    consumption_origin, price_origin, cold_uplift_origin
        Where the consumption, the price of the energy and the extra consumption come from.
    other_use_share
        Share of the vehicle's fixed cost that the farm's other uses bear.
    cold_energy_per_hour
        Litres or kWh the cold unit takes per hour of running.
    """

    fixed_eur_per_year: float
    km_per_year: float
    variable_eur_per_km: float = 0.0
    energy_per_100km: float = 0.0
    energy_price_eur: float = 0.0
    other_use_share: float = 0.0
    cold_energy_per_hour: float = 0.0
    energy_unit: str = "l"
    cold_uplift_share: float = 0.0
    consumption_origin: Origin = DECLARED
    price_origin: Origin = DECLARED
    cold_uplift_origin: Origin = DECLARED

    def __post_init__(self) -> None:
        origins = ("consumption_origin", "price_origin", "cold_uplift_origin")
        check_type(self, "vehicle_cost", energy_unit=str, **dict.fromkeys(origins, Origin))
        numbers = set(self.__slots__) - {"energy_unit", *origins}
        check_numbers(
            self,
            "vehicle_cost",
            fixed_eur_per_year=EUR,
            km_per_year=SOME_DISTANCE_KM,
            variable_eur_per_km=RATE,
            energy_per_100km=RATE,
            energy_price_eur=RATE,
            other_use_share=SHARE,
            cold_uplift_share=SHARE,
            cold_energy_per_hour=RATE,
        )
        check_scalars(self, "vehicle_cost", *sorted(numbers))

    @property
    def driver_eur_per_hour(self) -> float:
        """The bills of the vehicle hold no driver."""
        return 0.0

    @property
    def fixed_eur_per_km(self) -> float:
        """Fixed cost of one kilometre of delivery."""
        return self.fixed_eur_per_year * (1.0 - self.other_use_share) / self.km_per_year

    @property
    def eur_per_km(self) -> float:
        """Whole cost of one kilometre, energy included, driver and cold unit apart."""
        return self.fixed_eur_per_km + self.variable_eur_per_km + self._energy_eur_per_km

    @property
    def _energy_eur_per_km(self) -> float:
        return self.energy_per_100km / 100.0 * self.energy_price_eur

    def parts(
        self,
        *,
        distance_km: Quantity,
        days: Quantity = 1.0,
        cold_hours: Quantity = 0.0,
        cold_km: Quantity = 0.0,
    ) -> tuple[CostPart, ...]:
        """Vehicle (fixed and variable), energy, cold unit by the kilometre and by the hour."""
        origins = {
            "energy_per_100km": self.consumption_origin,
            "energy_price_eur": self.price_origin,
            "uplift": self.cold_uplift_origin,
        }
        used = ("energy_per_100km", self.energy_per_100km, f"{self.energy_unit}/100 km")
        # What was not given is no input of the line.
        variable = (
            (("variable_eur_per_km", self.variable_eur_per_km, "€/km"),) if self.variable_eur_per_km else ()
        )
        shared = (("other_use_share", self.other_use_share, ""),) if self.other_use_share else ()
        price = ("energy_price_eur", self.energy_price_eur, f"€/{self.energy_unit}")
        parts = [
            CostPart(
                Component.VEHICLE,
                distance_km * (self.fixed_eur_per_km + self.variable_eur_per_km),
                Formula.ANNUAL_COST if variable else Formula.ANNUAL_FIXED,
                (
                    ("distance_km", distance_km, "km"),
                    ("fixed_eur_per_year", self.fixed_eur_per_year, "€/an"),
                    ("km_per_year", self.km_per_year, "km/an"),
                    *shared,
                    *variable,
                ),
            )
        ]
        if self.energy_per_100km:
            parts.append(
                CostPart(
                    Component.ENERGY,
                    distance_km * self._energy_eur_per_km,
                    Formula.ENERGY_USED,
                    (("distance_km", distance_km, "km"), used, price),
                    {name: origins[name] for name in ("energy_per_100km", "energy_price_eur")},
                )
            )
        if self.energy_per_100km and self.cold_uplift_share and anywhere(cold_km != 0.0):
            parts.append(
                CostPart(
                    Component.COLD_UNIT,
                    cold_km * (self._energy_eur_per_km * self.cold_uplift_share),
                    Formula.COLD_ENERGY,
                    (
                        ("distance_km", cold_km, "km"),
                        used,
                        ("uplift", self.cold_uplift_share, ""),
                        price,
                    ),
                    origins,
                )
            )
        if self.cold_energy_per_hour and anywhere(cold_hours != 0.0):
            parts.append(
                CostPart(
                    Component.COLD_UNIT,
                    cold_hours * (self.cold_energy_per_hour * self.energy_price_eur),
                    Formula.COLD_HOUR_RATE,
                    (
                        ("cold_hours", cold_hours, "h"),
                        ("cold_energy_per_hour", self.cold_energy_per_hour, f"{self.energy_unit}/h"),
                        price,
                    ),
                    {"energy_price_eur": self.price_origin},
                )
            )
        return tuple(parts)


VehicleCost: TypeAlias = KilometreRate | Trinome | AnnualCost
