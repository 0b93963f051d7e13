"""Producers, what they make, where they keep it, and where it goes."""

from producers.models.choices import AdvisorEntry, Claim, Erasure, PublicationChoice
from producers.models.flow import Flow, FlowQuerySet
from producers.models.goods import ProductLine, ProductLineQuerySet, StorageSite, StorageSiteQuerySet
from producers.models.producer import Producer, ProducerQuerySet
from producers.models.vehicle import Vehicle, VehicleQuerySet

__all__ = [
    "AdvisorEntry",
    "Claim",
    "Erasure",
    "Flow",
    "FlowQuerySet",
    "Producer",
    "ProducerQuerySet",
    "ProductLine",
    "ProductLineQuerySet",
    "PublicationChoice",
    "StorageSite",
    "StorageSiteQuerySet",
    "Vehicle",
    "VehicleQuerySet",
]
