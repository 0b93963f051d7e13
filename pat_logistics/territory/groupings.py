"""Groupings of communes (EPCI), by the names people give them: « CC du Gévaudan », a word, a SIREN."""

import re

from pat_logistics.folding import fold
from pat_logistics.territory.models import Commune

# Long and short, as they begin a name once folded and as they are shown.
_KINDS = (
    (re.compile(r"communaut[ée] de communes\b", re.IGNORECASE), "CC"),
    (re.compile(r"communaut[ée] d[’' ]agglom[ée]ration\b", re.IGNORECASE), "CA"),
    (re.compile(r"communaut[ée] urbaine\b", re.IGNORECASE), "CU"),
)
_KIND = re.compile(r"(cc|ca|cu|com com|comcom|agglo|metropole) ")


def short(name: str) -> str:
    """A grouping as people write it: « CC du Gévaudan »."""
    for kind, letters in _KINDS:
        name = kind.sub(letters, name)
    return name


def groupings_named(text: str) -> list[tuple[str, str]]:
    """SIREN and name of those that answer to a SIREN, whose name is the text, or else holds its words.

    The kind may be written in full, in short or left out.
    """
    rows = Commune.objects.exclude(epci="").order_by("epci_name", "epci")
    every = rows.values_list("epci", "epci_name").distinct()
    if text.isdecimal():
        return list(every.filter(epci=text))
    known = [(row, fold(short(row[1]))) for row in every]
    asked = fold(short(text))
    for named in (str.__eq__, _same_name, _has):
        if found := [row for row, key in known if named(key, asked)]:
            return found
    return []


def _own(key: str) -> str:
    """The name without its kind."""
    return _KIND.sub("", key, count=1) if _KIND.match(key) else key


def _same_name(key: str, asked: str) -> bool:
    return _own(key) == _own(asked)


def _has(key: str, asked: str) -> bool:
    return bool(asked) and all(word in key for word in _own(asked).split())
