"""From rows of the database to objects of the engine: no arithmetic of its own, only translation."""

import functools
from dataclasses import replace
from decimal import Decimal

from carriers.enums import BANDED_BASES
from carriers.models import ServiceArea, Solution, TariffGrid
from cost_calc.engine.carbon import EnergyFactor, LevelOneRow, ParcelModel, ParcelModelLeg, SpeedCurve
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.law import Rules, WeeklyLimit
from cost_calc.engine.legs import CustomerTripLeg
from cost_calc.engine.lines import DECLARED, Origin, Provenance
from cost_calc.engine.quantities import started
from cost_calc.engine.shipment import Buyer, Shipment, Temperature
from cost_calc.engine.tariffs import Band, Basis, FuelIndexation, Rounding, StopSteps, Tariff, Zone
from cost_calc.engine.vehicles import AnnualCost, KilometreRate, Trinome, Vehicle, VehicleCost
from cost_calc.models import Energy, VehicleType
from cost_calc.pricing.question import OwnMeans, Question
from cost_calc.pricing.references import ReferenceSet, cite
from pat_logistics.territory.fields import great_circle_km
from pat_logistics.territory.models import Commune
from pat_logistics.territory.roads import RoadParameters
from pat_logistics.vocabulary import CustomerType, ProductFamily

# Level-1 row of a van up to 3.5 t, the closest to a producer's own.
VAN_LEVEL_ONE = "van_express_parcels"
# Level-1 row of the lorry that collects goods and takes them to the last door.
FEEDER_LEVEL_ONE = "rigid_7t5_general"
# Level-1 rows assumed for a carrier that does not say what it drives.
USUAL_LEVEL_ONE = {
    Temperature.AMBIENT: "rigid_19t_groupage",
    Temperature.CHILLED: "rigid_19t_refrigerated_groupage",
    Temperature.FROZEN: "rigid_19t_refrigerated_groupage",
}
# Names the supplement of a collection zone where the delivery has no zone of its own.
COLLECTION_ZONE = "(enlèvement)"
# What a solution without a grid in force charges: nobody knows, from the first kilo.
ON_QUOTE = Tariff(Basis.FIXED_VARIABLE, on_quote_above_kg=0.0)
UNITS = {Energy.ELECTRICITY: "kWh"}
# Made once of each set of values (see `ReferenceSet`), for all the requests that use it.
_made_once = functools.lru_cache(maxsize=128)


def energy_codes(code: str) -> tuple[str, str]:
    """Names of the two values an energy needs: what a unit emits, and what it costs."""
    return f"energy.{code}", f"energy.{code}.eur"


@_made_once
def energy_factor(refs: ReferenceSet, code: str) -> EnergyFactor:
    name, _ = energy_codes(code)
    return EnergyFactor(code, refs[name], UNITS.get(Energy(code), "l"), refs.source(name))


@_made_once
def level_one_row(refs: ReferenceSet, code: str) -> LevelOneRow:
    prefix = f"level1.{code}"
    return LevelOneRow(
        mean_load_t=refs[f"{prefix}.mean_load_t"],
        l_per_km_traction=refs[f"{prefix}.l_per_km_traction"],
        l_per_km_cold=refs[f"{prefix}.l_per_km_cold"],
        code=code,
        label=refs.values[f"{prefix}.mean_load_t"].label.partition(" : ")[0],
        source=refs.source(f"{prefix}.mean_load_t"),
    )


def feeder_row(refs: ReferenceSet, *, cold: bool) -> LevelOneRow:
    """What a carrier collects and delivers with, and what its cold unit adds."""
    row = level_one_row(refs, FEEDER_LEVEL_ONE)
    if not cold:
        return row
    uplift = "truck.cold_uplift"
    return replace(
        row,
        l_per_km_cold=row.l_per_km_traction * refs[uplift],
        source=f"{row.source} ; {refs.source(uplift)}",
    )


@_made_once
def parcel_model(refs: ReferenceSet) -> ParcelModel:
    """ADEME's parcel: two trunk legs by lorry, one leg by van, and the last round to the home."""

    def leg(vehicle: str, distance: str, *, home_only: bool = False) -> ParcelModelLeg:
        curve = SpeedCurve(tuple(refs[f"parcel.{vehicle}.poly{degree}"] for degree in range(5)))
        return ParcelModelLeg(
            distance_km=refs[f"parcel.{distance}"],
            factor_g_per_km=float(curve.g_per_km(refs[f"parcel.{vehicle}.speed_kmh"])),
            empty_ratio=refs["parcel.empty_ratio"],
            load_t=refs[f"parcel.{vehicle}.load_t"],
            infrastructure_g_per_tkm=refs[f"parcel.{vehicle}.infrastructure_g_per_tkm"],
            home_only=home_only,
        )

    return ParcelModel(
        legs=(
            leg("truck", "truck_km_1"),
            leg("truck", "truck_km_2"),
            leg("van", "van_km"),
            leg("van", "van_km_home", home_only=True),
        ),
        detour=refs["parcel.daf"],
        source=refs.source("parcel.daf"),
    )


@_made_once
def road_parameters(refs: ReferenceSet) -> RoadParameters:
    return RoadParameters.from_values(refs)


def check(refs: ReferenceSet) -> None:
    """Build all that the values go into; raises InvalidInput or ValueError for one without sense."""
    road_parameters(refs)
    rules(refs)
    parcel_model(refs)
    for name in refs.values:
        family, _, rest = name.partition(".")
        if family == "level1" and rest.endswith(".mean_load_t"):
            level_one_row(refs, rest.removesuffix(".mean_load_t"))
        elif family == "energy" and rest in Energy.values:
            energy_factor(refs, rest)
    CustomerTripLeg(
        distance_km=refs["customer.locker_km"],
        kg_co2e_per_km=refs["car.kgco2e_per_km"],
        basket_kg=refs["customer.basket_kg"],
        limit_km=2 * refs["customer.max_collect_km"],
    )
    if refs["round.stops"] < 1:
        raise InvalidInput("round.stops", "too_small", minimum=1)


# Which weekly quantity of the derogation a family counts in; those that are absent need no approval.
APPROVAL_CLASSES = {
    ProductFamily.FRESH_MEAT: "butcher_meat",
    ProductFamily.FROZEN_MEAT: "other",
    ProductFamily.CHARCUTERIE: "other",
    ProductFamily.CHEESE: "dairy",
    ProductFamily.YOGURT: "dairy",
    ProductFamily.READY_MEALS: "other",
    # Classes of goods, which count before their family: poultry is no butcher's meat.
    "poultry": "other",
}
# What the derogation never covers, and what it covers from an approved slaughterhouse alone.
APPROVAL_EXCLUDED = frozenset({"minced"})
APPROVAL_SLAUGHTERED = frozenset({"poultry"})
# The class of the arrêté of 21 December 2009 a family keeps to, unless the producer says a stricter one.
TEMPERATURE_CLASSES = {
    ProductFamily.FRESH_MEAT: "very_perishable",
    ProductFamily.CHARCUTERIE: "very_perishable",
    ProductFamily.CHEESE: "very_perishable",  # fresh cheese and raw milk; « affiné » is told apart
    ProductFamily.YOGURT: "very_perishable",
    ProductFamily.READY_MEALS: "prepared",
}


# Who eats what he buys, and who sells or serves it again. « Hors Lozère » says neither.
BUYERS = {
    CustomerType.HOME: Buyer.EATER,
    CustomerType.PICKUP_POINT: Buyer.EATER,
    CustomerType.MARKET: Buyer.EATER,
    CustomerType.PRODUCER_SHOP: Buyer.EATER,
    CustomerType.GROCERY: Buyer.TRADE,
    CustomerType.SUPERMARKET: Buyer.TRADE,
    CustomerType.RESTAURANT: Buyer.TRADE,
    CustomerType.SCHOOL_CANTEEN: Buyer.TRADE,
    CustomerType.COLLEGE: Buyer.TRADE,
    CustomerType.CARE_HOME: Buyer.TRADE,
    CustomerType.WHOLESALER: Buyer.TRADE,
}


def shipment(question: Question, refs: ReferenceSet) -> Shipment:
    """The delivery as the engine takes it. Raises InvalidInput naming a number outside sense."""
    return Shipment(
        mass_kg=question.mass_kg,
        temperature=Temperature(question.temperature),
        goods_value_eur=question.goods_value_eur,
        deliveries_per_year=question.deliveries_per_year,
        returns_kg=question.returns_kg,
        addresses=float(question.addresses),
        returns_count=started(question.returns_kg, refs["returns.kg_per_piece"]),
        product_family=question.family,
        goods_class=question.cold_class,
        organic=question.organic,
        volume_m3=volume_m3(question, refs),
        volume_provenance=Provenance.DECLARED if question.volume_m3 else Provenance.ESTIMATED,
        linear_m=question.linear_m,
        shelf_life_hours=question.shelf_life_hours,
        ready_hour=question.ready_hour,
        straight_km=farthest_straight_km(question.origin, [stop.commune for stop in question.stops]),
        buyer=BUYERS.get(CustomerType(question.customer_type), Buyer.UNKNOWN)
        if question.customer_type
        else Buyer.UNKNOWN,
        approved=question.approved,
        max_celsius=max_celsius(refs, question.family, question.temperature, question.cold_class),
    )


def volume_m3(question: Question, refs: ReferenceSet) -> float | None:
    """Room the goods take: told, else that of the crates."""
    crates = question.preparation.crates
    if question.volume_m3 is not None or crates is None:
        return question.volume_m3
    return crates * refs["crate.volume_m3"]


def farthest_straight_km(start: Commune, places: list[Commune]) -> float:
    """Great-circle distance to the farthest place: what a radius of the law is counted by."""
    return max(great_circle_km(start, place) for place in places)


@_made_once
def rules(refs: ReferenceSet) -> Rules:
    return Rules(
        atp_km=refs.threshold("atp.distance"),
        co_delivery_km=refs.threshold("co_delivery.radius"),
        approval_km=refs.threshold("approval.distance"),
        approval_weekly={
            family: WeeklyLimit(
                refs.threshold(f"approval.weekly.{name}"),
                refs.threshold(reduced) if (reduced := f"approval.reduced.{name}") in refs.rules else None,
            )
            for family, name in APPROVAL_CLASSES.items()
        },
        approval_excluded=APPROVAL_EXCLUDED,
        approval_slaughtered=APPROVAL_SLAUGHTERED,
        egg_families=frozenset({ProductFamily.EGGS}),
        egg_direct_km=refs.threshold("eggs.direct"),
        maybe_animal_families=frozenset({ProductFamily.OTHER, ProductFamily.DRINKS}),
        approval_extended_km=refs.threshold("approval.prefect"),
        driving_minutes=refs.threshold("driving.break"),
        day_driving_minutes=refs.threshold("driving.day"),
    )


def max_celsius(refs: ReferenceSet, family: str, temperature: str, declared: str = "") -> float | None:
    """Warmest that goods may get unless frozen: the class declared, else the family's; None when no rule."""
    name = declared or TEMPERATURE_CLASSES.get(ProductFamily(family), "")
    if temperature == Temperature.FROZEN or not name:
        return None
    return refs.threshold(f"temperature.{name}")


def vehicle(row: VehicleType, refs: ReferenceSet, own: OwnMeans) -> Vehicle:
    """A reference vehicle, with whatever the producer declares of his own put in its place."""
    declared_cost = own.eur_per_km is not None or own.eur_per_day is not None or _is_yearly(own)
    uplift, uplift_origin = _cold_uplift(row, refs, own)
    energy, consumption, consumption_origin = _consumption(row, own)
    return Vehicle(
        code=row.code,
        label=row.label,
        cost=_vehicle_cost(row, refs, own),
        co2e_kg_per_km=None if row.co2e_g_per_km is None else row.co2e_g_per_km / 1000,
        payload_kg=row.payload_kg,
        volume_m3=row.volume_m3 if own.vehicle_m3 is None else own.vehicle_m3,
        temperatures=frozenset(map(Temperature, row.temperatures)),
        source="" if declared_cost else cite(row),
        provenance=Provenance.DECLARED if declared_cost else Provenance.REFERENCE,
        energy_per_100km=consumption,
        energy=energy_factor(refs, energy),
        cold_uplift_share=uplift,
        attested_atp=own.attested_atp,
        cool_boxes=own.cool_boxes,
        cold_uplift_origin=uplift_origin,
        level_one=level_one_row(refs, VAN_LEVEL_ONE),
        level_one_factor=energy_factor(refs, Energy.DIESEL),
        nox_g_per_km=row.nox_g_per_km,
        pm_g_per_km=row.pm_g_per_km,
        carbon_source=consumption_origin.source,
        carbon_provenance=consumption_origin.provenance,
    )


def _consumption(row: VehicleType, own: OwnMeans) -> tuple[Energy, float, Origin]:
    """What the vehicle runs on, how much of it for 100 km, and who says so."""
    if own.litres_per_100km is not None:
        return Energy(row.energy), own.litres_per_100km, DECLARED
    if own.kwh_per_100km is not None:
        return Energy.ELECTRICITY, own.kwh_per_100km, DECLARED
    consumption = row.litres_per_100km or row.kwh_per_100km or 0.0
    return Energy(row.energy), consumption, Origin(Provenance.REFERENCE, row.consumption_source or cite(row))


def _cold_uplift(row: VehicleType, refs: ReferenceSet, own: OwnMeans) -> tuple[float, Origin]:
    """What the cold unit adds to the consumption.

    Nothing to a declared one, which holds it already, nor where there is no such unit.
    """
    if (
        Temperature.CHILLED not in row.temperatures
        or own.litres_per_100km is not None
        or own.kwh_per_100km is not None
    ):
        return 0.0, DECLARED
    return refs["van.cold_uplift"], Origin(Provenance.REFERENCE, refs.source("van.cold_uplift"))


def _is_yearly(own: OwnMeans) -> bool:
    return own.fixed_eur_per_year is not None and own.km_per_year is not None


def _vehicle_cost(row: VehicleType, refs: ReferenceSet, own: OwnMeans) -> VehicleCost:
    if own.eur_per_day is not None:
        rate = row.eur_per_km if own.eur_per_km is None else own.eur_per_km
        return Trinome(rate, 0.0, own.eur_per_day, own.eur_per_cold_hour or 0.0)
    if own.fixed_eur_per_year is None or own.km_per_year is None:
        return KilometreRate(row.eur_per_km if own.eur_per_km is None else own.eur_per_km)
    if own.eur_per_km is not None:
        # Both were typed: the kilometre rate then holds what varies with the distance.
        return AnnualCost(
            own.fixed_eur_per_year,
            own.km_per_year,
            variable_eur_per_km=own.eur_per_km,
            other_use_share=own.other_use_share or 0.0,
        )
    energy, consumption, consumption_origin = _consumption(row, own)
    _, price = energy_codes(energy)
    uplift, uplift_origin = _cold_uplift(row, refs, own)
    return AnnualCost(
        own.fixed_eur_per_year,
        own.km_per_year,
        energy_per_100km=consumption,
        other_use_share=own.other_use_share or 0.0,
        energy_price_eur=refs[price],
        energy_unit=UNITS.get(energy, "l"),
        cold_uplift_share=uplift,
        cold_uplift_origin=uplift_origin,
        consumption_origin=consumption_origin,
        price_origin=Origin(Provenance.REFERENCE, refs.source(price)),
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _change(base: Decimal | None, current: Decimal | None) -> float:
    return float(current / base - 1) if base and current else 0.0


def _grid_source(grid: TariffGrid) -> str:
    parts = [grid.name, "exemple, non contractuel" if grid.is_example else grid.source]
    if grid.vat_included and not grid.vat_share:
        parts.append(f"prix {grid.vat_in_words}")
    return ", ".join(parts)


def tariff(
    grid: TariffGrid | None, solution: Solution, delivery: ServiceArea | None, collection: ServiceArea | None
) -> tuple[Tariff, str]:
    """The grid as it applies between two areas, and the zone to read it in.

    Without a grid, or with an empty one, the price is on quote. The delivery zone chooses the prices and adds
    its supplement; the collection zone only adds its own.
    """
    if grid is None or (grid.basis in BANDED_BASES and not grid.bands.all()):
        return ON_QUOTE, ""
    by_code = {row.code: row for row in grid.zones.all()}
    codes = [area.zone for area in (delivery, collection) if area and area.zone]
    supplements = [by_code[code] for code in codes if code in by_code]
    priced = {band.zone for band in grid.bands.all()} | set(by_code)
    zone = delivery.zone if delivery and delivery.zone and delivery.zone in priced else COLLECTION_ZONE
    bands = tuple(
        Band(float(band.min_kg), _number(band.max_kg), float(band.price_eur), band.zone, flat=band.flat)
        for band in grid.bands.all()
    )
    roundings = []
    if grid.round_below_100_kg:
        roundings.append(Rounding(100.0, float(grid.round_below_100_kg)))
    if grid.round_above_100_kg:
        roundings.append(Rounding(None, float(grid.round_above_100_kg)))
    has_steps = grid.step_kg is not None or grid.pickup_eur is not None
    engine_tariff = Tariff(
        basis=Basis(grid.basis),
        bands=bands if grid.basis in BANDED_BASES else (),
        zones=(
            Zone(
                zone,
                float(sum(row.surcharge_share for row in supplements)),
                float(sum(row.surcharge_eur for row in supplements)),
            ),
        ),
        minimum_eur=_number(grid.minimum_eur) or 0.0,
        payant_pour=grid.payant_pour,
        volumetric_kg_per_m3=_number(grid.volumetric_kg_per_m3),
        roundings=tuple(roundings),
        temperature_shares={
            Temperature.CHILLED: float(grid.chilled_share),
            Temperature.FROZEN: float(grid.frozen_share),
        },
        fuel=FuelIndexation(
            float(grid.fuel_propulsion_share),
            _change(grid.fuel_index_base, grid.fuel_index_current),
            float(grid.fuel_cold_share),
            _change(grid.cold_index_base, grid.cold_index_current),
        ),
        options={
            code: float(price)
            for code in ("appointment", "tail_lift", "weekend")
            if (price := getattr(grid, f"{code}_eur")) is not None
        },
        return_eur=_number(grid.return_eur) or 0.0,
        on_quote_above_kg=_number(grid.on_quote_above_kg),
        percent_of_value=_number(grid.percent_of_value),
        fixed_eur=_number(grid.fixed_eur) or 0.0,
        eur_per_km=_number(grid.eur_per_km) or 0.0,
        eur_per_kg=_number(grid.eur_per_kg) or 0.0,
        max_parcel_kg=_number(solution.max_parcel_kg),
        kg_per_pallet=_number(grid.kg_per_pallet),
        steps=StopSteps(
            from_kg=_number(grid.step_from_kg) or 0.0,
            step_kg=_number(grid.step_kg) or 1.0,
            step_eur=_number(grid.step_eur) or 0.0,
            pickup_eur=_number(grid.pickup_eur) or 0.0,
            pickup_capacity_kg=_number(grid.pickup_capacity_kg),
        )
        if has_steps
        else None,
        vat_rate=float(grid.vat_share) if grid.vat_included and grid.vat_share else 0.0,
        source=_grid_source(grid),
    )
    return engine_tariff, zone
