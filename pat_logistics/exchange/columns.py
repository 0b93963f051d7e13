"""The columns of a file that is written and read back: what the database holds, how the file says it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pat_logistics.folding import fold, yes_or_no
from pat_logistics.forms.numbers import from_a_tool


class Kind(StrEnum):
    TEXT = "texte"
    NUMBER = "nombre"
    PERCENT = "pourcentage"
    DATE = "date"
    YES_NO = "oui ou non"
    CHOICE = "choix"


@dataclass(frozen=True, slots=True)
class Column:
    """`field` is that of the form of its line; `choices` go from code to what the file says."""

    header: str
    field: str
    kind: Kind = Kind.NUMBER
    choices: tuple[tuple[str, str], ...] = ()


def in_file(column: Column, value: Any) -> Any:
    """A value of the database as the file says it: numbers stay numbers, the rest is text or a date."""
    if value is None or value == "":
        return ""
    if column.kind is Kind.PERCENT:
        return (value * 100).normalize()
    if column.kind is Kind.YES_NO:
        return "oui" if value else "non"
    if column.kind is Kind.CHOICE:
        return dict(column.choices)[value]
    return value


def in_form(column: Column, text: str) -> str:
    """A cell as its form reads it: codes for choices, a tick for « oui »."""
    if column.kind is Kind.YES_NO:
        return "on" if yes_or_no(text) else ""
    if column.kind is Kind.CHOICE:
        codes = {fold(name): code for pair in column.choices for code, name in (pair, (pair[0], pair[0]))}
        return codes.get(fold(text), text)
    if column.kind in (Kind.NUMBER, Kind.PERCENT):
        return from_a_tool(text)
    return text


def is_understood(column: Column, text: str) -> bool:
    """A yes-or-no that says neither must not be read as a no."""
    if column.kind is Kind.YES_NO:
        return not text.strip() or yes_or_no(text) is not None
    return True
