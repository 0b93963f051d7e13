"""Where the map shows producers, and what it says of each."""

from collections.abc import Iterable
from typing import Any

from django.db.models.functions import Coalesce

from pat_logistics.territory import clusters
from pat_logistics.territory.clusters import CLOSEST_ZOOM, Box, Places, short
from pat_logistics.territory.models import Commune
from producers.models import Producer, ProducerQuerySet


def features(producers: ProducerQuerySet, box: Box | None = None, zoom: int = CLOSEST_ZOOM) -> dict[str, Any]:
    """The `clusters.features` of rows of `visible_to`."""

    def describe(keys: Iterable[int]) -> dict[int, dict[str, Any]]:
        alone = producers.filter(pk__in=keys).select_related("commune").order_by()
        return {producer.pk: _told(producer) for producer in alone}

    return clusters.features(_places(producers, box), describe, box, zoom)


def point(producer: Any) -> dict[str, Any]:
    """A producer by itself on a map; needs a row of `visible_to` with its commune."""
    position = {"lat": round(producer.shown_latitude, 5), "lon": round(producer.shown_longitude, 5)}
    return {**_told(producer), **position}


def _told(producer: Producer) -> dict[str, Any]:
    return {
        "id": producer.pk,
        "label": short(producer.name),
        "url": producer.get_absolute_url(),
        "detail": short(producer.commune.name),
    }


def _places(producers: ProducerQuerySet, box: Box | None) -> Places:
    """Each by its index; the farm's own position serves only where it is public."""
    placed: Any = producers.annotate(at_farm=Coalesce("shows_position", False))
    farms, towns = placed.filter(at_farm=True), placed.filter(at_farm=False)
    if box:
        farms = farms.filter(**box.inside)
        towns = towns.filter(commune__in=Commune.objects.filter(**box.inside).order_by().values("pk"))
    return Places.of(
        farms.values_list("id", "latitude", "longitude", "commune_id"),
        towns.values_list("id", "commune__latitude", "commune__longitude", "commune_id"),
    )
