"""Producers, what they make, where they keep it, and where it goes."""

from producers.models.choices import AdvisorEntry, Claim, Erasure, PublicationChoice
from producers.models.flow import Flow, FlowQuerySet
from producers.models.goods import ProductLine, ProductLineQuerySet, StorageSite, StorageSiteQuerySet
from producers.models.intake import Decision, Intake, IntakeMode, IntakeRow, RowState
from producers.models.producer import Producer, ProducerQuerySet
from producers.models.vehicle import Vehicle, VehicleQuerySet

__all__ = [
    "AdvisorEntry",
    "Claim",
    "Decision",
    "Erasure",
    "Flow",
    "FlowQuerySet",
    "Intake",
    "IntakeMode",
    "IntakeRow",
    "Producer",
    "ProducerQuerySet",
    "ProductLine",
    "ProductLineQuerySet",
    "PublicationChoice",
    "RowState",
    "StorageSite",
    "StorageSiteQuerySet",
    "Vehicle",
    "VehicleQuerySet",
]
