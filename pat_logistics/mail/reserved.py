"""Addresses that reach nobody (RFC 2606): the only ones an invented listing is written to."""

from django.db.models import Q

_ENDINGS = (".example", ".invalid", ".test", "@example.com", "@example.org", "@example.net")


def is_reserved(address: str) -> bool:
    return address.lower().endswith(_ENDINGS)


def reserved(column: str) -> Q:
    """The same rule on a column."""
    rule = Q()
    for ending in _ENDINGS:
        rule |= Q(**{f"{column}__iendswith": ending})
    return rule
