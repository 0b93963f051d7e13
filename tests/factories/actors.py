"""Who can help, as tests need it: one trait per situation of an entry."""

import datetime

import factory
from django.utils import timezone

from pat_logistics.actors.enums import ActorKind, Confidence, Origin
from pat_logistics.actors.models import Actor, ActorClaim
from pat_logistics.vocabulary import CustomerType, Temperature, Weekday
from tests.factories.accounts import UserFactory


class ActorFactory(factory.django.DjangoModelFactory):
    """A published body of Lozère, read in a public source and confirmed by nobody."""

    class Meta:
        model = Actor

    class Params:
        unpublished = factory.Trait(published_at=None)
        example = factory.Trait(is_example=True, origin=Origin.ADVISOR, source_url="")
        confirmed = factory.Trait(confirmed_on=datetime.date(2026, 11, 2))
        canteen = factory.Trait(
            kind=ActorKind.OUTLET,
            customer_type=CustomerType.COLLEGE,
            weekdays=[Weekday.TUESDAY, Weekday.THURSDAY],
            not_before=datetime.time(7),
            not_after=datetime.time(10, 30),
            lead_time_hours=72,
            minimum_kg=10,
            temperatures=[Temperature.AMBIENT, Temperature.CHILLED],
            asks_approval=True,
            asks="Bon de livraison avec le numéro de lot",
        )
        market = factory.Trait(
            kind=ActorKind.MARKET, customer_type=CustomerType.MARKET, weekdays=[Weekday.SATURDAY]
        )

    name = factory.Sequence(lambda n: f"Syndicat de l’exemple {n}")
    slug = factory.Sequence(lambda n: f"syndicat-de-l-exemple-{n}")
    kind = ActorKind.PETR
    what_it_does = "Réunit les fermes qui veulent livrer ensemble."
    departements = factory.LazyFunction(lambda: ["48"])
    origin = Origin.SOURCE
    source_url = "https://exemple.fr/actualites/livrer-ensemble"
    source_date = "2024-05"
    confidence = Confidence.PRIMARY
    published_at = factory.LazyFunction(timezone.now)


class ActorClaimFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ActorClaim

    class Params:
        given = factory.Trait(accepted=True, decided_at=factory.LazyFunction(timezone.now))

    actor = factory.SubFactory(ActorFactory)
    user = factory.SubFactory(UserFactory)
    message = "Je suis la directrice."
