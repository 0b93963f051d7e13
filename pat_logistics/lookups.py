"""Looking for words in a column folded by `Fold`: one rule for every list that is searched."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from pat_logistics.folding import fold

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin as _Admin
else:
    _Admin = object

SEARCHED_WORDS = 8
# A shorter word looks like too many others.
TYPO_LENGTH = 4


def holds(column: str, word: str) -> Q:
    """The word as written; accents and capitals are ignored (trigram index)."""
    return Q(**{f"{column}__contains": fold(word)})


def resembles(column: str, word: str) -> Q:
    """The word, or one that looks like it: for when nothing else was found (trigram index)."""
    if len(word) < TYPO_LENGTH:
        return holds(column, word)
    return Q(**{f"{column}__trigram_word_similar": fold(word)})


class FoldedSearch(_Admin):
    """A search of the admin in columns of folded text."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, fold(search_term))
