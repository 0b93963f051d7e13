"""Querysets whose SQL is written once for the whole process: each reading only gives its values.

Where a page asks ten small questions, the framework takes longer to word them than PostgreSQL to answer. The
rules stay where they are, on querysets: only the wording is kept.
"""

import copy
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models import F, Func, Value
from django.db.models.expressions import Expression
from django.db.models.query import ModelIterable, get_related_populators


class Given(Expression):
    """A value told at each reading, under a name; None is NULL, which equals nothing."""

    def __init__(self, name: str, output_field: models.Field | None = None) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return "%s", (self,)


def given(name: str) -> Any:
    """A value told at each reading, wherever a queryset takes one."""
    return Given(name)


class AmongKeys(Func):
    """`id = ANY(array)`: a thousand keys are one value, where `__in` makes a parameter of each."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = models.BooleanField()

    def __init__(self, keys: Iterable[Any] | Given, column: str = "pk") -> None:
        super().__init__(F(column), keys if isinstance(keys, Given) else Value(sorted(keys)))


class Prepared:
    """A queryset with values to be given, read as often as wished.

    >>> bands = Prepared(lambda: TariffBand.objects.filter(AmongKeys(given("grids"), "grid")))
    >>> bands(grids=[1, 2])

    A reading is a list: of instances, with all that `select_related` and `annotate` say, or of the tuples of
    `values_list`. `prefetch_related` is left to the caller.
    """

    def __init__(self, build: Callable[[], models.QuerySet]) -> None:
        self._build = build

    @cached_property
    def _worded(self) -> tuple[Any, str, Sequence[Any], bool]:
        queryset = self._build()
        compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        return compiler, sql, params, queryset._iterable_class is ModelIterable

    def __call__(self, **values: Any) -> list[Any]:
        worded, sql, params, has_instances = self._worded
        compiler = copy.copy(worded)
        compiler.connection = connection  # of this thread
        given = tuple(values[param.name] if isinstance(param, Given) else param for param in params)
        compiler.as_sql = lambda: (sql, given)
        rows = compiler.results_iter(tuple_expected=not has_instances)
        return self._instances(compiler, rows) if has_instances else list(rows)

    def _instances(self, compiler: Any, rows: Iterable[Sequence[Any]]) -> list[Any]:
        """As the framework makes them of the rows of a queryset."""
        info, select = compiler.klass_info, compiler.select
        first, last = info["select_fields"][0], info["select_fields"][-1] + 1
        names = [column[0].target.attname for column in select[first:last]]
        related = get_related_populators(info, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]
        found = []
        for row in rows:
            instance = info["model"].from_db(DEFAULT_DB_ALIAS, names, row[first:last])
            for populator in related:
                populator.populate(row, instance)
            for name, column in compiler.annotation_col_map.items():
                setattr(instance, name, row[column])
            found.append(instance)
        return found


def attach(parents: Iterable[models.Model], children: Iterable[models.Model], by: models.ForeignKey) -> None:
    """Give each parent its children, in their order, as `prefetch_related` does: `parent.children.all()`.

    What is attached is a list: it is all that was read, and to filter it further is an error.
    """
    parents = list(parents)
    found: dict[Any, list[models.Model]] = {parent.pk: [] for parent in parents}
    by_key = {parent.pk: parent for parent in parents}
    for child in children:
        key = getattr(child, by.attname)
        by.set_cached_value(child, by_key[key])
        found[key].append(child)
    name = by.remote_field.cache_name
    for parent in parents:
        parent.__dict__.setdefault("_prefetched_objects_cache", {})[name] = found[parent.pk]
