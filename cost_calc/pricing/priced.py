"""One way to make a delivery with its price: what pages, API and quote requests speak of."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from cost_calc.engine.pricing import PricedOption
from cost_calc.pricing.ways import Way


class Held(StrEnum):
    """What a range may hold, because nobody said it."""

    ROADS = "roads"
    FILLING = "filling"
    HOUR = "hour"
    EUR_PER_KM = "eur_per_km"


@dataclass(frozen=True, slots=True)
class Priced(PricedOption):
    """An option priced and judged, with the way it comes from and the range of what is only supposed.

    Without a range (nothing is supposed, or it changes nothing) both ends are None and `held` is empty.
    """

    way: Way
    low_eur_per_kg: float | None = None
    high_eur_per_kg: float | None = None
    held: tuple[Held, ...] = ()

    @classmethod
    def of(cls, way: Way, priced: PricedOption) -> Self:
        return cls(priced.option, priced.shipment, priced.quote, priced.verdicts, way)
