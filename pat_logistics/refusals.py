"""Refusals of the API that say what a value may mean; `pat_logistics.portal.openapi` writes them out."""

from collections.abc import Sequence
from typing import Any, Self

from rest_framework.exceptions import ErrorDetail, ValidationError


class Choice(ErrorDetail):
    """What is wrong with a value, and what it may mean."""

    candidates: Sequence[dict[str, Any]]

    def __new__(cls, string: str, code: str | None, candidates: Sequence[dict[str, Any]] = ()) -> Self:
        self = super().__new__(cls, string, code)
        self.candidates = candidates
        return self


def refusal(detail: Any) -> ValidationError:
    """A ValidationError with each `Choice` as it is: the constructor writes every message anew."""
    error = ValidationError()
    error.detail = detail
    return error
