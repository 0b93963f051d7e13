"""A reference vehicle as the engine reads it, with what the producer declares of his own."""

from cost_calc.engine.lines import DECLARED, Origin, Provenance
from cost_calc.engine.shipment import Temperature
from cost_calc.engine.vehicles import AnnualCost, KilometreRate, Trinome, Vehicle, VehicleCost
from cost_calc.models import Energy, VehicleType
from cost_calc.pricing.adapters.carbon import UNITS, VAN_LEVEL_ONE, energy_codes, energy_factor, level_one_row
from cost_calc.pricing.question import OwnMeans
from cost_calc.pricing.references import ReferenceSet, cite


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
    rate = row.eur_per_km if own.eur_per_km is None else own.eur_per_km
    if own.eur_per_day is not None:
        return Trinome(rate, 0.0, own.eur_per_day, own.eur_per_cold_hour or 0.0)
    if own.fixed_eur_per_year is None or own.km_per_year is None:
        return KilometreRate(rate)
    shared = own.other_use_share or 0.0
    if own.eur_per_km is None:
        return _yearly_bills(row, refs, own, own.fixed_eur_per_year, own.km_per_year, shared)
    # Both were typed: the kilometre rate then holds what varies with the distance.
    return AnnualCost(
        own.fixed_eur_per_year, own.km_per_year, variable_eur_per_km=own.eur_per_km, other_use_share=shared
    )


def _yearly_bills(
    row: VehicleType, refs: ReferenceSet, own: OwnMeans, fixed_eur: float, km: float, shared: float
) -> AnnualCost:
    """What is paid in a year, and the energy by its consumption."""
    energy, consumption, consumption_origin = _consumption(row, own)
    _, price = energy_codes(energy)
    uplift, uplift_origin = _cold_uplift(row, refs, own)
    return AnnualCost(
        fixed_eur,
        km,
        energy_per_100km=consumption,
        other_use_share=shared,
        energy_price_eur=refs[price],
        energy_unit=UNITS.get(energy, "l"),
        cold_uplift_share=uplift,
        cold_uplift_origin=uplift_origin,
        consumption_origin=consumption_origin,
        price_origin=Origin(Provenance.REFERENCE, refs.source(price)),
    )
