"""Known customers and the deliveries that farms make to them: whom to choose, and how many may be told."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Q

from pat_logistics.accounts.perms import Somebody, counsels
from pat_logistics.actors.deliveries import COUNTERS
from pat_logistics.actors.models import Actor, ActorQuerySet
from pat_logistics.territory.models import Commune
from producers.models import Flow, Producer

CHOSEN_WITHIN_KM = 100
# Farms agree to tell the type of their customers, not who they are: fewer could be named.
FEWEST_TOLD = 3


def outlets_near(producer: Producer, present: int | None = None) -> ActorQuerySet:
    """Those that a farm may choose: published, near or acting there; `present` is what it chose before.

    Invented ones are for invented farms.
    """
    town = producer.commune
    near = Commune.objects.within_km(town.latitude, town.longitude, CHOSEN_WITHIN_KM).order_by().values("pk")
    nowhere = Q(commune=None) & Q(pk__in=Actor.objects.acting_in(town.departement).values("pk"))
    found = Actor.objects.published().outlets().filter(Q(commune__in=near) | nowhere)
    if not producer.is_example:
        found = found.filter(is_example=False)
    chosen: ActorQuerySet = Actor.objects.filter(Q(pk__in=found.order_by().values("pk")) | Q(pk=present))
    return chosen.select_related("commune").order_by("commune__search_key", "sort_key", "pk")


def farms_delivering(actors: Iterable[int], user: Somebody) -> dict[int, int]:
    """How many farms deliver each, of those that publish theirs; fewer than three for advisors only."""
    fewest = 1 if counsels(user) else FEWEST_TOLD
    flows = Flow.objects.visible_to(AnonymousUser()).filter(
        outlet__in=list(actors), producer__is_example=F("outlet__is_example")
    )
    counted = flows.order_by().values_list("outlet").annotate(farms=Count("producer", distinct=True))
    return {outlet: farms for outlet, farms in counted if farms >= fewest}


def add_to_actors() -> None:
    COUNTERS.append(farms_delivering)
