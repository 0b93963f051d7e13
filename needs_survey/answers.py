"""Reading answers whatever version they were given to: what has another shape was not answered."""

import math
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

Answers = Mapping[str, Any]
# Who drives the rounds of a farm, among the answers to « delivered_by ».
OWN_DRIVERS = frozenset({"self", "employee", "family"})


def rows_of(answers: Answers, code: str) -> list[Answers]:
    """Rows of a table; none when this version asks it another way."""
    value = answers.get(code)
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def codes_of(answers: Answers, code: str) -> list[str]:
    """Codes of several choices."""
    return codes_in(answers.get(code))


def levels_of(answers: Answers, code: str) -> list[str | None]:
    """A level for each month, None where none was given: what was said of a month stays its own."""
    value = answers.get(code)
    return [each if isinstance(each, str) else None for each in value] if isinstance(value, list) else []


def codes_in(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def decimal_of(value: Any) -> Decimal | None:
    """A number, kept as its digits or as a whole number."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal) or value == "":
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def float_of(value: Any) -> float | None:
    number = decimal_of(value)
    found = None if number is None else float(number)
    return found if found is None or math.isfinite(found) else None
