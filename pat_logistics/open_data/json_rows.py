"""Rows as JSON, each a text that the database writes: what a page of a list is made of."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, ExpressionWrapper, Func, Q, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat
from django.urls import reverse_lazy

from pat_logistics.accounts.perms import Somebody
from pat_logistics.open_data.datasets import JsonObject
from pat_logistics.prepared import AmongKeys, Prepared, given

# Choices of columns whose SQL is kept: a caller has few, and all of them could ask for others.
WORDINGS = 64

Values = Mapping[str, Combinable]


class JsonRows:
    """The rows of these keys as JSON objects, in the order of the keys; one that may not be read is left out.

    `rows` are those that somebody may read, `values` what each says to that person, by its name. A value may
    be `given`: it is told at each reading. For visitors the SQL is written once for all.
    """

    def __init__(
        self, rows: Callable[[Somebody], "QuerySet[Any]"], values: Callable[[Somebody], Values]
    ) -> None:
        self._rows, self._values = rows, values
        self._of_visitors = cache(lambda: rows(AnonymousUser()))
        self._for_visitors = lru_cache(WORDINGS)(lambda names: self._prepared(AnonymousUser(), names))

    def __call__(self, user: Somebody, keys: Sequence[Any], names: Sequence[str], **told: Any) -> list[str]:
        if not keys:
            return []
        chosen = tuple(names)
        read = self._prepared(user, chosen) if user.is_authenticated else self._for_visitors(chosen)
        found = dict(read(keys=list(keys), **told))
        return [found[key] for key in keys if key in found]

    def rows(self, user: Somebody) -> "QuerySet[Any]":
        """Those that somebody may read, of any key."""
        return self._rows(user) if user.is_authenticated else self._of_visitors().all()

    def _prepared(self, user: Somebody, names: tuple[str, ...]) -> Prepared:
        def build() -> "QuerySet[Any]":
            values = self._values(user)
            written = JsonObject(**{name: values[name] for name in names})
            rows = self.rows(user).filter(AmongKeys(given("keys"))).order_by()
            return rows.values_list("pk", Cast(written, TextField()))

        return Prepared(build)


class Moment(Func):
    """A moment as the framework writes it: ISO 8601, on the clock of the country, microseconds if any."""

    template = (
        "(SELECT replace(to_char(clock, 'YYYY-MM-DD\"T\"HH24:MI:SS.US'), '.000000', '')"
        " || CASE WHEN clock < utc THEN '-' ELSE '+' END"
        " || to_char(greatest(clock - utc, utc - clock), 'HH24:MI')"
        " FROM (SELECT moment AT TIME ZONE '%(zone)s' AS clock, moment AT TIME ZONE 'UTC' AS utc"
        " FROM (SELECT %(expressions)s AS moment OFFSET 0) AS said) AS clocks)"
    )
    output_field = TextField()

    def __init__(self, moment: Combinable | str) -> None:
        super().__init__(moment, zone=settings.TIME_ZONE)


def yes_no(rule: Q) -> Combinable:
    return ExpressionWrapper(rule, output_field=BooleanField())


def page_on_site(name: str) -> Combinable:
    """The address of the page of a row, its slug under the page `name`, on the `site` that is given."""
    root = Value(reverse_lazy(name), TextField())
    return Concat(Cast(given("site"), TextField()), root, "slug", Value("/"), output_field=TextField())
