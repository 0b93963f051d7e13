"""The API: anyone reads, anyone calculates, nobody writes."""

import json

from tests.permissions.rows import NOT_ALLOWED, NOT_FOUND, Row, everyone, public_file, public_page

ROUND = {
    "vehicle": {"eur_per_km": 0.5, "co2e_g_per_km": 250},
    "distance_km": 10,
    "driving_minutes": 20,
    "eur_per_hour": 15,
}


def read_only(**kwargs):
    refused = [
        Row(everyone(NOT_ALLOWED), method=method, data="{}", is_page=False, **kwargs)
        for method in ("post", "put", "patch", "delete")
    ]
    return [public_file(**kwargs), *refused]


def calculation(body, status):
    asked = Row(everyone(status), method="post", data=json.dumps(body), is_page=False)
    return [asked, Row(everyone(NOT_ALLOWED), is_page=False)]


# The lists that are read from a dataset, with no row of theirs in the world.
OF_DATASETS = (
    "product-line", "storage", "flow", "carrier", "area", "drop-point", "grid", "band", "deletion",
    "actor",
)  # fmt: skip


def no_row(world):
    return [999_999]


def in_json_and_in_a_page(*args):
    """An address of OGC API – Features."""
    where = {"args": lambda world: [arg(world) if callable(arg) else arg for arg in args]}
    return [*read_only(**where), public_page(query={"f": "html"}, **where)]


def missing(**kwargs):
    return [Row(everyone(NOT_FOUND), is_page=False, **kwargs), *read_only(**kwargs)[1:]]


ROWS = {
    "api:root": Row(everyone(302), is_page=False),
    "api:docs": public_page(),
    "api:schema": public_file(),
    "api:commune-list": read_only(),
    "api:commune-detail": read_only(args=lambda world: [world.commune.pk]),
    "api:vehicle-list": read_only(),
    "api:vehicle-detail": Row(everyone(NOT_FOUND), args=lambda world: ["none_such"], is_page=False),
    "api:solution-list": read_only(),
    "api:solution-detail": read_only(args=lambda world: [world.solution.pk]),
    "api:producer-list": read_only(),
    "api:producer-detail": read_only(args=lambda world: [world.producer.pk]),
    **{f"api:{name}-list": read_only() for name in OF_DATASETS},
    **{f"api:{name}-detail": missing(args=no_row) for name in OF_DATASETS},
    **{f"ogc:{name}": in_json_and_in_a_page() for name in ("landing", "conformance", "api", "collections")},
    **{f"ogc:{name}": in_json_and_in_a_page("producers") for name in ("collection", "queryables", "items")},
    "ogc:item": in_json_and_in_a_page("producers", lambda world: world.producer.pk),
    "api:round": calculation(ROUND, 200),
    # Two places that do not exist: open to everyone, and the answer names them.
    "api:compare": calculation({"shipment": {"origin": "0", "destination": "0", "mass_kg": 1}}, 400),
}
