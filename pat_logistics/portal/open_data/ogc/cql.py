"""Filters written in CQL2 text (OGC 21-065r2), read into conditions of the database.

Read here: AND, OR, NOT and parentheses; = <> < > <= >=, LIKE, BETWEEN, IN, IS NULL; T_AFTER, T_BEFORE with
DATE and TIMESTAMP; S_INTERSECTS with POINT, POLYGON and BBOX. Nothing of the text becomes SQL: a name is one
of the columns of the collection or is refused, a value is a parameter. A row of which the answer is unknown
is left out, by NOT as well.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.db.models import BooleanField, Func, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import TruncDate
from django.db.models.lookups import (
    Exact,
    GreaterThan,
    GreaterThanOrEqual,
    IsNull,
    LessThan,
    LessThanOrEqual,
)
from shapely import Point
from shapely.geometry.base import BaseGeometry

from pat_logistics.open_data import datasets
from pat_logistics.open_data.datasets import Column
from pat_logistics.portal.open_data.ogc.shapes import box_of, polygon_of
from pat_logistics.portal.open_data.ogc.tokens import FilterError, Kind, Token, tokens_of
from pat_logistics.portal.open_data.ogc.values import day_of, moment_of, number_of, value_of

MAX_DEPTH = 20
GEOMETRY = ("GEOMETRY", "GEOM")
BOXES = ("BBOX", "ENVELOPE")

Pair = Callable[[Any, Any], Any]
COMPARISONS: Mapping[str, Pair] = {
    "=": Exact,
    "<": LessThan,
    ">": GreaterThan,
    "<=": LessThanOrEqual,
    ">=": GreaterThanOrEqual,
}
TIMES: Mapping[str, Pair] = {"T_AFTER": GreaterThan, "T_BEFORE": LessThan}
# What each kind of column is compared with, and how it is written.
LITERALS = {
    datasets.Kind.INTEGER: Kind.NUMBER,
    datasets.Kind.NUMBER: Kind.NUMBER,
    datasets.Kind.TEXT: Kind.TEXT,
}


class Like(Func):
    """LIKE as CQL2 has it: % for any letters, _ for one, a backslash before one that stands for itself."""

    arg_joiner = " LIKE "
    template = "(%(expressions)s)"
    output_field = BooleanField()


def condition_of(text: str, columns: Mapping[str, Column], meets: Callable[[BaseGeometry], Q]) -> Q:
    """The rows that a filter asks for; `meets` tells which have a geometry that meets a shape.

    FilterError when it is not understood whole.
    """
    return _Reader(text, columns, meets).whole()


class _Reader:
    """One look ahead: `now` is the word to be read."""

    def __init__(self, text: str, columns: Mapping[str, Column], meets: Callable[[BaseGeometry], Q]) -> None:
        self.words, self.columns, self.meets = tokens_of(text), columns, meets
        self.now, self.depth = next(self.words), 0

    def whole(self) -> Q:
        rule = self.either()
        if self.now.kind is not Kind.END:
            raise self.wrong("AND, OR ou la fin du filtre")
        return rule

    # --- Words ------------------------------------------------------------------------------------

    def wrong(self, wanted: str, token: Token | None = None) -> FilterError:
        token = token or self.now
        found = f"«\u00a0{token.text}\u00a0»" if token.text else "la fin"
        return FilterError(f"il faut {wanted}, et non {found}.", token.at)

    def take(self) -> Token:
        token = self.now
        if token.kind is not Kind.END:
            self.now = next(self.words)
        return token

    def took(self, *words: str) -> bool:
        if not self.now.is_word(*words):
            return False
        self.take()
        return True

    def need(self, word: str) -> None:
        if not self.took(word):
            raise self.wrong(f"«\u00a0{word}\u00a0»")

    def listed(self, each: Callable[[], Any]) -> list[Any]:
        """What stands between parentheses, parted by commas."""
        self.need("(")
        found = [each()]
        while self.took(","):
            found.append(each())
        self.need(")")
        return found

    # --- Conditions -------------------------------------------------------------------------------

    def either(self) -> Q:
        rules = [self.all()]
        while self.took("OR"):
            rules.append(self.all())
        return Q(*rules, _connector=Q.OR)

    def all(self) -> Q:
        rules = [self.no()]
        while self.took("AND"):
            rules.append(self.no())
        return Q(*rules)

    def no(self) -> Q:
        if self.now.is_word("NOT"):
            return self.deeper(lambda: ~self.no())
        if self.now.is_word("("):
            return self.deeper(self.inside)
        return self.predicate()

    def deeper(self, read: Callable[[], Q]) -> Q:
        """Takes a word, then what it bears on."""
        token, self.depth = self.take(), self.depth + 1
        if self.depth > MAX_DEPTH:
            raise FilterError(f"{MAX_DEPTH} niveaux de parenthèses et de NOT au plus.", token.at)
        rule = read()
        self.depth -= 1
        return rule

    def inside(self) -> Q:
        rule = self.either()
        self.need(")")
        return rule

    def predicate(self) -> Q:
        if self.now.is_word("TRUE", "FALSE"):
            return Q(Value(self.take().is_word("TRUE"), output_field=BooleanField()))
        if self.now.is_word("S_INTERSECTS"):
            return self.where()
        if self.now.is_word(*TIMES):
            return self.when()
        column = self.column()
        if self.took("IS"):
            is_not = self.took("NOT")
            self.need("NULL")
            return Q(IsNull(column.value, not is_not))
        if self.took("NOT"):
            return ~self.range_of(column)
        if self.now.is_word("LIKE", "BETWEEN", "IN"):
            return self.range_of(column)
        sign = self.take()
        if sign.is_word("<>"):
            return ~self.compared(column, Exact)
        if sign.text not in COMPARISONS or sign.kind is not Kind.SIGN:
            raise self.wrong("une comparaison", sign)
        return self.compared(column, COMPARISONS[sign.text])

    def range_of(self, column: Column) -> Q:
        if self.took("LIKE"):
            return self.like(column)
        if self.took("BETWEEN"):
            low = self.compared(column, GreaterThanOrEqual)
            self.need("AND")
            return low & self.compared(column, LessThanOrEqual)
        if self.took("IN"):
            return Q(*self.listed(partial(self.compared, column, Exact)), _connector=Q.OR)
        raise self.wrong("LIKE, BETWEEN ou IN")

    def like(self, column: Column) -> Q:
        if column.kind is not datasets.Kind.TEXT or self.now.kind is not Kind.TEXT:
            raise self.wrong("une colonne de texte, puis un texte entre apostrophes")
        pattern = self.take()
        if (len(pattern.text) - len(pattern.text.rstrip("\\"))) % 2:
            raise self.wrong("une lettre après la barre oblique inversée", pattern)
        return Q(Like(column.value, Value(pattern.text)))

    def column(self) -> Column:
        token = self.take()
        column = self.columns.get(token.text) if token.kind in (Kind.NAME, Kind.QUOTED) else None
        if column is None:
            raise self.wrong(f"une de ces colonnes ({', '.join(self.columns)})", token)
        return column

    def compared(self, column: Column, compare: Pair) -> Q:
        value = self.literal(column)
        is_day = column.kind is datasets.Kind.MOMENT and not hasattr(value, "hour")
        held: Combinable = TruncDate(column.value) if is_day else column.value
        return Q(compare(held, Value(value)))

    # --- Values -----------------------------------------------------------------------------------

    def literal(self, column: Column) -> Any:
        token = self.take()
        if column.kind in (datasets.Kind.DAY, datasets.Kind.MOMENT):
            return self.instant(column, token)
        if column.kind is datasets.Kind.YES_NO:
            if not token.is_word("TRUE", "FALSE"):
                raise self.wrong("TRUE ou FALSE", token)
        elif token.kind is not LITERALS.get(column.kind, Kind.TEXT):
            is_number = LITERALS.get(column.kind) is Kind.NUMBER
            raise self.wrong("un nombre" if is_number else "un texte entre apostrophes", token)
        return self.understood(partial(value_of, column), token)

    def instant(self, column: Column, token: Token) -> Any:
        """DATE('…') for a day, and for a moment as well as TIMESTAMP('…')."""
        possible = {"DATE": day_of}
        if column.kind is datasets.Kind.MOMENT:
            possible["TIMESTAMP"] = moment_of
        if not token.is_word(*possible):
            raise self.wrong(" ou ".join(f"{name}('…')" for name in possible), token)
        self.need("(")
        text = self.take()
        if text.kind is not Kind.TEXT:
            raise self.wrong("un texte entre apostrophes", text)
        self.need(")")
        return self.understood(possible[token.text.upper()], text)

    def understood(self, read: Callable[[str], Any], token: Token) -> Any:
        try:
            return read(token.text)
        except ValueError as error:
            raise self.wrong(str(error), token) from None

    def when(self) -> Q:
        compare = TIMES[self.take().text.upper()]
        self.need("(")
        at = self.now
        column = self.column()
        if column.kind not in (datasets.Kind.DAY, datasets.Kind.MOMENT):
            raise self.wrong("une colonne de date", at)
        self.need(",")
        rule = self.compared(column, compare)
        self.need(")")
        return rule

    def where(self) -> Q:
        self.take()
        self.need("(")
        if not self.took(*GEOMETRY):
            raise self.wrong("«\u00a0geometry\u00a0»")
        self.need(",")
        rule = self.meets(self.shape())
        self.need(")")
        return rule

    def shape(self) -> BaseGeometry:
        token = self.take()
        try:
            if token.is_word(*BOXES):
                return box_of(self.listed(self.number))
            if token.is_word("POINT"):
                self.need("(")
                point = Point(self.position())
                self.need(")")
                return point
            if token.is_word("POLYGON"):
                return polygon_of(self.listed(partial(self.listed, self.position)))
        except FilterError:
            raise
        except ValueError as error:
            raise FilterError(str(error), token.at) from None
        raise self.wrong("POINT, POLYGON ou BBOX", token)

    def position(self) -> tuple[float, float]:
        """Longitude and latitude."""
        return self.number(), self.number()

    def number(self) -> float:
        token = self.take()
        if token.kind is not Kind.NUMBER:
            raise self.wrong("un nombre", token)
        return float(self.understood(number_of, token))
