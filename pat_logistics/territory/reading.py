"""A place among the words of a search: « fromage st chély » names a product and a commune."""

from dataclasses import dataclass

from django.db.models import Q

from pat_logistics.folding import words_of
from pat_logistics.territory.finding import search_communes
from pat_logistics.territory.models import HOME_DEPARTEMENT, NEIGHBOURS, Commune
from pat_logistics.territory.words import whole_codes

MAX_WORDS = 6
# The beginning of a name, as of « Marvejols », when few communes of the territory begin with it.
SHORTEST_BEGINNING = 4
FEW = 3
# Shorter words resemble too many names, and each word that is tried asks the communes.
SHORTEST_MISSPELT = 6
MOST_GUESSED = 3


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """The commune that a search names, and its other words."""

    commune: Commune
    rest: str


def place_in(text: str, is_other) -> PlaceFound | None:
    """The commune of the territory or next to it that the longest run of words names. One query.

    `is_other` says that a word means something else than a place: Bio is a commune of the Lot. The beginning
    of a name is enough for one of the territory, when it does not stand for many.
    """
    words = words_of(whole_codes(text.replace("\x00", "")[:100]))[:MAX_WORDS]
    ends = [(start, end) for start in range(len(words)) for end in range(start + 1, len(words) + 1)]
    runs = {
        " ".join(words[start:end]): (start, end)
        for start, end in ends
        if len("".join(words[start:end])) >= SHORTEST_BEGINNING and not all(map(is_other, words[start:end]))
    }
    if not runs:
        return None
    named = Q()
    for run in runs:
        named |= Q(names_key__contains=f"|{run}|") | Q(names_key__contains=f"|{run} ")
        named |= Q(postal_key__contains=f" {run}") if run.isdecimal() else Q()
    near = Commune.objects.filter(named, departement__in=[HOME_DEPARTEMENT, *NEIGHBOURS]).home_first()
    found = list(near)
    for run in sorted(runs, key=lambda run: -len(run)):
        if commune := _meant(run, found):
            start, end = runs[run]
            return PlaceFound(commune, " ".join([*words[:start], *words[end:]]))
    return None


def place_like(text: str, is_other) -> PlaceFound | None:
    """The commune near here that one word of several looks like: « ispanhac fromge » is of Ispagnac.

    For a search that found nothing as it was written, one misspelling in it or two.
    """
    words = words_of(text.replace("\x00", "")[:100])[:MAX_WORDS]
    if len(words) < 2:
        return None
    longest = sorted(range(len(words)), key=lambda rank: -len(words[rank]))
    for rank in longest[:MOST_GUESSED]:
        if len(words[rank]) < SHORTEST_MISSPELT or is_other(words[rank]):
            continue
        for match in search_communes(words[rank], 1):
            if match.commune.departement in (HOME_DEPARTEMENT, *NEIGHBOURS):
                return PlaceFound(match.commune, " ".join([*words[:rank], *words[rank + 1 :]]))
    return None


def _meant(run: str, found: list[Commune]) -> Commune | None:
    whole = [one for one in found if f"|{run}|" in one.names_key or f" {run} " in f"{one.postal_key} "]
    if whole:
        return whole[0]
    begun = [
        one for one in found if one.departement == HOME_DEPARTEMENT and f"|{run} " in one.names_key
    ]  # fmt: skip
    return begun[0] if 0 < len(begun) <= FEW else None
