"""Vocabulary of the permission tables: who gets which answer at an address.

Each other module of this package holds `ROWS`: from the name of an address to one `Row` or to several.
An address of the portal without a row fails `tests/test_permissions.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

# `producer` owns the farm of the world, `carrier` its company; `neighbour` and `rival` each have another one.
ROLES = (
    "visitor",
    "producer",
    "neighbour",
    "carrier",
    "rival",
    "advisor",
    "institution",
    "administrator",
)

OK, REDIRECT, BAD, FORBIDDEN, NOT_FOUND, NOT_ALLOWED = 200, 302, 400, 403, 404, 405


def everyone(status: int = OK) -> dict[str, int]:
    return dict.fromkeys(ROLES, status)


PUBLIC = everyone()
SIGNED_IN = everyone() | {"visitor": REDIRECT}
STAFF = everyone(FORBIDDEN) | {"visitor": REDIRECT, "administrator": OK}


def no_arguments(world: SimpleNamespace) -> list[Any]:
    return []


@dataclass(frozen=True, slots=True)
class Row:
    """What each role gets at an address.

    `args` picks the arguments of the address out of the world of `tables.build_world`; `query` and `data`
    complete the call (a text is sent as JSON); `is_page` says that it is an HTML page, to be walked in a real
    browser too.
    """

    expected: dict[str, int]
    args: Callable[[SimpleNamespace], list[Any]] = no_arguments
    method: str = "get"
    query: dict[str, Any] = field(default_factory=dict)
    data: Any = None
    is_page: bool = True


def public_page(**kwargs: Any) -> Row:
    return Row(PUBLIC, **kwargs)


def public_file(**kwargs: Any) -> Row:
    return Row(PUBLIC, is_page=False, **kwargs)
