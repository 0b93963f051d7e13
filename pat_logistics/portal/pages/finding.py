"""One search for everything a visitor may read: communes, farms, solutions, guides, each by its own rules."""

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode

from carriers.filters import SolutionFilterSet
from carriers.models import Solution
from carriers.search import cards
from pat_logistics.actors.filters import ActorFilterSet
from pat_logistics.actors.models import Actor
from pat_logistics.folding import words_of
from pat_logistics.portal.guides.models import Guide
from pat_logistics.territory.finding import search_communes
from pat_logistics.territory.models import Commune
from pat_logistics.territory.reading import PlaceFound, place_in, place_like
from producers.filters import ProducerFilterSet
from producers.models import Producer
from producers.search import is_no_place

MAX_TEXT = 100
# Enough to recognise what one looks for; the list of each kind has them all.
SHOWN = 5
SHOWN_COMMUNES = 3
NEAREST = slice(0, SHOWN)


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind; `query` asks the list of this kind the same, `place` is where it was read.

    `alike` says that nothing is written exactly as it was typed.
    """

    total: int = 0
    rows: list[Any] = field(default_factory=list)
    query: str = ""
    place: Commune | None = None
    alike: bool = False


def find(text: str, user: Any) -> dict[str, Any]:
    """What the search page shows of a text, in a number of queries that no amount of data changes."""
    text = text.replace("\x00", "").strip()[:MAX_TEXT]
    if not words_of(text):
        return {"text": text}
    place = place_in(text, is_no_place)
    groups = _groups(text, user, place)
    if not place and not any(group.total for name, group in groups.items() if name != "actors"):
        place = place_like(text, is_no_place)
        groups = _groups(text, user, place) if place else groups
    return {"text": text, "is_empty": not any(group.total for group in groups.values()), **groups}


def _groups(text: str, user: Any, place: PlaceFound | None) -> dict[str, Group]:
    return {
        "communes": _communes(text, place),
        "producers": _producers(text, user, place),
        "solutions": _solutions(text, user, place),
        "guides": _guides(text, user),
        "actors": _actors(text, user),
    }


def _communes(text: str, place: PlaceFound | None) -> Group:
    """The commune among the words, else those whose name or code the whole text may be.

    A name shorter than the text does not hold all its words: « miel bio » is no misspelling of Bio, nor of
    Miélan.
    """
    found = [place.commune] if place else []
    if not place or not place.rest:
        words = len(words_of(text))
        # « fromage » looks like Fromy and Fromont, and asks for neither.
        is_product = all(map(is_no_place, words_of(text)))
        for match in search_communes(text, SHOWN_COMMUNES):
            names = [match.commune.name, match.former.name if match.former else ""]
            if is_product and words_of(text) not in map(words_of, names):
                continue
            if words == 1 or any(len(words_of(name)) >= words for name in names):
                found.append(match.commune)
    rows = list(dict.fromkeys(found))[:SHOWN_COMMUNES]
    return Group(len(rows), rows)


def _asked(**answers: str) -> QueryDict:
    return QueryDict(urlencode({name: value for name, value in answers.items() if value}))


def _producers(text: str, user: Any, place: PlaceFound | None) -> Group:
    everybody = Producer.objects.visible_to(user)
    found = _shown(ProducerFilterSet(_asked(q=text), everybody, request=_Reader(user)))
    if place and (not found.total or found.alike):
        asked = _asked(q=place.rest, commune=place.commune.pk)
        around = _shown(ProducerFilterSet(asked, everybody, request=_Reader(user)))
        if around.total:
            return Group(around.total, around.rows, asked.urlencode(), place.commune)
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the directory needs of a request: who reads."""

    user: Any


def _shown(filters: ProducerFilterSet) -> Group:
    filters.part = NEAREST
    total = filters.total
    rows = filters.cards(NEAREST) if total else []
    return Group(total, rows, filters.data.urlencode(), alike=bool(filters.respelt))


def _solutions(text: str, user: Any, place: PlaceFound | None) -> Group:
    everything = Solution.objects.visible_to(user)
    filters = SolutionFilterSet(_asked(q=text), everything)
    alike, where = filters.is_approximate, None
    if alike and place:
        taken = SolutionFilterSet(_asked(q=place.rest, origin=place.commune.pk), everything)
        if taken.keys():
            filters, alike, where = taken, taken.is_approximate, place.commune
    keys = list(filters.keys())
    rows = {row.pk: row for row in cards(everything.filter(pk__in=keys[:SHOWN])).order_by()}
    shown = [rows[key] for key in keys[:SHOWN] if key in rows]
    return Group(len(keys), shown, filters.data.urlencode(), where, alike)


def _guides(text: str, user: Any) -> Group:
    guides = Guide.objects.visible_to(user).defer("body", "search_text")
    words = words_of(text)
    found, alike = list(guides.search(words)), False
    if not found:
        found, alike = list(guides.resembling(words)), True
    return Group(len(found), found[:SHOWN], urlencode({"q": text}), alike=alike and bool(found))


def _actors(text: str, user: Any) -> Group:
    filters = ActorFilterSet(_asked(q=text), Actor.objects.visible_to(user))
    total = filters.qs.count()
    rows = list(filters.qs.select_related("commune")[:SHOWN]) if total else []
    return Group(total, rows, filters.data.urlencode(), alike=filters.is_approximate and bool(total))
