"""How often the page of a service is opened: a count by day, without anything of who opened it.

A page that is read writes nothing in the database: it adds one in the cache, under the day and the service,
and the clock moves the counts to their rows. Robots that say their name, pages fetched ahead, and those who
keep the service are not counted. The same person may count twice: nothing tells people apart.
"""

import datetime
import logging
import re

from django.core.cache import cache
from django.utils import timezone
from redis.exceptions import RedisError

from carriers.models import Solution, SolutionViews

# The clock passes every hour; a stop of the workers loses nothing for two days.
KEPT_SECONDS = 72 * 3600
DAYS_BACK = 2
ROBOTS = re.compile(
    r"bot|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|monitor|headless|lighthouse|curl|wget|python|"
    r"java/|go-http|scrapy|axios|okhttp|archiv",
    re.IGNORECASE,
)

logger = logging.getLogger(__name__)


def _key(day: datetime.date, solution_id: int) -> str:
    return f"carriers:views:{day.isoformat()}:{solution_id}"


def is_a_reader(request) -> bool:
    """Whether a person seems to look at the page: a browser that does not say it is a robot."""
    agent = request.headers.get("User-Agent", "")
    ahead = "prefetch" in f"{request.headers.get('Sec-Purpose', '')} {request.headers.get('Purpose', '')}"
    return request.method == "GET" and bool(agent) and not ahead and not ROBOTS.search(agent)


def count(request, solution: Solution) -> None:
    """One more, unless it comes from a robot or from who keeps the service. Never an error of the page."""
    if not is_a_reader(request):
        return
    if (
        request.user.is_authenticated
        and Solution.objects.managed_by(request.user).filter(pk=solution.pk).exists()
    ):
        return
    key = _key(timezone.localdate(), solution.pk)
    try:
        cache.add(key, 0, KEPT_SECONDS)
        cache.incr(key)
    except (RedisError, ValueError):
        logger.info("a view was not counted")


def gather(*, today: datetime.date) -> int:
    """Move the counts of the last days to their rows; done twice, it changes nothing. Says how many."""
    solutions = list(Solution.objects.order_by("pk").values_list("pk", flat=True))
    rows = []
    for back in range(DAYS_BACK + 1):
        day = today - datetime.timedelta(days=back)
        keys = {_key(day, pk): pk for pk in solutions}
        rows += [
            SolutionViews(solution_id=keys[key], day=day, count=number)
            for key, number in cache.get_many(list(keys)).items()
        ]
    known = {
        (row.solution_id, row.day): row.count
        for row in SolutionViews.objects.filter(day__gte=today - datetime.timedelta(days=DAYS_BACK))
    }
    # A cache that was emptied starts again at nothing: what was already written stays.
    grown = [row for row in rows if row.count > known.get((row.solution_id, row.day), 0)]
    SolutionViews.objects.bulk_create(
        grown, update_conflicts=True, unique_fields=["solution", "day"], update_fields=["count"]
    )
    return len(grown)
