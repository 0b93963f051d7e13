"""What a search of producers finds, page by page: for the directory, and for whoever else lists them."""

from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict

from pat_logistics.territory.reading import PlaceFound, place_in, place_like
from pat_logistics.typed import whole_number
from producers import search
from producers.filters import PAGE_SIZE, ProducerFilterSet
from producers.models import ProducerQuerySet

MAX_PAGES = 50


class ShortPaginator(Paginator):
    """Pages of a search, as far as somebody may read: far pages are slow to reach."""

    def __init__(self, filters: ProducerFilterSet) -> None:
        super().__init__(filters, filters.part.stop - filters.part.start)
        self.filters = filters
        self.total = filters.total

    @cached_property
    def count(self) -> int:
        return min(self.total, MAX_PAGES * self.per_page)

    @property
    def is_cut(self) -> bool:
        return self.total > self.count

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        return Page(self.filters.cards(part_of(number, self.per_page)), number, self)


def part_of(number: int, size: int) -> slice:
    return slice((number - 1) * size, number * size)


def asked_page(request: HttpRequest) -> int:
    """The number of the page in the address; the first one for whatever is no number."""
    return min(whole_number(request.GET.get("page", "")) or 1, MAX_PAGES)


def found_for(
    request: HttpRequest, everybody: ProducerQuerySet, size: int | None = None
) -> tuple[ProducerFilterSet, PlaceFound | None]:
    """The filters of a search, and the commune read among its words when nobody has them all as written."""
    filters = ProducerFilterSet(request.GET, everybody, request=request)
    filters.part = part_of(asked_page(request), size or PAGE_SIZE)
    text = filters.wanted.get("q")
    if not text or filters.wanted.get("commune") or (filters.total and not filters.respelt):
        return filters, None
    place = place_in(text, search.is_no_place) or place_like(text, search.is_no_place)
    if place is None:
        return filters, None
    around = ProducerFilterSet(around_place(request.GET, place), everybody, request=request)
    around.part = filters.part
    return (around, place) if around.total else (filters, None)


def around_place(asked: QueryDict, place: PlaceFound) -> QueryDict:
    """The same search around the commune that its words name, for the other words."""
    query = asked.copy()
    query["q"], query["commune"] = place.rest, place.commune.pk
    query.pop("commune_typed", None)
    return query
