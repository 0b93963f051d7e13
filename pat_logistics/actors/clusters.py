"""Where the map shows who can help: the town hall of their commune."""

from collections.abc import Iterable
from typing import Any

from pat_logistics.actors.models import Actor, ActorQuerySet
from pat_logistics.territory import clusters
from pat_logistics.territory.clusters import CLOSEST_ZOOM, Box, Places, short
from pat_logistics.territory.models import Commune


def features(actors: ActorQuerySet, box: Box | None = None, zoom: int = CLOSEST_ZOOM) -> dict[str, Any]:
    """The `clusters.features` of rows of `visible_to`; one of no commune is in the list alone."""

    def describe(keys: Iterable[int]) -> dict[int, dict[str, Any]]:
        return {actor.pk: told(actor) for actor in actors.filter(pk__in=keys).order_by()}

    placed = actors.filter(commune__isnull=False)
    if box:
        towns = Commune.objects.filter(**box.inside).order_by().values("pk")
        placed = placed.filter(commune__in=towns)
    places = placed.values_list("pk", "commune__latitude", "commune__longitude", "commune_id")
    return clusters.features(Places.of(places), describe, box, zoom)


def point(actor: Actor) -> dict[str, Any] | None:
    """An actor by itself on a map; needs its commune."""
    town = actor.commune
    return {**told(actor), "lat": town.latitude, "lon": town.longitude} if town else None


def told(actor: Actor) -> dict[str, Any]:
    """What a point says."""
    return {
        "id": actor.pk,
        "label": short(actor.name),
        "url": actor.get_absolute_url(),
        "detail": short(f"{actor.get_kind_display().capitalize()} · {actor.standing.label}"),
    }
