"""« Transporteur utilisé »: what this app adds to the directory of producers."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from carriers.models import Carrier, Ride
from pat_logistics.facets import Facet, Wanted
from producers.filters import ProducerFilterSet

# The rule of `carriers.perms.agreed_ride`, on the rows found.
COUNT = (
    "SELECT 'carrier', carrier.slug, count(DISTINCT found.id) FROM found"
    " JOIN producers_producer producer ON producer.id = found.id"
    " JOIN carriers_ride ride ON ride.producer_id = found.id"
    " JOIN carriers_carrier carrier ON carrier.id = ride.carrier_id"
    " WHERE {others} AND statement_timestamp() >= ALL"
    " (ARRAY[producer.published_at, carrier.published_at, ride.producer_agreed_at, ride.carrier_agreed_at])"
    " GROUP BY carrier.slug"
)


def rides_with(wanted: Wanted) -> Q:
    """The producer rides with a chosen carrier, as both agreed to show."""
    slugs = wanted.get("carrier")
    if not slugs:
        return Q()
    rides = Ride.objects.agreed().filter(producer=OuterRef("pk"), carrier__slug__in=slugs)
    return Q(Exists(rides))


def names_of(slugs: Collection[str]) -> dict[str, str]:
    found = Carrier.objects.published().filter(slug__in=slugs).order_by("sort_key", "pk")
    return dict(found.values_list("slug", "name"))


def add_to_directory() -> None:
    ProducerFilterSet.add_facet(
        Facet(
            "carrier",
            "Transporteur utilisé",
            rule=rides_with,
            count=COUNT,
            names=names_of,
            help_text="Adresse de la page du transporteur.",
        )
    )
