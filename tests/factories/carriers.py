"""Carriers, solutions, areas and tariffs for tests; traits are named as situations."""

import datetime

import factory
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from carriers.enums import AreaRole, GridPurpose, SolutionKind, TariffBasis
from carriers.models import (
    Carrier,
    DropPoint,
    Ride,
    ServiceArea,
    Solution,
    TariffBand,
    TariffGrid,
    TariffZone,
)
from pat_logistics.vocabulary import Temperature
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory

YEAR_2026 = DateRange(datetime.date(2026, 1, 1), datetime.date(2027, 1, 1))


class CarrierFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Carrier

    name = factory.Sequence(lambda number: f"Transports {number}")
    slug = factory.Sequence(lambda number: f"transports-{number}")
    published_at = factory.LazyFunction(timezone.now)

    class Params:
        unpublished = factory.Trait(published_at=None)


class SolutionFactory(factory.django.DjangoModelFactory):
    """A published refrigerated carrier service, unless a trait says otherwise."""

    class Meta:
        model = Solution
        skip_postgeneration_save = True

    kind = SolutionKind.CARRIER
    carrier = factory.SubFactory(CarrierFactory)
    name = factory.Sequence(lambda number: f"Groupage {number}")
    slug = factory.Sequence(lambda number: f"groupage-{number}")
    summary = "Livraison en température dirigée"
    temperatures = [Temperature.AMBIENT, Temperature.CHILLED]
    source = "Déclaré par le transporteur"
    source_date = datetime.date(2026, 10, 1)
    published_at = factory.LazyFunction(timezone.now)

    class Params:
        unpublished = factory.Trait(published_at=None)
        example = factory.Trait(is_example=True, source="", source_date=None)
        tool = factory.Trait(kind=SolutionKind.SOFTWARE, carrier=None, temperatures=[])
        locker = factory.Trait(
            kind=SolutionKind.LOCKER, carrier=None, commune=factory.SubFactory(CommuneFactory, mende=True)
        )
        shared_round = factory.Trait(
            kind=SolutionKind.CO_DELIVERY,
            carrier=None,
            commune=factory.SubFactory(CommuneFactory, mende=True),
            round_destination=factory.SubFactory(CommuneFactory, montpellier=True),
            other_load_kg=200,
            vehicle_code="refrigerated_van",
        )
        priced = factory.Trait(
            grid=factory.RelatedFactory("tests.factories.carriers.TariffGridFactory", "solution")
        )
        from_mende_to_montpellier = factory.Trait(
            collection=factory.RelatedFactory(
                "tests.factories.carriers.ServiceAreaFactory", "solution", departement="48"
            ),
            delivery=factory.RelatedFactory(
                "tests.factories.carriers.ServiceAreaFactory",
                "solution",
                role=AreaRole.DELIVERY,
                departement="34",
            ),
        )


class DropPointFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DropPoint

    solution = factory.SubFactory(SolutionFactory)
    name = factory.Sequence(lambda number: f"Quai {number}")
    commune = factory.SubFactory(CommuneFactory, mende=True)
    latitude = 44.52
    longitude = 3.48


class ServiceAreaFactory(factory.django.DjangoModelFactory):
    """Give one place: `commune`, `epci`, `departement` or `country_part`."""

    class Meta:
        model = ServiceArea

    solution = factory.SubFactory(SolutionFactory)
    role = AreaRole.COLLECTION


class TariffGridFactory(factory.django.DjangoModelFactory):
    """Per 100 kg in 2026, with two bands."""

    class Meta:
        model = TariffGrid
        skip_postgeneration_save = True

    solution = factory.SubFactory(SolutionFactory)
    purpose = GridPurpose.TRANSPORT
    name = "Groupage 2026"
    valid_during = YEAR_2026
    basis = TariffBasis.PER_100KG
    source = "Grille remise par le transporteur"
    source_date = datetime.date(2026, 1, 1)

    light = factory.RelatedFactory(
        "tests.factories.carriers.TariffBandFactory", "grid", min_kg=0, max_kg=100, price_eur=42
    )
    heavy = factory.RelatedFactory(
        "tests.factories.carriers.TariffBandFactory", "grid", min_kg=100, price_eur=34
    )


class TariffZoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TariffZone

    grid = factory.SubFactory(TariffGridFactory)
    code = "MONTAGNE"
    label = "Zone de montagne"


class TariffBandFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TariffBand

    grid = factory.SubFactory(TariffGridFactory, light=None, heavy=None)
    min_kg = 0
    price_eur = 10


class RideFactory(factory.django.DjangoModelFactory):
    """Proposed by the producer; agreed on both sides with `agreed`."""

    class Meta:
        model = Ride

    class Params:
        agreed = factory.Trait(carrier_agreed_at=factory.LazyFunction(timezone.now))
        proposed_by_carrier = factory.Trait(
            producer_agreed_at=None, carrier_agreed_at=factory.LazyFunction(timezone.now)
        )

    producer = factory.SubFactory(ProducerFactory, published=True)
    carrier = factory.SubFactory(CarrierFactory)
    producer_agreed_at = factory.LazyFunction(timezone.now)
