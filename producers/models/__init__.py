"""Producers, what they make, where they keep it, and where it goes."""

from producers.models.flow import Flow, FlowQuerySet
from producers.models.goods import ProductLine, ProductLineQuerySet, StorageSite, StorageSiteQuerySet
from producers.models.producer import Producer, ProducerQuerySet

__all__ = [
    "Flow",
    "FlowQuerySet",
    "Producer",
    "ProducerQuerySet",
    "ProductLine",
    "ProductLineQuerySet",
    "StorageSite",
    "StorageSiteQuerySet",
]
