"""The one error of the engine."""

from typing import Any


class InvalidInput(ValueError):  # noqa: N818 — the name the whole portal catches
    """A value that makes no sense, and where it was.

    Parameters
    ----------
    field
        Dotted path of the value, such as ``shipment.mass_kg``.
    reason
        Stable code: required, wrong_type, not_a_number, not_finite, negative, too_small, too_large, unknown,
        unordered, overlapping, shape, mixed_methods.
    params
        What a sentence about it needs, for instance the limit that was passed.
    """

    def __init__(self, field: str, reason: str, **params: Any) -> None:
        self.field = field
        self.reason = reason
        self.params = params
        details = "".join(f", {name}={value!r}" for name, value in params.items())
        super().__init__(f"{field}: {reason}{details}")
