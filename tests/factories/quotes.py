"""Quote requests as tests need them: asked of one solution, from Mende to Montpellier, open for ten days."""

import datetime
import uuid

import factory
from django.utils import timezone

from carriers.enums import AnswerKind, InvitationState, PriceBasis
from carriers.models import QuoteAnswer, QuoteInvitation, QuoteMessage, QuoteRequest, QuoteStop
from pat_logistics.vocabulary import ProductFamily, Temperature
from tests.factories.accounts import UserFactory
from tests.factories.carriers import SolutionFactory
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory


def in_days(days):
    return timezone.localdate() + datetime.timedelta(days=days)


class QuoteRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = QuoteRequest
        skip_postgeneration_save = True

    producer = factory.SubFactory(ProducerFactory)
    created_by = factory.SubFactory(UserFactory)
    token = factory.LazyFunction(uuid.uuid4)
    origin = factory.SubFactory(CommuneFactory, mende=True)
    family = ProductFamily.CHEESE
    temperature = Temperature.CHILLED
    mass_kg = 60
    deliveries_per_year = 48
    deadline = factory.LazyFunction(lambda: in_days(10))

    stop = factory.RelatedFactory("tests.factories.quotes.QuoteStopFactory", "request")

    class Params:
        late = factory.Trait(deadline=factory.LazyFunction(lambda: in_days(-1)))


class QuoteStopFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = QuoteStop

    request = factory.SubFactory(QuoteRequestFactory, stop=None)
    rank = 1
    commune = factory.SubFactory(CommuneFactory, montpellier=True)
    mass_kg = 60


class QuoteInvitationFactory(factory.django.DjangoModelFactory):
    """Asked two days ago, and nothing came back yet unless a trait says so."""

    class Meta:
        model = QuoteInvitation
        skip_postgeneration_save = True

    request = factory.SubFactory(QuoteRequestFactory)
    solution = factory.SubFactory(SolutionFactory)
    to_email = factory.Sequence(lambda n: f"devis{n}@transport.example")
    own_part_eur = 6
    estimated_eur = 40
    estimated_co2e_kg = 12
    created_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=2))

    class Params:
        answered = factory.Trait(
            state=InvitationState.ANSWERED,
            answer_row=factory.RelatedFactory("tests.factories.quotes.QuoteAnswerFactory", "invitation"),
        )
        questioned = factory.Trait(
            state=InvitationState.QUESTION,
            message_row=factory.RelatedFactory("tests.factories.quotes.QuoteMessageFactory", "invitation"),
        )


class QuoteAnswerFactory(factory.django.DjangoModelFactory):
    """30 € for the delivery."""

    class Meta:
        model = QuoteAnswer

    invitation = factory.SubFactory(QuoteInvitationFactory)
    version = 1
    kind = AnswerKind.PRICE
    basis = PriceBasis.DELIVERY
    price_eur = 30
    created_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=1))


class QuoteMessageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = QuoteMessage

    invitation = factory.SubFactory(QuoteInvitationFactory)
    text = "Avez-vous un quai ?"
