"""What each customer of the producer's own round costs: the round with him, and the round without."""

from dataclasses import dataclass

from cost_calc.engine.lines import Quote
from cost_calc.engine.pricing import quoted
from cost_calc.pricing.build import prepared
from cost_calc.pricing.case import Case
from cost_calc.pricing.own import in_round
from cost_calc.pricing.question import Stop
from pat_logistics.territory.models import Commune


@dataclass(frozen=True, slots=True)
class Sums:
    """What a round comes to, or what one customer adds to it."""

    eur: float
    minutes: float
    co2e_kg: float
    distance_km: float

    @classmethod
    def of(cls, quote: Quote) -> "Sums":
        return cls(
            float(quote.total_eur), float(quote.minutes), float(quote.co2e_kg), float(quote.distance_km)
        )

    def __sub__(self, other: "Sums") -> "Sums":
        return Sums(
            self.eur - other.eur,
            self.minutes - other.minutes,
            self.co2e_kg - other.co2e_kg,
            self.distance_km - other.distance_km,
        )


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer of the round.

    `adds` is what the round loses without him; `without` is that shorter round, in the best order for those
    who stay. `sales_eur` is what he buys, None where no price is known.
    """

    number: int
    stop: Stop
    adds: Sums
    without: Sums
    order: tuple[Commune, ...]
    sales_eur: float | None

    @property
    def order_names(self) -> list[str]:
        return [place.name for place in self.order]

    @property
    def eur_per_kg(self) -> float:
        return self.adds.eur / self.stop.mass_kg

    @property
    def share_of_sales(self) -> float | None:
        return self.adds.eur / self.sales_eur if self.sales_eur else None


@dataclass(frozen=True, slots=True)
class OwnRound:
    """The producer's own round, customer by customer.

    What they add does not make the round: `common` is what would remain whoever is taken away alone (the way
    they share, loading). It is less than nothing where a kilometre is saved only when two of them go.
    """

    whole: Sums
    customers: tuple[Customer, ...]
    order: tuple[Commune, ...]

    @property
    def order_names(self) -> list[str]:
        return [place.name for place in self.order]

    @property
    def is_slower_without(self) -> bool:
        """Whether the shortest round without someone takes longer: short is not quick everywhere."""
        return any(customer.adds.minutes < 0 for customer in self.customers)

    @property
    def common(self) -> Sums:
        left = self.whole
        for customer in self.customers:
            left -= customer.adds
        return left


def own_round(case: Case, eur_per_kg: float | None) -> OwnRound | None:
    """The round with and without each customer; None where there is one customer only."""
    if len(case.stops) < 2:
        return None
    whole, order = _sums(case)
    customers = []
    for position, stop in enumerate(case.question.stops):
        others = tuple(place for place in range(len(case.stops)) if place != position)
        without, shorter = _sums(case.of_stops(others))
        customers.append(
            Customer(
                position + 1,
                stop,
                whole - without,
                without,
                shorter,
                None if eur_per_kg is None else eur_per_kg * stop.mass_kg,
            )
        )
    return OwnRound(whole, tuple(customers), order)


def _sums(case: Case) -> tuple[Sums, tuple[Commune, ...]]:
    way = prepared(case, in_round(case))
    shipment = case.shipment()
    return Sums.of(quoted(way.option, shipment, method=case.question.method)), way.trips[0].places
