"""Farms nearby whose deliveries go the same way, among those who agreed to it.

Two ways to agree. A farm that publishes its profile and its places of delivery, and says that it is ready to
pool, may be named to anyone. One that only asked to be called again for the pioneer group is named to its
advisor, who may introduce it; the others learn how many there are, from three on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from math import cos, radians
from operator import or_

from django.db.models import BooleanField, Case, Q, When

from needs_survey.fields import YES
from needs_survey.models import SurveyResponse
from pat_logistics.accounts.models import User
from pat_logistics.territory.fields import great_circle_km
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import Month, Weekday
from producers import perms
from producers.models import Flow, Producer

# As the crow flies. A round that picks up at a neighbour's, and leaves its goods beside one's own.
NEIGHBOUR_KM, SAME_CUSTOMER_KM = 30.0, 10.0
SHOWN = 5
# Deliveries looked at, at most.
READ = 2000
KM_PER_DEGREE = 111.2
# Fewer farms than that are not counted aloud: the neighbours would know which.
MIN_FARMS = 3


@dataclass(frozen=True, slots=True)
class Match:
    """One delivery of the neighbour that could ride with one of the farm."""

    own: Flow
    other: Flow
    days: tuple[str, ...]

    @property
    def weekdays(self) -> str:
        return ", ".join(self.days)


@dataclass(frozen=True, slots=True)
class Neighbour:
    producer: Producer
    distance_km: float
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """`named` may be named to anyone; `introduced` to whoever advises them, and to nobody else.

    `followed`: those of `introduced` whom the reader advises.
    """

    named: tuple[Neighbour, ...] = ()
    introduced: tuple[Neighbour, ...] = ()
    followed: tuple[Neighbour, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.named or self.introduced)

    @property
    def counted(self) -> str:
        """How many there are to introduce, in words."""
        if len(self.introduced) < MIN_FARMS:
            return "des fermes de votre secteur"
        return f"{len(self.introduced)} fermes de votre secteur"

    @property
    def elsewhere(self) -> int:
        """How many to introduce are another advisor's, as those of the next département."""
        return len(self.introduced) - len(self.followed)

    @property
    def places(self) -> list[str]:
        """Where one's own deliveries meet theirs."""
        matches = [match for row in (*self.named, *self.introduced) for match in row.matches]
        return list(dict.fromkeys(match.own.destination.name for match in matches))


def neighbours_of(producer: Producer, flows: Sequence[Flow], *, reader: User | None = None) -> Neighbours:
    """Those with most deliveries in common first, then the nearest. One query, whatever the numbers.

    `reader`: the advisor whose copy it is, if it is one: one query more.
    """
    if producer.refuses_intermediaries or not flows:
        return Neighbours()
    home = producer.commune
    near = Commune.objects.within_km(home.latitude, home.longitude, NEIGHBOUR_KM).order_by().values("pk")
    around = reduce(or_, (_around(place) for place in {flow.destination for flow in flows}))
    public = perms.published("producer__", "flows") & Q(producer__open_to_pooling=True)
    callable_again = SurveyResponse.objects.counted().filter(answers__pioneer=YES).order_by()
    others = (
        Flow.objects.filter(
            around,
            public | Q(producer__in=callable_again.values("producer")),
            producer__refuses_intermediaries=False,
            producer__commune__in=near,
        )
        .exclude(producer=producer)
        .annotate(is_public=Case(When(public, then=True), default=False, output_field=BooleanField()))
        .with_places()
        .order_by("producer_id", "pk")[:READ]
    )
    matches: dict[Producer, list[Match]] = {}
    named = set()
    for other in others:
        if other.is_public:
            named.add(other.producer)
        for own in flows:
            if (days := _together(own, other)) is not None:
                matches.setdefault(other.producer, []).append(Match(own, other, days))
                break
    found = [
        Neighbour(farm, great_circle_km(home, farm.commune), tuple(rows)) for farm, rows in matches.items()
    ]
    found.sort(key=lambda row: (-len(row.matches), row.distance_km, row.producer.pk))
    introduced = tuple(row for row in found if row.producer not in named)
    return Neighbours(
        named=tuple(row for row in found if row.producer in named)[:SHOWN],
        introduced=introduced,
        followed=_followed(introduced, reader) if reader else (),
    )


def _followed(rows: Sequence[Neighbour], reader: User) -> tuple[Neighbour, ...]:
    keys = [row.producer.pk for row in rows]
    theirs = set(Producer.objects.managed_by(reader).filter(pk__in=keys).values_list("pk", flat=True))
    return tuple(row for row in rows if row.producer.pk in theirs)


def _around(place: Commune) -> Q:
    """A box that holds every commune near enough; the exact distance comes after."""
    north = SAME_CUSTOMER_KM / KM_PER_DEGREE
    east = north / cos(radians(place.latitude))
    return Q(
        destination__latitude__range=(place.latitude - north, place.latitude + north),
        destination__longitude__range=(place.longitude - east, place.longitude + east),
    )


def _together(own: Flow, other: Flow) -> tuple[str, ...] | None:
    """Days on which both may be delivered; None when they cannot share a van."""
    if own.product_line.temperature != other.product_line.temperature:
        return None
    if great_circle_km(own.destination, other.destination) > SAME_CUSTOMER_KM:
        return None
    year = set(Month.values)
    # No month said: any will do.
    if not (set(own.months) or year) & (set(other.months) or year):
        return None
    every = set(Weekday.values)
    days = (set(own.weekdays) or every) & (set(other.weekdays) or every)
    if not days:
        return None
    return () if days == every else tuple(Weekday(day).label for day in sorted(days))
