"""Faults of a request, each with its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rest_framework.exceptions import APIException

MAX_NAME_LENGTH = 80


@dataclass(frozen=True)
class FieldError:
    """One fault. `path`: names and indexes from the root of the body, empty for the body itself.

    `candidates`: what the value may mean, when it is several things.
    """

    path: tuple[str | int, ...]
    code: str
    detail: str
    candidates: Sequence[dict[str, Any]] = ()

    def as_json(self, *, in_body: bool) -> dict[str, Any]:
        """`field` for people (`shipment.mass_kg`), `pointer` for programs (RFC 6901), in a body only."""
        names = [str(part)[:MAX_NAME_LENGTH] for part in self.path]
        result: dict[str, Any] = {
            "field": ".".join(names) or "body", "code": self.code, "detail": self.detail,
        }  # fmt: skip
        if self.candidates:
            result["candidates"] = list(self.candidates)
        if in_body:
            result["pointer"] = "".join("/" + name.replace("~", "~0").replace("/", "~1") for name in names)
        return result


class BodyError(APIException):
    """The body could not be read, or holds something no field may hold."""

    status_code = 400

    def __init__(self, code: str, detail: str, *, faults: list[FieldError] | None = None):
        super().__init__(detail, code)
        self.faults = faults or [FieldError((), code, detail)]

    @classmethod
    def of(cls, faults: list[FieldError]) -> "BodyError":
        return cls(faults[0].code, faults[0].detail, faults=faults)
