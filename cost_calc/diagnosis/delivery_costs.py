"""What the deliveries of a farm cost, today and by other ways: one delivery, and the year of all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carriers.models import Solution

# Those of the first two pages; the others are in the detail behind.
FIRST = 6


@dataclass(frozen=True, slots=True)
class WayCost:
    """One way to make one delivery: EUR, minutes of the farm, kgCO2e (None: not known)."""

    label: str
    eur: float
    eur_per_kg: float
    minutes: float
    co2e_kg: float | None
    solution: Solution | None = None
    warnings: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class YearChange:
    """What a year would change: less than 0 is saved."""

    eur: float
    minutes: float
    co2e_kg: float | None


@dataclass(frozen=True, slots=True)
class DeliveryCost:
    """One delivery. `now` is None when its price today is not known, and `unknown` says why.

    `sells_there`: the farm stands at the market itself, so that no other way spares the trip.
    `is_express`: too far for the rounds noted, a trip of its own is counted.
    `others` are the two cheapest other ways that suit; `apart` those through an intermediary that the farm
    does not want; `reach` the keys of all the solutions that could make it.
    """

    place: str
    customer: str
    goods: str
    kg: float | None = None
    per_year: float | None = None
    now: WayCost | None = None
    unknown: str = ""
    others: tuple[WayCost, ...] = ()
    apart: tuple[WayCost, ...] = ()
    reach: frozenset[int] = frozenset()
    link: str = ""
    sells_there: bool = False
    is_express: bool = False

    @property
    def label(self) -> str:
        return ", ".join(part for part in (self.place, self.customer) if part)

    @property
    def best(self) -> WayCost | None:
        """The cheapest of the ways known, today's included; today's for who has to be there."""
        if self.sells_there:
            return self.now
        return min((way for way in (self.now, *self.others) if way), key=lambda way: way.eur, default=None)

    @property
    def says(self) -> str:
        """What the figures do not say by themselves."""
        if self.unknown:
            return f"Aujourd’hui : prix inconnu. {self.unknown}"
        if self.sells_there:
            return "Au marché, c’est vous qui vendez : un transporteur n’apporte que la marchandise."
        if self.link and not self.others and not self.apart:
            return "Personne d’autre au catalogue n’y va avec ces kilos et cette température."
        return ""

    @property
    def rows(self) -> list[tuple[WayCost, YearChange | None]]:
        return [(way, self.change(way)) for way in self.others]

    @property
    def apart_rows(self) -> list[tuple[WayCost, YearChange | None]]:
        return [(way, self.change(way)) for way in self.apart]

    def change(self, way: WayCost) -> YearChange | None:
        """A year of that way against a year of today's; None when one of them is not known."""
        if self.now is None or self.per_year is None:
            return None
        carbon = None
        if way.co2e_kg is not None and self.now.co2e_kg is not None:
            carbon = (way.co2e_kg - self.now.co2e_kg) * self.per_year
        return YearChange(
            eur=(way.eur - self.now.eur) * self.per_year,
            minutes=(way.minutes - self.now.minutes) * self.per_year,
            co2e_kg=carbon,
        )


def express_places(rows: Sequence[DeliveryCost]) -> list[str]:
    """Where a trip of its own is counted today, the round noted being too short."""
    return list(dict.fromkeys(row.place for row in rows if row.is_express and row.now))


@dataclass(frozen=True, slots=True)
class YearTotal:
    """A year of the deliveries that are priced, as they go today and each by its cheapest way."""

    count: int
    now_eur: float
    best_eur: float
    now_minutes: float
    best_minutes: float
    now_co2e_kg: float | None
    best_co2e_kg: float | None


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Those priced, the biggest of the year first, and how many were left out."""

    rows: tuple[DeliveryCost, ...] = ()
    left_out: int = 0
    assumptions: tuple[str, ...] = ()

    @property
    def first(self) -> tuple[DeliveryCost, ...]:
        return self.rows[:FIRST]

    @property
    def rest(self) -> tuple[DeliveryCost, ...]:
        return self.rows[FIRST:]

    @property
    def express(self) -> list[str]:
        return express_places(self.rows)

    @property
    def counted(self) -> list[DeliveryCost]:
        """Those whose price today and frequency are known: what the year adds up."""
        return [row for row in self.rows if row.now and row.per_year]

    @property
    def year(self) -> YearTotal | None:
        """The sum of the rows counted; None without any."""
        now = [(way, row.per_year or 0.0) for row in self.counted if (way := row.now)]
        best = [(way, row.per_year or 0.0) for row in self.counted if (way := row.best)]
        if not now:
            return None
        return YearTotal(
            count=len(now),
            now_eur=sum(way.eur * times for way, times in now),
            best_eur=sum(way.eur * times for way, times in best),
            now_minutes=sum(way.minutes * times for way, times in now),
            best_minutes=sum(way.minutes * times for way, times in best),
            now_co2e_kg=_carbon(now),
            best_co2e_kg=_carbon(best),
        )

    @property
    def reach(self) -> Mapping[int, tuple[str, ...]] | None:
        """By solution, the places of the farm it goes to; None when no delivery could be looked at."""
        looked_at = [row for row in self.rows if row.link]
        if not looked_at:
            return None
        found: dict[int, list[str]] = {}
        for row in looked_at:
            for key in row.reach:
                places = found.setdefault(key, [])
                if row.place not in places:
                    places.append(row.place)
        return {key: tuple(places) for key, places in found.items()}


def _carbon(ways: Sequence[tuple[WayCost, float]]) -> float | None:
    """kgCO2e of a year; None as soon as one is not known."""
    if any(way.co2e_kg is None for way, _ in ways):
        return None
    return sum((way.co2e_kg or 0.0) * times for way, times in ways)
