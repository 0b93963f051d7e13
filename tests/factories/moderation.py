"""Reports of errors, as tests need them."""

import factory
from django.utils import timezone

from pat_logistics.portal.moderation.enums import Reason, ReportState
from pat_logistics.portal.moderation.models import ErrorReport
from tests.factories.producers import ProducerFactory


class ErrorReportFactory(factory.django.DjangoModelFactory):
    """A new report on a published farm; give `producer=None` and another target to change that."""

    class Meta:
        model = ErrorReport

    class Params:
        rejected = factory.Trait(state=ReportState.REJECTED, handled_at=factory.LazyFunction(timezone.now))
        answered_to = factory.Trait(email="lectrice@exemple.fr")

    producer = factory.SubFactory(ProducerFactory, published=True)
    reason = Reason.CONTACT
    text = "Le téléphone ne répond plus."
