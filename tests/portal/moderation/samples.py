"""A report, as the page of a farm sends it, and listings that nobody confirmed for long."""

import uuid
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from pat_logistics.mail.models import OutgoingMail
from tests.factories.carriers import SolutionFactory
from tests.factories.producers import ProducerFactory

LONG_AGO = timezone.now() - timedelta(days=400)


def send(farm, address="192.0.2.1", forwarded=None, **changes):
    told = {"reason": "price", "text": "Le prix a changé.", "form_key": uuid.uuid4()} | changes
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    url = f"/signaler/producteur/{farm.pk}/"
    return Client(REMOTE_ADDR=address).post(url, told, headers=headers)


def stale_farm(**changes):
    return ProducerFactory(**{"published_at": LONG_AGO, "email": "ferme@exemple.fr"} | changes)


def stale_solution(**changes):
    return SolutionFactory(**{"published_at": LONG_AGO, "contact_email": "quai@exemple.fr"} | changes)


def recipients():
    return sorted(OutgoingMail.objects.values_list("to", flat=True).order_by("to"))
