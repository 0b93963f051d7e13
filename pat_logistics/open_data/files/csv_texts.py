"""What a CSV for programs says of each value, written by the database: Python takes longer to word it."""

from typing import Any

from django.db.models import FloatField, Func, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from pat_logistics.exchange.writing import DANGEROUS
from pat_logistics.open_data.datasets import Column, Kind


def text_of(column: Column) -> Combinable:
    """The value of a column as a text: ISO dates, JSON for several values, nothing that runs as a formula."""
    if column.kind is Kind.SEVERAL:
        return _Several(column.value)
    if column.kind is Kind.NUMBER:
        return _Number(column.value)
    if column.kind is Kind.MOMENT:
        return _Moment(column.value)
    if column.kind is Kind.TEXT and not column.choices:
        return _Safe(column.value)
    return Cast(column.value, TextField())


class _Text(Func):
    """SQL that may name its value several times."""

    output_field = TextField()

    def as_sql(self, *args: Any, **context: Any) -> Any:
        sql, values = super().as_sql(*args, **context)
        used = context.get("template", self.template).count("%(expressions)s")
        return sql, [*values] * used


class _Several(_Text):
    """JSON with a space after each comma, as `json.dumps` writes it."""

    template = "coalesce(to_jsonb(%(expressions)s), '[]')::text"


class _Moment(_Text):
    """ISO 8601 in universal time, as `isoformat` writes it: microseconds, if any, by six digits."""

    template = (
        "replace(to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US'), '.000000', '')"
        " || '+00:00'"
    )


class _Safe(_Text):
    """`safe` of a text."""

    codes = ", ".join(str(ord(sign)) for sign in DANGEROUS)
    template = (
        f"CASE WHEN ascii(%(expressions)s) IN ({codes}) THEN '''' || %(expressions)s ELSE %(expressions)s END"
    )


class _Number(_Text):
    """A number that may have decimals is written with one at least."""

    whole = (
        "CASE WHEN %(expressions)s = trunc(%(expressions)s) THEN (%(expressions)s)::text || '.0'"
        " ELSE (%(expressions)s)::text END"
    )

    def as_sql(self, *args: Any, **context: Any) -> Any:
        [value] = self.get_source_expressions()
        is_float = isinstance(value.output_field, FloatField)
        context["template"] = self.whole if is_float else "(%(expressions)s)::text"
        return super().as_sql(*args, **context)
