"""Looking for words in a column folded by `Fold`: one rule for every list that is searched."""

from django.db.models import Q

from pat_logistics.folding import fold

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
