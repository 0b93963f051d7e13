"""The solutions that one comparison prices: those that fit a delivery, and a few that say why they do not."""

import datetime

from django.db.models import Case, Count, Subquery, Value, When
from django.db.models.functions import Coalesce

from carriers.models.searching import SolutionQuerySet
from carriers.models.serving import Delivery, Serving
from carriers.models.solutions import Solution
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
) -> SolutionQuerySet:
    """Published solutions that carry goods, with everything needed to price them on a date, in nine queries.

    The nearest MAX_FITTING of those that serve the delivery, and a few that do not: the comparison shows them
    with the reason. `areas` holds only those of the given communes (see `Solution.area_for`), `grids` only
    those valid on the date. Each row says in `fitting_count` how many serve the delivery, left out or not.
    """
    delivery = Delivery(
        origin, tuple(destinations), (temperature,) if temperature else (), lightest_kg, heaviest_kg, weekday
    )
    serving = Serving(delivery)
    goods = Solution.objects.published().carrying_goods()
    every_fitting = goods.fitting(serving)
    fitting = every_fitting.nearest_first(delivery)[:MAX_FITTING]
    others = goods.exclude(serving.both_ends, *serving.limits.values()).annotate(
        far=Case(When(serving.one_end, then=Value(0)), default=Value(1))
    )
    others = others.nearest_first(delivery, before=("far",))[:MAX_OTHERS]
    # Depends on no row: the database counts once, in the same query.
    counted = every_fitting.order_by().values(every=Value(1)).annotate(number=Count("pk")).values("number")
    found = Solution.objects.filter(
        pk__in=fitting.values("pk").union(others.values("pk"), all=True)
    ).annotate(fitting_count=Coalesce(Subquery(counted), 0))
    return found.ready_to_price([origin, *destinations], on).order_by("kind", "sort_key", "pk")
