"""From rows of the database to objects of the engine: no arithmetic of its own, only translation."""

from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.legs import CustomerTripLeg
from cost_calc.models import Energy
from cost_calc.pricing.adapters.carbon import (
    USUAL_LEVEL_ONE,
    VAN_LEVEL_ONE,
    energy_codes,
    energy_factor,
    feeder_row,
    level_one_row,
    made_once,
    parcel_model,
)
from cost_calc.pricing.adapters.law import rules
from cost_calc.pricing.adapters.shipments import farthest_straight_km, shipment, volume_m3
from cost_calc.pricing.adapters.tariffs import ON_QUOTE, tariff
from cost_calc.pricing.adapters.vehicles import vehicle
from cost_calc.pricing.references import ReferenceSet
from pat_logistics.territory.roads import RoadParameters

__all__ = [
    "ON_QUOTE",
    "USUAL_LEVEL_ONE",
    "VAN_LEVEL_ONE",
    "check",
    "energy_codes",
    "energy_factor",
    "farthest_straight_km",
    "feeder_row",
    "level_one_row",
    "parcel_model",
    "road_parameters",
    "rules",
    "shipment",
    "tariff",
    "vehicle",
    "volume_m3",
]


@made_once
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
