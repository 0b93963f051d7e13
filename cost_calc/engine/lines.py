"""A result is a list of lines; a total is their sum and nothing else."""

from dataclasses import dataclass
from enum import StrEnum

from cost_calc.engine.carbon import CarbonMethod
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.quantities import SOME_MASS_KG, Quantity, total


class Provenance(StrEnum):
    """Where a number comes from, which is how far it can be trusted."""

    DECLARED = "declared"
    MEASURED = "measured"
    TARIFF = "tariff"
    REFERENCE = "reference"
    ESTIMATED = "estimated"
    COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class Origin:
    """How far a number can be trusted, and the text it comes from."""

    provenance: Provenance = Provenance.DECLARED
    source: str = ""


DECLARED = Origin()


def sources(*origins: Origin) -> str:
    """Every text that numbers come from, once each, in a row."""
    return " ; ".join(dict.fromkeys(origin.source for origin in origins if origin.source))


class Component(StrEnum):
    """What a line pays for, or emits. A tariff's option adds its own code (``appointment``…)."""

    VEHICLE = "vehicle"
    VEHICLE_DAY = "vehicle_day"
    ENERGY = "energy"
    COLD_UNIT = "cold_unit"
    DRIVING = "driving"
    DELIVERY = "delivery"
    OTHER_WORK = "other_work"
    RETURN_WORK = "return_work"
    PACKAGING = "packaging"
    PACKING_WORK = "packing_work"
    ORDERS = "orders"
    OTHER = "other"
    TOLL = "toll"
    TRANSPORT = "transport"
    PICKUP = "pickup"
    WEIGHT_STEPS = "weight_steps"
    MINIMUM = "minimum"
    ZONE_SURCHARGE = "zone_surcharge"
    TEMPERATURE_SURCHARGE = "temperature_surcharge"
    FUEL_SURCHARGE = "fuel_surcharge"
    RETURNS = "returns"
    HANDLING = "handling"
    STORAGE = "storage"
    LOCKER = "locker"
    CARBON = "carbon"
    CARBON_COLLECTION = "carbon_collection"
    CARBON_LAST_LEG = "carbon_last_leg"
    CUSTOMER_TRIP = "customer_trip"


class Formula(StrEnum):
    """How a line was computed; docs/calcul.md writes each one out."""

    DISTANCE_RATE = "distance_rate"
    DAY_RATE = "day_rate"
    HOUR_RATE = "hour_rate"
    COLD_HOUR_RATE = "cold_hour_rate"
    ANNUAL_COST = "annual_cost"
    ANNUAL_FIXED = "annual_fixed"
    ENERGY_USED = "energy_used"
    COLD_ENERGY = "cold_energy"
    AMOUNT = "amount"
    PER_PACKAGE = "per_package"
    PRICE_PER_PARCEL = "price_per_parcel"
    PRICE_PER_100KG = "price_per_100kg"
    FLAT_PRICE = "flat_price"
    PAYANT_POUR = "payant_pour"
    PAYANT_POUR_PALLETS = "payant_pour_pallets"
    PAYANT_POUR_FLAT = "payant_pour_flat"
    PRICE_PER_PALLET = "price_per_pallet"
    PRICE_PER_STOP = "price_per_stop"
    PERCENT_OF_VALUE = "percent_of_value"
    FIXED_PLUS_VARIABLE = "fixed_plus_variable"
    PICKUP_PER_LOAD = "pickup_per_load"
    STARTED_STEPS = "started_steps"
    UP_TO_MINIMUM = "up_to_minimum"
    SHARE_OF_PRICE = "share_of_price"
    FUEL_INDEXATION = "fuel_indexation"
    PRICE_PER_RETURN = "price_per_return"
    CONSUMPTION_WTW = "consumption_wtw"
    CLASS_CONSUMPTION = "class_consumption"
    CARRIER_FIGURE = "carrier_figure"
    LEVEL_ONE = "level_one"
    PARCEL_MODEL = "parcel_model"
    CUSTOMER_TRIP = "customer_trip"
    CARBON_UNKNOWN = "carbon_unknown"


@dataclass(frozen=True, slots=True)
class Input:
    """One number that went into a line; `name` is a stable code."""

    name: str
    value: Quantity
    unit: str
    provenance: Provenance
    source: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing paid for or emitted, on one leg.

    Parameters
    ----------
    component
        Stable code, see `Component`.
    leg
        Number of the leg, from 1.
    eur
        EUR excluding VAT; NaN when the price is not known.
    co2e_kg
        kgCO2e; NaN when it is not known.
    minutes
        Minutes of the producer's own time: a carrier's driving is not his.
    distance_km
        Kilometres driven for this shipment.
    formula
        Stable code, see `Formula`; `inputs` are the numbers that went into it.
    carbon_method
        Method set of `co2e_kg`, None on a line that emits nothing.
    """

    component: str
    leg: int
    eur: Quantity = 0.0
    co2e_kg: Quantity = 0.0
    minutes: Quantity = 0.0
    distance_km: Quantity = 0.0
    provenance: Provenance = Provenance.ESTIMATED
    source: str = ""
    formula: str = ""
    inputs: tuple[Input, ...] = ()
    carbon_method: CarbonMethod | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """What a delivery costs, emits and takes: the sum of its lines, by construction."""

    lines: tuple[Line, ...]

    def __post_init__(self) -> None:
        methods = {line.carbon_method for line in self.lines} - {None}
        if len(methods) > 1:
            raise InvalidInput("quote.lines", "mixed_methods", methods=sorted(str(m) for m in methods))

    @property
    def carbon_method(self) -> CarbonMethod | None:
        """The one method set of the emissions, None when nothing is emitted."""
        return next((line.carbon_method for line in self.lines if line.carbon_method), None)

    @property
    def total_eur(self) -> Quantity:
        """EUR excluding VAT; NaN when one price is not known."""
        return total([line.eur for line in self.lines])

    @property
    def co2e_kg(self) -> Quantity:
        """kgCO2e; NaN when one emission is not known."""
        return total([line.co2e_kg for line in self.lines])

    @property
    def minutes(self) -> Quantity:
        """Minutes of the producer's own time."""
        return total([line.minutes for line in self.lines])

    @property
    def distance_km(self) -> Quantity:
        """Kilometres driven for the shipment, by all its legs."""
        return total([line.distance_km for line in self.lines])

    def per_kg(self, mass_kg: Quantity) -> Quantity:
        """EUR per kilogram delivered."""
        return self.total_eur / SOME_MASS_KG.check("quote.mass_kg", mass_kg)

    def co2e_per_kg(self, mass_kg: Quantity) -> Quantity:
        """kgCO2e per kilogram delivered."""
        return self.co2e_kg / SOME_MASS_KG.check("quote.mass_kg", mass_kg)
