"""A diagnosis with its rounds, and how its report is read."""

from io import BytesIO

from django.urls import reverse
from pypdf import PdfReader


def with_rounds(response):
    response.answers |= {
        "delivered_by": ["self"],
        "rounds": [{"per_week": "2", "km": "80", "minutes": 120}],
        "vehicles": [{"kind": "van", "cold": "unit"}],
    }
    response.save(update_fields=["answers"])
    return response


def pdf_text(content):
    text = "".join(each.extract_text() for each in PdfReader(BytesIO(content)).pages)
    return text.replace("\xa0", " ").replace("\u202f", " ")


def page(client, response):
    shown = client.get(reverse("diagnosis:page", args=[response.key])).content.decode()
    return shown.replace("&nbsp;", " ").replace("\xa0", " ").replace("\u202f", " ")
