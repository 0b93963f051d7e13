"""What is carried."""

from dataclasses import dataclass
from enum import StrEnum

from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.lines import Provenance
from cost_calc.engine.quantities import (
    ADDRESSES,
    CELSIUS,
    COUNT,
    DISTANCE_KM,
    EUR,
    HOURS,
    MASS_KG,
    SOME_MASS_KG,
    Quantity,
    Range,
    check_numbers,
    check_optional,
    check_scalars,
    check_shapes,
    check_type,
)


class Temperature(StrEnum):
    """Regime the goods travel at; a mixed load obeys the coldest."""

    AMBIENT = "ambient"
    CHILLED = "chilled"
    FROZEN = "frozen"


class Buyer(StrEnum):
    """Who buys the goods: it decides which sanitary rules apply."""

    EATER = "eater"
    """Whoever eats them: at the farm, on a market, at home."""
    TRADE = "trade"
    """A shop, a restaurant, a canteen, a wholesaler."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Shipment:
    """One delivery, or many at once when its numbers are arrays (shape (n,), or any that broadcast).

    Parameters
    ----------
    mass_kg
        Goods and their packaging, more than zero.
    temperature
        Regime of the goods.
    goods_value_eur
        Their value excluding VAT, None when not known.
    deliveries_per_year
        How many such deliveries a year; None when not known.
    returns_kg, returns_count
        Empties that come back: their mass, and how many pieces (crates, tubs, pallets).
    addresses
        How many places it is delivered to, in equal parts.
    volume_m3, linear_m
        Room they take; volume and metres of a truck's floor, None when the mass alone decides.
    volume_provenance
        Who says the volume.
    product_family
        Code of the family, as the caller's rules name it.
    goods_class
        Code of what they are within it (minced meat, poultry), as those rules name it; empty: not told.
    shelf_life_hours
        Hours left when the goods leave the farm.
    ready_hour
        Hour of the day the goods are ready (0 to 24), None when not known.
    organic
        Organic goods, which may not be mixed in bulk with others.
    straight_km
        Great-circle distance from the farm to its farthest customer, None when not known: what the law
        counts by.
    buyer
        Who buys: the eater, or somebody who sells or serves the goods again.
    approved
        The place where the goods are made holds a sanitary approval.
    max_celsius
        Warmest the goods may get, None when no rule says.
    """

    mass_kg: Quantity
    temperature: Temperature = Temperature.AMBIENT
    goods_value_eur: Quantity | None = None
    deliveries_per_year: Quantity | None = 1.0
    returns_kg: Quantity = 0.0
    returns_count: Quantity = 0.0
    addresses: Quantity = 1.0
    volume_m3: Quantity | None = None
    linear_m: Quantity | None = None
    volume_provenance: Provenance = Provenance.DECLARED
    product_family: str = ""
    goods_class: str = ""
    shelf_life_hours: Quantity | None = None
    ready_hour: float | None = None
    organic: bool = False
    straight_km: Quantity | None = None
    buyer: Buyer = Buyer.UNKNOWN
    approved: bool = False
    max_celsius: float | None = None

    def __post_init__(self) -> None:
        check_numbers(
            self,
            "shipment",
            mass_kg=SOME_MASS_KG,
            returns_kg=MASS_KG,
            returns_count=COUNT,
            addresses=ADDRESSES,
        )
        check_optional(
            self,
            "shipment",
            goods_value_eur=EUR,
            deliveries_per_year=Range(0.0, 1e5),
            volume_m3=Range(0.0, 1e5),
            linear_m=Range(0.0, 1e3),
            shelf_life_hours=HOURS,
            ready_hour=Range(0.0, 24.0),
            straight_km=DISTANCE_KM,
            max_celsius=CELSIUS,
        )
        check_scalars(self, "shipment", "ready_hour", "max_celsius")
        check_type(self, "shipment", product_family=str, goods_class=str, organic=bool, approved=bool)
        check_type(self, "shipment", volume_provenance=Provenance)
        try:
            object.__setattr__(self, "temperature", Temperature(self.temperature))
        except ValueError:
            raise InvalidInput("shipment.temperature", "unknown", value=self.temperature) from None
        try:
            object.__setattr__(self, "buyer", Buyer(self.buyer))
        except ValueError:
            raise InvalidInput("shipment.buyer", "unknown", value=self.buyer) from None
        check_shapes(
            "shipment",
            mass_kg=self.mass_kg,
            goods_value_eur=self.goods_value_eur,
            deliveries_per_year=self.deliveries_per_year,
            returns_kg=self.returns_kg,
            returns_count=self.returns_count,
            addresses=self.addresses,
            volume_m3=self.volume_m3,
            linear_m=self.linear_m,
            shelf_life_hours=self.shelf_life_hours,
            straight_km=self.straight_km,
        )

    @property
    def needs_cold(self) -> bool:
        """Whether the goods travel under controlled temperature."""
        return self.temperature is not Temperature.AMBIENT
