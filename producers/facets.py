"""The facets of the directory: what their choices require of a producer, and how they are counted."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from pat_logistics.facets import Facet, Wanted
from pat_logistics.vocabulary import CustomerType, Label, ProductFamily, Temperature
from producers.enums import StorageKind, Wish
from producers.models import Flow, ProductLine, StorageSite

LINES = "found JOIN producers_productline line ON line.producer_id = found.id"


def has_line(wanted: Wanted) -> Q:
    """One product line is of a chosen family and at a chosen temperature."""
    lines = ProductLine.objects.filter(producer=OuterRef("pk"))
    families, temperatures = wanted.get("family"), wanted.get("temperature")
    if families:
        lines = lines.filter(family__in=families)
    if temperatures:
        lines = lines.filter(temperature__in=temperatures)
    return Q(Exists(lines)) if families or temperatures else Q()


def has_label(wanted: Wanted) -> Q:
    """The producer, or one of its product lines, has a chosen label."""
    labels = wanted.get("label")
    if not labels:
        return Q()
    lines = ProductLine.objects.filter(producer=OuterRef("pk"), labels__overlap=labels)
    return Q(labels__overlap=labels) | Q(Exists(lines))


def serves_customer(wanted: Wanted) -> Q:
    """One flow that the reader may see goes to a customer of a chosen type."""
    types = wanted.get("customer")
    if not types:
        return Q()
    flows = Flow.objects.filter(producer=OuterRef("pk"), customer_type__in=types)
    return Q(shows_flows=True) & Q(Exists(flows))


def offers_storage(wanted: Wanted) -> Q:
    """One storage site that the reader may see is of a chosen kind, offered, and has room."""
    kinds = wanted.get("storage")
    if not kinds:
        return Q()
    sites = StorageSite.objects.filter(producer=OuterRef("pk"), kind__in=kinds, offered=True, free_m3__gt=0)
    return Q(shows_storage=True) & Q(Exists(sites))


def has_wish(wanted: Wanted) -> Q:
    held = {Wish.POOLING: Q(open_to_pooling=True), Wish.ALONE: Q(refuses_intermediaries=True)}
    rule = Q()
    for wish in wanted.get("wish") or []:
        rule |= held[Wish(wish)]
    return rule


def _of_line(name: str, label: str, choices: Any, other: str) -> Facet:
    """Two facets are asked of one line: each counts the lines that answer the other (%s twice)."""
    return Facet(
        name,
        label,
        choices=choices,
        rule=has_line,
        shares_with=other,
        count=f"SELECT '{name}', line.{name}, count(DISTINCT found.id) FROM {LINES}"
        f" WHERE {{others}} AND (line.{other} = ANY(%s) OR %s = '{{{{}}}}') GROUP BY line.{name}",
    )


FAMILY = _of_line("family", "Produits", ProductFamily.choices, other="temperature")
TEMPERATURE = _of_line("temperature", "Température", Temperature.choices, other="family")
LABEL = Facet(
    "label",
    "Signes de qualité",
    choices=Label.choices,
    rule=has_label,
    columns=("labels",),
    count="SELECT 'label', code, count(DISTINCT id)"
    f" FROM (SELECT found.id, unnest(line.labels) AS code FROM {LINES} WHERE {{others}}"
    " UNION ALL SELECT id, unnest(labels) FROM found WHERE {others}) AS labelled GROUP BY code",
)
CUSTOMER = Facet(
    "customer",
    "Clients livrés",
    choices=CustomerType.choices,
    rule=serves_customer,
    columns=("shows_flows",),
    count="SELECT 'customer', flow.customer_type, count(DISTINCT found.id)"
    " FROM found JOIN producers_flow flow ON flow.producer_id = found.id"
    " WHERE {others} AND found.shows_flows GROUP BY flow.customer_type",
)
STORAGE = Facet(
    "storage",
    "Stockage proposé",
    choices=StorageKind.choices,
    rule=offers_storage,
    columns=("shows_storage",),
    count="SELECT 'storage', site.kind, count(DISTINCT found.id)"
    " FROM found JOIN producers_storagesite site ON site.producer_id = found.id"
    " WHERE {others} AND found.shows_storage AND site.offered AND site.free_m3 > 0 GROUP BY site.kind",
)
WISH = Facet(
    "wish",
    "Souhaits",
    choices=Wish.choices,
    rule=has_wish,
    columns=("open_to_pooling", "refuses_intermediaries"),
    count="SELECT 'wish', wish, count(*) FROM found CROSS JOIN LATERAL (VALUES"
    " ('pooling', found.open_to_pooling), ('alone', found.refuses_intermediaries)) AS wishes (wish, held)"
    " WHERE {others} AND held GROUP BY wish",
)
