"""A filter of CQL2 cut into words, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, auto

# What fits in an address; a longer filter is no question of a person.
MAX_LENGTH = 4_000


class FilterError(ValueError):
    """A fault of a filter, in words; `at` is the number of the letter where it begins, from 1."""

    def __init__(self, words: str, at: int) -> None:
        super().__init__(words)
        self.at = at

    def __str__(self) -> str:
        return f"Caractère {self.at}\u00a0: {super().__str__()}"


class Kind(StrEnum):
    """What a word is; a keyword is a name until the reader asks for it."""

    TEXT = auto()
    NUMBER = auto()
    QUOTED = auto()
    NAME = auto()
    SIGN = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A word: its text without quotes, and the number of its first letter, from 1."""

    kind: Kind
    text: str
    at: int

    def is_word(self, *words: str) -> bool:
        """Whether it is one of these keywords or signs, written in any case."""
        return self.kind in (Kind.NAME, Kind.SIGN) and self.text.upper() in words


_WORD = re.compile(
    r"""\s*(?:
        (?P<text>'(?:[^'\\]|''|\\'|\\(?!'))*')
        |(?P<number>[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?(?![\w.]))
        |(?P<quoted>"[^"]+")
        |(?P<name>[A-Za-z_]\w*)
        |(?P<sign><>|<=|>=|[=<>(),])
    )""",
    re.VERBOSE,
)


def tokens_of(text: str) -> Iterator[Token]:
    """The words of a filter, the last of which is its end."""
    if len(text) > MAX_LENGTH:
        raise FilterError(f"un filtre compte {MAX_LENGTH} caractères au plus.", MAX_LENGTH + 1)
    place, end = 0, len(text.rstrip())
    while place < end:
        found = _WORD.match(text, place)
        if found is None:
            at = place + len(text[place:]) - len(text[place:].lstrip())
            raise FilterError(f"«\u00a0{text[at]}\u00a0» ne se lit pas ici.", at + 1)
        kind = Kind(str(found.lastgroup))
        yield Token(kind, _unquoted(kind, found[kind]), found.start(kind) + 1)
        place = found.end()
    yield Token(Kind.END, "", end + 1)


def _unquoted(kind: Kind, text: str) -> str:
    if kind is Kind.TEXT:
        return text[1:-1].replace("''", "'").replace("\\'", "'")
    return text[1:-1] if kind is Kind.QUOTED else text
