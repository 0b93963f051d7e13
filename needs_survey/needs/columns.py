"""Many rows of the database, read a column at a time."""

from collections.abc import Collection
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Lookup, QuerySet, TextField
from django.db.models.functions import Cast

# No text of ours holds it: neither a code, nor a number, nor JSON, which writes it another way.
BETWEEN = "\x1f"


class Among(Lookup):  # type: ignore[type-arg]
    """`column = ANY (keys)`: thousands of keys go as one value, not as so many."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, values = self.process_lhs(compiler, connection)
        return f"{column} = ANY (%s)", [*values, self.rhs]

    @classmethod
    def of(cls, column: Any, keys: Collection[int]) -> "Among":
        # Written out as PostgreSQL reads it, which spares the driver each of them.
        return cls(column, "{" + ",".join(map(str, keys)) + "}")


def texts(rows: QuerySet[Any], **columns: Any) -> dict[str, list[str]]:
    """Each column as a list of texts, in the same order; no value of it may be missing (NULL).

    One long text is read far faster than as many rows, or as an array.
    """
    found = rows.aggregate(
        **{
            f"of_{name}": StringAgg(Cast(column, TextField()), delimiter=BETWEEN)
            for name, column in columns.items()
        }
    )
    read = {name: found[f"of_{name}"] for name in columns}
    return {name: [] if text is None else text.split(BETWEEN) for name, text in read.items()}
