"""A request for quotes, as its page sends it."""

from urllib.parse import urlencode

from django.urls import reverse

QUERY = urlencode(
    {"origin": "48095", "destination": "34172", "family": "cheese", "mass_kg": "60", "per_month": "4"}
)

LOST = "Merci d’appeler avant dix heures."


def asking(name, query=QUERY):
    return f"{reverse(name)}?{query}"


def typed(page, **changes):
    """What a browser would send of the ask page, changed at will."""
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    values["producer"] = form.initial["producer"].pk
    return {name: value for name, value in (values | changes).items() if value is not None}
