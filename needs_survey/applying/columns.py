"""The columns of one planned row: their new values, what changes in words, and what the portal refuses."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce
from operator import and_
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, DecimalField, Q, Value
from django.utils.text import capfirst

from needs_survey.applying.wanted import Wanted
from needs_survey.enums import RowKind
from pat_logistics.formats import exact
from pat_logistics.history import FieldChange, in_words
from pat_logistics.territory.models import Commune

# Set when the row is saved: their absence is no error of the answers.
SET_LATER = (
    "producer",
    "product_line",
    "slug",
    "latitude",
    "longitude",
    "commune",
    "destination",
    "organisation",
)
# Keys of communes, and the rows they lead to.
PLACES = {"commune_id": "commune", "destination_id": "destination"}


def loaded(row: Any) -> Iterator[tuple[str, Commune]]:
    """The communes that the row came with."""
    cached = row._state.fields_cache
    yield from ((place.pk, place) for name in PLACES.values() if (place := cached.get(name)))


def values_of(wanted: Wanted, row: Any) -> dict[str, Any]:
    """The values wanted, as the columns hold them. A name left empty keeps the one there is."""
    values = {name: _fitted(row._meta.get_field(name), value) for name, value in wanted.values.items()}
    if wanted.kind == RowKind.PRODUCT_LINE and row.pk and not values.get("name"):
        values.pop("name", None)
    return values


def _fitted(column: Any, value: Any) -> Any:
    """A number with the decimals of its column."""
    if isinstance(column, DecimalField) and isinstance(value, Decimal):
        return value.quantize(Decimal(1).scaleb(-column.decimal_places), ROUND_HALF_UP)
    return value


def changes_of(
    row: Any, before: Mapping[str, Any], changed: Mapping[str, Any], names: dict[Any, str]
) -> Iterator[FieldChange]:
    for name, value in changed.items():
        column = row._meta.get_field(name)
        label = capfirst(str(column.verbose_name))
        if column.name == "product_line":
            yield FieldChange(label, "", str(row.product_line))
        elif row.pk or value not in (None, "", [], False):
            old = _words(column, before[name], names) if row.pk else ""
            yield FieldChange(label, old, _words(column, value, names))


def _words(column: Any, value: Any, names: dict[Any, str]) -> str:
    """Every figure of a number, grouped as the rest of the page groups them."""
    is_number = isinstance(value, Decimal | int) and not isinstance(value, bool)
    if is_number and not column.related_model and not column.flatchoices:
        return exact(float(value))
    return in_words(column, value, names)


def errors_of(row: Any) -> Iterator[str]:
    """What the columns and the rules of the portal refuse, in their own words."""
    try:
        row.full_clean(exclude=SET_LATER, validate_constraints=False)
        if not _holds(row):
            row.validate_constraints(exclude=SET_LATER)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            label = "" if name == "__all__" else f"{capfirst(str(row._meta.get_field(name).verbose_name))} : "
            yield from (f"{label}{message}" for message in messages)


def _holds(row: Any) -> bool:
    """Every check of the table at once: asked one by one, they would be a dozen queries a row."""
    checks = (each.condition for each in row._meta.constraints if isinstance(each, CheckConstraint))
    columns = [each for each in row._meta.local_concrete_fields if not each.generated]
    against = {each.name: Value(getattr(row, each.attname), each) for each in columns}
    return bool(reduce(and_, checks, Q()).check(against))
