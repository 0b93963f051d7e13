"""A report, as the page of a farm sends it."""

import uuid

from django.test import Client


def send(farm, address="192.0.2.1", forwarded=None, **changes):
    told = {"reason": "price", "text": "Le prix a changé.", "form_key": uuid.uuid4()} | changes
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    url = f"/signaler/producteur/{farm.pk}/"
    return Client(REMOTE_ADDR=address).post(url, told, headers=headers)
