"""The engine's two measures: a matrix of a territory study, and one comparison of a page.

By hand: python -m tests.bench.bench_engine
"""

import statistics
import time
from collections.abc import Callable

import numpy as np

from cost_calc.engine.compare import Option, compare, price, price_matrix
from cost_calc.engine.shipment import Shipment
from tests.bench.report import Report
from tests.cost_calc.engine.samples import (
    COSTS,
    TARIFFS,
    carrier_leg,
    option,
    own_leg,
    parcel_leg,
    pooled_leg,
)

SHIPMENTS = 10_000
OPTIONS = 100
ONE_BY_ONE = 50
PAGE_OPTIONS = 30


def many_options(count: int) -> list[Option]:
    """Options of every kind of leg and list, at different distances, some through a drop point."""
    options = []
    for number in range(count):
        km = 20.0 + number
        legs = (
            (own_leg(list(COSTS.values())[number // 5 % len(COSTS)], distance_km=km),),
            (pooled_leg(distance_km=km),),
            (carrier_leg(list(TARIFFS)[number // 5 % len(TARIFFS)], distance_km=km),),
            (own_leg(distance_km=20.0), carrier_leg("every_supplement", distance_km=km)),
            (parcel_leg(distance_km=km),),
        )[number % 5]
        options.append(option(*legs, id=f"option-{number}", max_kg=1500, delay_hours=24))
    return options


def median_seconds(action: Callable[[], object], runs: int = 7) -> float:
    """Median duration of a call, after one that warms the caches."""
    action()
    durations = []
    for _ in range(runs):
        begun = time.perf_counter()
        action()
        durations.append(time.perf_counter() - begun)
    return statistics.median(durations)


def run(report: Report) -> None:
    """Measure, and report each value beside its bound."""
    options = many_options(OPTIONS)
    masses = np.random.default_rng(48).uniform(1, 1200, SHIPMENTS)
    batch = Shipment(masses, "chilled", goods_value_eur=masses * 5.52, shelf_life_hours=72.0)
    alone = [
        Shipment(mass, "chilled", goods_value_eur=mass * 5.52, shelf_life_hours=72.0)
        for mass in masses[:ONE_BY_ONE].tolist()
    ]

    def one_by_one() -> None:
        for shipment in alone:
            for each in options:
                price(each, shipment)

    together = SHIPMENTS * OPTIONS / median_seconds(lambda: price_matrix(options, batch))
    separately = ONE_BY_ONE * OPTIONS / median_seconds(one_by_one)
    report("engine: prices per second, matrix 10 000 × 100", together, "prices/s", 1_000_000, ">=")
    report("engine: matrix against a loop of single prices", together / separately, "×", 50, ">=")

    page = options[:PAGE_OPTIONS]
    seconds = median_seconds(lambda: compare(page, alone[0]), runs=101)
    report("engine: one comparison of 30 options", seconds * 1000, "ms", 20, "<=")


if __name__ == "__main__":
    run(Report())
