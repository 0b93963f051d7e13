"""What a row of a sent table is made of, and what to say when there is none to read."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

MAX_LINES = 5_000
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
NEITHER = "Ce fichier n’est ni un CSV ni un XLSX lisible."
# Number of the line in the file, and its cells.
Row = tuple[int, list[Any]]


class UnreadableFileError(Exception):
    """Why a file cannot be read at all, in French."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of an XLSX; one shown as a percentage is stored as a share."""

    value: Decimal
    is_percent: bool

    def __str__(self) -> str:
        """As somebody would type what the cell shows: « 0.25 », « 25 % »."""
        shown = self.value * 100 if self.is_percent else self.value
        return f"{shown.normalize() + Decimal(0):f}{' %' if self.is_percent else ''}"
