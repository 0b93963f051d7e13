"""Producers and what belongs to them, as tests need them."""

from datetime import UTC, datetime

import factory

from pat_logistics.columns import every_month
from pat_logistics.vocabulary import CustomerType, ProductFamily, SeasonLevel, Temperature
from producers.enums import EntrySource, StorageKind, VehicleKind
from producers.models import (
    AdvisorEntry,
    Claim,
    Flow,
    Intake,
    IntakeRow,
    Producer,
    ProductLine,
    RowState,
    StorageSite,
    Vehicle,
)
from tests.factories.accounts import UserFactory
from tests.factories.territory import CommuneFactory

A_WHILE_AGO = datetime(2026, 1, 15, 9, tzinfo=UTC)


class ProducerFactory(factory.django.DjangoModelFactory):
    """Nothing is published unless a trait says so."""

    class Meta:
        model = Producer

    class Params:
        published = factory.Trait(published_at=A_WHILE_AGO)
        contact_published = factory.Trait(published_at=A_WHILE_AGO, contact_published_at=A_WHILE_AGO)
        position_published = factory.Trait(published_at=A_WHILE_AGO, position_published_at=A_WHILE_AGO)
        storage_published = factory.Trait(published_at=A_WHILE_AGO, storage_published_at=A_WHILE_AGO)
        flows_published = factory.Trait(published_at=A_WHILE_AGO, flows_published_at=A_WHILE_AGO)

    name = factory.Sequence(lambda n: f"Ferme du Causse {n}")
    slug = factory.Sequence(lambda n: f"ferme-du-causse-{n}")
    commune = factory.SubFactory(CommuneFactory)
    latitude = None
    longitude = None


class ProductLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProductLine

    producer = factory.SubFactory(ProducerFactory)
    family = ProductFamily.CHEESE
    name = factory.Sequence(lambda n: f"Tomme {n}")
    temperature = Temperature.CHILLED
    season = factory.LazyFunction(lambda: [SeasonLevel.NORMAL.value] * 12)


class StorageSiteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StorageSite

    producer = factory.SubFactory(ProducerFactory)
    kind = StorageKind.COLD_ROOM
    volume_m3 = 20
    free_m3 = 8


class FlowFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Flow

    producer = factory.SubFactory(ProducerFactory)
    product_line = factory.SubFactory(ProductLineFactory, producer=factory.SelfAttribute("..producer"))
    destination = factory.SubFactory(CommuneFactory)
    customer_type = CustomerType.RESTAURANT
    kg_per_delivery = 60
    deliveries_per_year = 48
    months = factory.LazyFunction(every_month)


class VehicleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Vehicle

    producer = factory.SubFactory(ProducerFactory)
    kind = VehicleKind.SMALL_REEFER
    payload_kg = 500


class AdvisorEntryFactory(factory.django.DjangoModelFactory):
    """A profile entered for a producer who has not answered yet."""

    class Meta:
        model = AdvisorEntry

    producer = factory.SubFactory(ProducerFactory, email=factory.SelfAttribute("..email"))
    departement = "48"
    email = "ferme@exemple.fr"
    reason = "Vous faire figurer dans l’étude des livraisons du plateau"
    source = EntrySource.PHONE


class ClaimFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Claim

    producer = factory.SubFactory(ProducerFactory)
    user = factory.SubFactory(UserFactory)
    message = "C’est ma ferme, je l’ai reprise en mars."


class IntakeFactory(factory.django.DjangoModelFactory):
    """A list that was just sent: one farm, its columns known."""

    class Meta:
        model = Intake

    class Params:
        tried = factory.Trait(tried_at=A_WHILE_AGO)
        written = factory.Trait(tried=True, applied_at=A_WHILE_AGO, content=None)

    owner = factory.SubFactory(UserFactory)
    name = "Annuaire d’essai"
    source = EntrySource.PUBLIC
    reason = "Étudier les livraisons du plateau"
    content = b"Nom;Commune\nFerme du Vent;Mende\n"
    headers = factory.LazyFunction(lambda: ["Nom", "Commune"])
    signature = "0" * 64
    columns = factory.LazyFunction(lambda: {"Nom": "name", "Commune": "commune"})
    samples = factory.LazyFunction(lambda: {"Nom": ["Ferme du Vent"], "Commune": ["Mende"]})


class IntakeRowFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IntakeRow

    intake = factory.SubFactory(IntakeFactory, tried=True)
    number = factory.Sequence(lambda n: n + 2)
    name = "Ferme du Vent"
    place = "Mende (48)"
    state = RowState.NEW
