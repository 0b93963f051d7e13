"""What a serializer says of rows read as objects: the API writes the same in SQL."""

import json

from django.test import RequestFactory
from rest_framework.renderers import JSONRenderer


def serialized(serializer, rows):
    context = {"request": RequestFactory().get("/")}
    return json.loads(JSONRenderer().render(serializer(rows, many=True, context=context).data))


def walked(client, address):
    """All the rows of a list, in the order of their numbers, each with its names in order."""
    return client.get(address, {"cursor": "0", "page_size": "100"}).json()["results"]


def with_names(rows):
    """The names of a row are in an order too."""
    return [list(row.items()) for row in rows]
