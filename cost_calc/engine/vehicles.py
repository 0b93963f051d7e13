"""What a vehicle costs and emits."""

from dataclasses import dataclass, replace

from cost_calc.engine.carbon import CarbonMethod, EnergyFactor, LevelOneRow, with_empty_return
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.lines import (
    DECLARED,
    Component,
    Formula,
    Input,
    Line,
    Origin,
    Provenance,
    Quote,
    sources,
)
from cost_calc.engine.quantities import (
    DISTANCE_KM,
    EUR,
    MASS_KG,
    MINUTES,
    NAN,
    RATE,
    SHARE,
    Quantity,
    Range,
    anywhere,
    check_numbers,
    check_optional,
    check_scalars,
    check_shapes,
    check_type,
)
from cost_calc.engine.shipment import Temperature
from cost_calc.engine.vehicle_costs import AnnualCost, CostPart, KilometreRate, Trinome, VehicleCost

MINUTES_PER_HOUR = 60.0
ALL_TEMPERATURES = frozenset(Temperature)

__all__ = [
    "ALL_TEMPERATURES",
    "AnnualCost",
    "CostPart",
    "KilometreRate",
    "RoundCost",
    "Trinome",
    "Vehicle",
    "VehicleCost",
    "logicout_round",
    "sale_price",
    "with_empty_return",
]


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle: its cost, what it emits, what it may carry.

    Parameters
    ----------
    code, label
        Stable code, and its name for people.
    cost
        `KilometreRate`, `Trinome` or `AnnualCost`.
    co2e_kg_per_km
        Emission declared or published as such. Logicoût's 0.253918 is tank-to-wheel: where the energy used is
        known too, energy × well-to-wheel factor wins everywhere, and this one is only told beside it.
    energy_per_100km, energy
        Litres or kWh per 100 km, and the energy's well-to-wheel factor.
    cold_uplift_share, cold_uplift_origin
        Extra consumption when the goods are not ambient (0.15 is fifteen per cent more), and who says so.
    level_one, level_one_factor
        Row that describes the vehicle under the level-1 method, and the factor of the fuel its litres are;
        None when there is none.
    nox_g_per_km, pm_g_per_km
        Pollutants, None when not known.
    payload_kg, volume_m3
        What it may carry, None when not known.
    temperatures
        Regimes it can hold.
    cool_boxes
        Chilled goods travel in it in cool or isothermal boxes, whatever it holds itself.
    attested_atp
        Whether it holds an ATP attestation.
    provenance, carbon_provenance
        Of the cost, and of the consumption.
    source, carbon_source
        Text and date of each.
    """

    code: str
    label: str
    cost: VehicleCost
    co2e_kg_per_km: float | None = None
    payload_kg: float | None = None
    temperatures: frozenset[Temperature] = ALL_TEMPERATURES
    source: str = ""
    provenance: Provenance = Provenance.REFERENCE
    energy_per_100km: float | None = None
    energy: EnergyFactor | None = None
    cold_uplift_share: float = 0.0
    cold_uplift_origin: Origin = DECLARED
    level_one: LevelOneRow | None = None
    level_one_factor: EnergyFactor | None = None
    volume_m3: float | None = None
    nox_g_per_km: float | None = None
    pm_g_per_km: float | None = None
    attested_atp: bool = False
    carbon_source: str = ""
    carbon_provenance: Provenance = Provenance.REFERENCE
    cool_boxes: bool = False

    def __post_init__(self) -> None:
        check_type(
            self,
            "vehicle",
            code=str,
            label=str,
            cost=(KilometreRate, Trinome, AnnualCost),
            energy=(EnergyFactor, type(None)),
            level_one=(LevelOneRow, type(None)),
            level_one_factor=(EnergyFactor, type(None)),
            attested_atp=bool,
            cool_boxes=bool,
            provenance=Provenance,
            carbon_provenance=Provenance,
            cold_uplift_origin=Origin,
            source=str,
            carbon_source=str,
        )
        check_numbers(self, "vehicle", cold_uplift_share=SHARE)
        check_optional(
            self,
            "vehicle",
            co2e_kg_per_km=Range(0.0, 100.0),
            payload_kg=MASS_KG,
            energy_per_100km=Range(0.0, 1000.0),
            volume_m3=RATE,
            nox_g_per_km=RATE,
            pm_g_per_km=RATE,
        )
        check_scalars(
            self, "vehicle", "cold_uplift_share", "co2e_kg_per_km", "payload_kg", "energy_per_100km"
        )
        if self.energy_per_100km is not None and self.energy is None:
            raise InvalidInput("vehicle.energy", "required")
        if self.level_one is not None and self.level_one_factor is None:
            raise InvalidInput("vehicle.level_one_factor", "required")
        try:
            object.__setattr__(self, "temperatures", frozenset(map(Temperature, self.temperatures)))
        except (ValueError, TypeError):
            raise InvalidInput("vehicle.temperatures", "unknown") from None

    def takes(self, temperature: Temperature) -> bool:
        """Whether goods of that regime may travel in it: held by the vehicle, or by boxes."""
        return temperature in self.temperatures or self.needs_boxes(temperature)

    def needs_boxes(self, temperature: Temperature) -> bool:
        """Whether it is boxes that hold them: chilled goods only, boxes keep nothing frozen for long."""
        boxed = self.cool_boxes and temperature is Temperature.CHILLED
        return boxed and temperature not in self.temperatures

    def wtw_kg_per_km(self, *, cold: bool) -> float | None:
        """kgCO2e per kilometre from the energy used, else as declared; None when neither is known."""
        if self.energy_per_100km is None or self.energy is None:
            return self.co2e_kg_per_km
        per_km = self.energy_per_100km / 100.0 * self.energy.kgco2e_per_unit
        return per_km * (1.0 + self.cold_uplift_share) if cold else per_km

    def wtw_inputs(self, *, cold: bool) -> tuple[tuple[Input, ...], str]:
        """The numbers behind `wtw_kg_per_km`, and the texts they come from."""
        if self.energy_per_100km is None or self.energy is None:
            published = Origin(self.provenance, self.source)
            number = Input("kg_co2e_per_km", self.co2e_kg_per_km or 0.0, "kgCO2e/km", published.provenance)
            return (number,), published.source
        used = Origin(self.carbon_provenance, self.carbon_source)
        factor = Origin(Provenance.REFERENCE, self.energy.source)
        unit = self.energy.unit
        given = [("energy_per_100km", self.energy_per_100km, f"{unit}/100 km", used)]
        if cold and self.cold_uplift_share:
            given.append(("uplift", self.cold_uplift_share, "", self.cold_uplift_origin))
        given.append(("kgco2e_per_unit", self.energy.kgco2e_per_unit, f"kgCO2e/{unit}", factor))
        inputs = tuple(Input(name, value, unit, o.provenance, o.source) for name, value, unit, o in given)
        return inputs, sources(*(origin for *_, origin in given))

    def nox_g(self, distance_km: Quantity) -> Quantity | None:
        """Nitrogen oxides in grams, None when not known."""
        return None if self.nox_g_per_km is None else distance_km * self.nox_g_per_km

    def pm_g(self, distance_km: Quantity) -> Quantity | None:
        """Particles in grams, None when not known."""
        return None if self.pm_g_per_km is None else distance_km * self.pm_g_per_km


@dataclass(frozen=True, slots=True)
class RoundCost:
    """A round as Logicoût counts it: km × €/km + (driving + delivery + other)/60 × €/h + other.

    All the numbers may be arrays that broadcast. Source: Université Gustave Eiffel, Logicoût, 2023.
    """

    vehicle: Vehicle
    distance_km: Quantity
    driving_minutes: Quantity
    eur_per_hour: Quantity
    delivery_minutes: Quantity = 0.0
    other_minutes: Quantity = 0.0
    other_eur: Quantity = 0.0
    needs_cold: bool = False

    def __post_init__(self) -> None:
        check_type(self, "round", vehicle=Vehicle, needs_cold=bool)
        check_numbers(
            self,
            "round",
            distance_km=DISTANCE_KM,
            driving_minutes=MINUTES,
            delivery_minutes=MINUTES,
            other_minutes=MINUTES,
            eur_per_hour=RATE,
            other_eur=EUR,
        )
        check_shapes(
            "round",
            distance_km=self.distance_km,
            driving_minutes=self.driving_minutes,
            delivery_minutes=self.delivery_minutes,
            other_minutes=self.other_minutes,
            eur_per_hour=self.eur_per_hour,
            other_eur=self.other_eur,
        )

    def quote(self) -> Quote:
        """Lines vehicle, driving, delivery, other_work and other; the vehicle's line bears the emission.

        An emission that is not known is NaN, never zero.
        """
        vehicle, km = self.vehicle, self.distance_km
        per_km = vehicle.wtw_kg_per_km(cold=self.needs_cold)
        _, carbon_source = vehicle.wtw_inputs(cold=self.needs_cold)
        first, *others = vehicle_lines(vehicle, 1, distance_km=km, cold_km=km if self.needs_cold else 0.0)
        first = replace(
            first,
            co2e_kg=km * (NAN if per_km is None else per_km),
            carbon_method=CarbonMethod.CONSUMPTION,
            source=sources(Origin(source=first.source), Origin(source=carbon_source)),
        )
        lines = [first, *others]
        lines += [
            work_line(component, 1, minutes, self.eur_per_hour)
            for component, minutes in (
                (Component.DRIVING, self.driving_minutes),
                (Component.DELIVERY, self.delivery_minutes),
                (Component.OTHER_WORK, self.other_minutes),
            )
        ]
        lines.append(
            Line(Component.OTHER, 1, self.other_eur, provenance=Provenance.DECLARED, formula=Formula.AMOUNT)
        )
        return Quote(tuple(lines))

    def published_co2_kg(self) -> Quantity | None:
        """kgCO2 by the figure published for the vehicle: tank-to-wheel for Logicoût's; None without one."""
        per_km = self.vehicle.co2e_kg_per_km
        return None if per_km is None else self.distance_km * per_km

    def nox_g(self) -> Quantity | None:
        """Nitrogen oxides of the round, grams."""
        return self.vehicle.nox_g(self.distance_km)

    def pm_g(self) -> Quantity | None:
        """Particles of the round, grams."""
        return self.vehicle.pm_g(self.distance_km)


def vehicle_lines(
    vehicle: Vehicle,
    leg: int,
    *,
    distance_km: Quantity,
    days: Quantity = 1.0,
    worked: tuple[Input, ...] = (),
    cold_hours: Quantity = 0.0,
    cold_km: Quantity = 0.0,
    share: Quantity = 1.0,
    share_provenance: Provenance = Provenance.ESTIMATED,
    cold_share: Quantity | None = None,
    loads: Quantity = 1.0,
    distance_provenance: Provenance = Provenance.DECLARED,
) -> list[Line]:
    """One line per part of the vehicle's cost, times this shipment's share; the first one bears the km.

    `cold_km`: driven for goods that need the cold. `cold_share`: of the cold unit, which only the goods that
    need it pay; None: as the rest. `loads`: said where there are several, the kilometres are those of them
    all. `worked`: what the days were made of, empty where they were given.
    """
    measured = {
        "distance_km": Origin(distance_provenance),
        "days": Origin(Provenance.COMPUTED) if worked else DECLARED,
        "cold_hours": Origin(Provenance.ESTIMATED),
    }
    own = Origin(vehicle.provenance, vehicle.source)
    trips = (Input("loads", loads, "", Provenance.ESTIMATED),) if anywhere(loads > 1.0) else ()
    parts = vehicle.cost.parts(distance_km=distance_km, days=days, cold_hours=cold_hours, cold_km=cold_km)
    lines = []
    for number, part in enumerate(parts):
        for_cold = part.component is Component.COLD_UNIT
        part_share = cold_share if for_cold and cold_share is not None else share
        before = worked if part.component is Component.VEHICLE_DAY else ()
        origins = measured | dict(part.origins)
        inputs = tuple(
            Input(name, value, unit, origin.provenance, origin.source)
            for name, value, unit in part.inputs
            for origin in [origins.get(name, own)]
        )
        lines.append(
            Line(
                part.component,
                leg,
                part.eur * part_share,
                distance_km=0.0 if number else distance_km * share,
                provenance=vehicle.provenance,
                source=sources(*part.origins.values()) or vehicle.source,
                formula=part.formula,
                inputs=(*before, *inputs, *trips, *share_inputs(part_share, share_provenance)),
            )
        )
    return lines


def share_inputs(share: Quantity, provenance: Provenance = Provenance.ESTIMATED) -> tuple[Input, ...]:
    """The share as an input of a line, and nothing when the shipment bears the whole."""
    if isinstance(share, float) and share == 1.0:
        return ()
    return (Input("share", share, "", provenance),)


def work_line(
    component: Component,
    leg: int,
    minutes: Quantity,
    eur_per_hour: Quantity,
    *,
    own_minutes: Quantity | None = None,
    share: Quantity = 1.0,
    share_provenance: Provenance = Provenance.ESTIMATED,
    time: Origin = DECLARED,
    hour: Origin = DECLARED,
) -> Line:
    """minutes / 60 × €/h × share of this shipment; `own_minutes` are the producer's, by default the same.

    `time` and `hour` say where the minutes and the value of an hour come from.
    """
    inputs = (
        Input("minutes", minutes, "min", time.provenance, time.source),
        Input("eur_per_hour", eur_per_hour, "€/h", hour.provenance, hour.source),
        *share_inputs(share, share_provenance),
    )
    return Line(
        component,
        leg,
        minutes / MINUTES_PER_HOUR * eur_per_hour * share,
        minutes=minutes * share if own_minutes is None else own_minutes,
        provenance=time.provenance,
        source=hour.source,
        formula=Formula.HOUR_RATE,
        inputs=inputs,
    )


def logicout_round(
    vehicle: Vehicle,
    *,
    distance_km: Quantity,
    driving_minutes: Quantity,
    eur_per_hour: Quantity,
    delivery_minutes: Quantity = 0.0,
    other_minutes: Quantity = 0.0,
    other_eur: Quantity = 0.0,
    needs_cold: bool = False,
) -> Quote:
    """Quote of one round by the Logicoût formula, see `RoundCost`."""
    return RoundCost(
        vehicle,
        distance_km,
        driving_minutes,
        eur_per_hour,
        delivery_minutes,
        other_minutes,
        other_eur,
        needs_cold,
    ).quote()


def sale_price(cost_eur: Quantity, margin: float) -> Quantity:
    """P = C × (1 + margin), EUR."""
    cost = EUR.check("cost_eur", cost_eur)
    return cost * (1.0 + Range(0.0, 100.0).check("margin", margin))
