"""The solutions that one comparison prices: those that fit a delivery, and a few that say why they do not."""

import datetime
import functools
from decimal import Decimal

from django.db.models import Case, Count, Subquery, Value, When
from django.db.models.functions import Coalesce

from carriers.models.loading import ready_to_price
from carriers.models.searching import PLACES, SolutionQuerySet
from carriers.models.serving import Delivery, Miss, Serving, limits_of
from carriers.models.solutions import Solution
from pat_logistics.prepared import AmongKeys, Prepared, given
from pat_logistics.territory.given import given_commune, values_of
from pat_logistics.territory.models import Commune

# One comparison prices that many: enough to choose among, and an answer within the second.
MAX_FITTING, MAX_OTHERS = 60, 20


def candidates(
    origin: Commune,
    destinations: list[Commune],
    on: datetime.date,
    *,
    temperature: str = "",
    lightest_kg: float | None = None,
    heaviest_kg: float | None = None,
    weekday: int | None = None,
) -> list[Solution]:
    """Published solutions that carry goods, with everything needed to price them on a date, in nine queries.

    The nearest MAX_FITTING of those that serve the delivery, and a few that do not: the comparison shows them
    with the reason. `areas` holds only those of the given communes (see `Solution.area_for`), `grids` only
    those valid on the date. Each row says in `fitting_count` how many serve the delivery, left out or not.
    """
    delivery = Delivery(
        origin, tuple(destinations), (temperature,) if temperature else (), lightest_kg, heaviest_kg, weekday
    )
    serving = Serving(delivery)
    both_ends = serving.at_both_ends or frozenset()
    asked = {
        "at_both_ends": sorted(both_ends),
        "at_one_end": sorted(serving.at_one_end),
        "temperature": temperature,
        "lightest_kg": lightest_kg and Decimal(str(lightest_kg)),
        "heaviest_kg": heaviest_kg and Decimal(str(heaviest_kg)),
        **values_of("origin", origin),
    }
    limits = frozenset(serving.limits)
    # Those of an end come first: where they are enough, the rest of the country is not even looked at.
    found = []
    if len(serving.at_one_end - both_ends) >= MAX_OTHERS:
        found = _chosen(limits, MAX_FITTING, MAX_OTHERS, at_one_end=True)(**asked)
    if len(found) < MAX_OTHERS + (min(found[0].fitting_count, MAX_FITTING) if found else 0):
        found = _chosen(limits, MAX_FITTING, MAX_OTHERS, at_one_end=False)(**asked)
    return ready_to_price(found, [origin, *destinations], on)


@functools.cache
def _chosen(limits: frozenset[Miss], most: int, others_most: int, *, at_one_end: bool) -> Prepared:
    """The solutions to compare for any delivery with these limits; `at_one_end`: no others than those."""
    asked = Delivery(
        given_commune("origin"),
        temperatures=(given("temperature"),) if Miss.TEMPERATURE in limits else (),
        lightest_kg=given("lightest_kg") if Miss.TOO_LIGHT in limits else None,
        heaviest_kg=given("heaviest_kg") if Miss.TOO_HEAVY in limits else None,
    )
    held = limits_of(asked, beyond_co_delivery=Miss.CO_DELIVERY in limits).values()
    both_ends, one_end = AmongKeys(given("at_both_ends")), AmongKeys(given("at_one_end"))

    def build() -> SolutionQuerySet:
        goods = Solution.objects.published().carrying_goods()
        every_fitting = goods.filter(both_ends, *held)
        fitting = every_fitting.nearest_first(asked)[:most]
        others = goods.filter(one_end) if at_one_end else goods
        others = others.exclude(both_ends, *held).annotate(
            far=Case(When(one_end, then=Value(0)), default=Value(1))
        )
        others = others.nearest_first(asked, before=("far",))[:others_most]
        # Depends on no row: the database counts once, in the same query.
        counted = (
            every_fitting.order_by().values(every=Value(1)).annotate(number=Count("pk")).values("number")
        )
        keys = fitting.values("pk").union(others.values("pk"), all=True)
        found = Solution.objects.filter(pk__in=keys).annotate(fitting_count=Coalesce(Subquery(counted), 0))
        return found.select_related(*PLACES).order_by("kind", "sort_key", "pk")

    return Prepared(build)
