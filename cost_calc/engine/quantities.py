"""Numbers as the engine takes them: a float or an array of floats, checked once, computed alike.

A scalar never touches NumPy: a page prices thirty options in a few milliseconds. An array goes through it
whole.
"""

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cost_calc.engine.errors import InvalidInput

FloatArray: TypeAlias = NDArray[np.float64]
BoolArray: TypeAlias = NDArray[np.bool_]
Quantity: TypeAlias = float | FloatArray
Truth: TypeAlias = bool | BoolArray

NAN = math.nan

# A step is not started by the noise of a floating-point division: one part in a billion.
STEP_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Range:
    """The sense of a number: between `low` and `high`; `above` excludes `low` itself."""

    low: float
    high: float
    above: bool = False

    def check(self, field: str, value: Any) -> Quantity:
        """Return `value` as a float or a read-only float64 array, or raise `InvalidInput` naming `field`."""
        if type(value) is float:
            number = value
        elif isinstance(value, np.ndarray):
            return self._check_array(field, value) if value.ndim else self.check(field, value.item())
        else:
            number = _as_float(field, value)
        if self.low < number <= self.high or (number == self.low and not self.above):
            return number
        raise self._error(field, number)

    def _check_array(self, field: str, value: NDArray[Any]) -> FloatArray:
        if type(value) is not np.ndarray or value.dtype.kind not in "fiu":
            raise InvalidInput(field, "not_a_number")
        array = value.astype(np.float64)
        inside = (array > self.low if self.above else array >= self.low) & (array <= self.high)
        if not inside.all():
            raise self._error(field, float(array[~inside].flat[0]))
        array.setflags(write=False)
        return array

    def _error(self, field: str, number: float) -> InvalidInput:
        if not math.isfinite(number):
            return InvalidInput(field, "not_finite")
        if number > self.high:
            return InvalidInput(field, "too_large", maximum=self.high)
        if number < 0 <= self.low:
            return InvalidInput(field, "negative")
        return InvalidInput(field, "too_small", minimum=self.low)


def _as_float(field: str, value: Any) -> float:
    if value is None:
        raise InvalidInput(field, "required")
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | np.integer | np.floating):
        raise InvalidInput(field, "not_a_number")
    try:
        return float(value)
    except OverflowError:
        raise InvalidInput(field, "too_large") from None
    except ValueError:  # a signalling decimal NaN
        raise InvalidInput(field, "not_finite") from None


# Bounds of sense: beyond them the number is a slip of the keyboard, not a delivery.
MASS_KG = Range(0.0, 1e6)
SOME_MASS_KG = Range(0.0, 1e6, above=True)
DISTANCE_KM = Range(0.0, 1e5)
SOME_DISTANCE_KM = Range(0.0, 1e7, above=True)
MINUTES = Range(0.0, 1e6)
HOURS = Range(0.0, 1e5)
EUR = Range(0.0, 1e9)
SHARE = Range(0.0, 1.0)
SHARE_BELOW_ONE = Range(0.0, 0.999)
RATE = Range(0.0, 1e6)
SOME_RATE = Range(0.0, 1e6, above=True)
CHANGE = Range(-1.0, 100.0)
ANY_NUMBER = Range(-1e12, 1e12)
ADDRESSES = Range(1.0, 1e5)
COUNT = Range(0.0, 1e6)
TONNE_KM = Range(0.0, 1e11)
CELSIUS = Range(-80.0, 100.0)


def as_array(field: str, values: Any, allowed: Range) -> FloatArray:
    """Checked array of a sequence of numbers, or of an array."""
    if not isinstance(values, np.ndarray):
        try:
            values = np.array([ANY_NUMBER.check(field, value) for value in values])
        except TypeError:
            raise InvalidInput(field, "required" if values is None else "not_a_number") from None
    if values.ndim != 1:
        raise InvalidInput(field, "shape")
    return np.asarray(allowed.check(field, values.astype(np.float64) if not values.size else values))


def check_numbers(instance: Any, path: str, **ranges: Range) -> None:
    """Check and normalise the numeric fields of a frozen dataclass under construction."""
    for name, allowed in ranges.items():
        value = getattr(instance, name)
        if type(value) is float and allowed.low < value <= allowed.high:
            continue  # by far the most common, and this is asked of every number of every leg
        checked = allowed.check(f"{path}.{name}", value)
        if checked is not value:
            object.__setattr__(instance, name, checked)


def check_optional(instance: Any, path: str, **ranges: Range) -> None:
    """As `check_numbers`, for fields where None means "not known"."""
    for name, allowed in ranges.items():
        value = getattr(instance, name)
        if value is not None and not (type(value) is float and allowed.low < value <= allowed.high):
            checked = allowed.check(f"{path}.{name}", value)
            if checked is not value:
                object.__setattr__(instance, name, checked)


def check_scalars(instance: Any, path: str, *names: str) -> None:
    """Refuse arrays where a table of prices or a vehicle can only have one number."""
    for name in names:
        if isinstance(getattr(instance, name), np.ndarray):
            raise InvalidInput(f"{path}.{name}", "shape")


def check_type(instance: Any, path: str, **types: type | tuple[type, ...]) -> None:
    """Check the fields that are not numbers: an enumeration member, a text, another dataclass."""
    for name, wanted in types.items():
        value = getattr(instance, name)
        if not isinstance(value, wanted):
            raise InvalidInput(f"{path}.{name}", "required" if value is None else "wrong_type")


def check_items(instance: Any, path: str, **types: type) -> None:
    """Check the fields that are sequences of one kind of thing, and keep them as tuples."""
    for name, wanted in types.items():
        items = getattr(instance, name)
        if not isinstance(items, tuple | list) or not all(isinstance(item, wanted) for item in items):
            raise InvalidInput(f"{path}.{name}", "required" if items is None else "wrong_type")
        object.__setattr__(instance, name, tuple(items))


def check_shapes(path: str, **values: Quantity | None) -> None:
    """Raise `InvalidInput` naming the first quantity that does not broadcast with those before it."""
    shape: tuple[int, ...] = ()
    for name, value in values.items():
        if isinstance(value, np.ndarray):
            try:
                shape = np.broadcast_shapes(shape, value.shape)
            except ValueError:
                raise InvalidInput(f"{path}.{name}", "shape", expected=shape, got=value.shape) from None


def is_array(*values: Any) -> bool:
    """Whether at least one of the values is an array."""
    for value in values:  # noqa: SIM110 - a generator takes thrice as long, and this is asked at each step
        if isinstance(value, np.ndarray):
            return True
    return False


def maximum(first: Quantity, second: Quantity) -> Quantity:
    """The larger of two, element by element; NaN wins, as an unknown price stays unknown."""
    if is_array(first, second):
        return np.maximum(first, second)
    return first if first >= second or first != first else second


def minimum(first: Quantity, second: Quantity) -> Quantity:
    """The smaller of two, element by element; NaN wins."""
    return -maximum(-first, -second)


def choose(condition: Truth, yes: Quantity, no: Quantity) -> Quantity:
    """`yes` where the condition holds, else `no`."""
    if is_array(condition, yes, no):
        chosen: FloatArray = np.where(condition, yes, no)
        return chosen
    return yes if condition else no


def started(quantity: Quantity, step: float) -> Quantity:
    """Number of started steps: ceil(quantity / step), blind to floating-point noise."""
    steps = quantity / step
    steps = steps - STEP_NOISE * maximum(1.0, steps)
    if isinstance(steps, np.ndarray):
        return maximum(0.0, np.ceil(steps))
    return float(max(0, math.ceil(steps)))


def multiple_of(quantity: Quantity, step: float) -> Quantity:
    """`quantity` rounded up to a multiple of `step`."""
    rounded = started(quantity, step) * step
    return np.round(rounded, 9) if isinstance(rounded, np.ndarray) else round(rounded, 9)


def ratio(part: Quantity, whole: Quantity) -> Quantity:
    """part / whole, and 0 where the whole is nothing (whose part is nothing too)."""
    if is_array(part, whole):
        part, whole = np.broadcast_arrays(part, whole)
        return np.divide(part, whole, out=np.zeros(whole.shape), where=whole > 0)
    return part / whole if whole > 0 else 0.0


def total(values: list[Quantity] | tuple[Quantity, ...]) -> Quantity:
    """Sum, a float even of nothing."""
    result: Quantity = 0.0
    for value in values:
        result = result + value
    return result


def anywhere(condition: Truth) -> bool:
    """Whether the condition holds for at least one element."""
    return bool(condition.any()) if isinstance(condition, np.ndarray) else bool(condition)


def both(first: Truth, second: Truth) -> Truth:
    """Logical and, element by element."""
    return np.logical_and(first, second) if is_array(first, second) else bool(first and second)


def either(first: Truth, second: Truth) -> Truth:
    """Logical or, element by element."""
    return np.logical_or(first, second) if is_array(first, second) else bool(first or second)


def negated(condition: Truth) -> Truth:
    """Logical not, element by element."""
    return np.logical_not(condition) if isinstance(condition, np.ndarray) else not condition


def unknown(value: Quantity) -> Truth:
    """Where a price or an emission is not known (NaN)."""
    return np.isnan(value) if isinstance(value, np.ndarray) else math.isnan(value)
