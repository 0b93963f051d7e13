"""Finding producers by the words of their name, description, commune or products, spelt well or not.

A word is first looked up as written: full text with French endings, or a part of a name (no accents, no
case). When no producer of the reader has it, the names, products and communes that look like it count
instead: trigrams of whole words, and the closest words of the closed lists of products.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from pat_logistics.folding import Fold, fold, words_of
from pat_logistics.meanings import Meaning, meaning
from pat_logistics.territory.models import Commune
from pat_logistics.territory.words import whole_codes
from pat_logistics.vocabulary import ProductFamily
from producers.models import Producer, ProducerQuerySet, ProductLine

SEARCHED_WORDS = 6
# A part of a name shorter than this is in every name, and no trigram index finds it.
SHORTEST_PART = 3
# Shorter words of the names of the families are not worth a misspelling.
LONG_WORD = 4
# Share of the letters that two words have in common, for one to pass for the other (difflib).
CLOSE_ENOUGH = 0.75
# Words too common to choose by; the text search configuration drops them too, but a name may contain them.
SMALL_WORDS = frozenset(
    words_of(
        "a au aux avec c ce ces chez d dans de des du elle en et eux il j je l la le les leur lui m ma mais"
        " me mes mon n ne nos notre nous on ou par pas pour qu que qui s sa se ses son sur t ta te tes ton tu"
        " un une vos votre vous y"
    )
)
# Each word of the names of the families, and the families it stands for.
FAMILY_WORDS: dict[str, set[str]] = {}
for _family in ProductFamily:
    for _word in words_of(_family.label):
        if len(_word) >= LONG_WORD:
            FAMILY_WORDS.setdefault(_word, set()).add(_family.value)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a search, folded, looked up as written or, when `alike`, by what resembles it."""

    text: str
    typed: str
    alike: bool = False

    def _in_column(self, column: str) -> Q:
        """The word in a column of folded text."""
        if self.alike:
            return Q(**{f"{column}__trigram_strict_word_similar": self.text})
        return Q(**{f"{column}__contains": self.text}) if len(self.text) >= SHORTEST_PART else Q(pk__in=[])

    @property
    def _query(self) -> SearchQuery:
        return SearchQuery(f"{self.text}:*", config="public.fr", search_type="raw")

    @property
    def _meaning(self) -> Meaning:
        """What it stands for; a word that looks like another is not read further."""
        return Meaning() if self.alike else meaning(self.text)

    def by_name(self) -> Q:
        own = self._in_column("sort_key")
        return own if self.alike else own | Q(document=self._query)

    def communes(self) -> QuerySet[Commune]:
        found: QuerySet[Commune] = Commune.objects.said_by(self._in_column("names_key"), self.text)
        return found

    def lines(self) -> QuerySet[ProductLine]:
        if not self.alike:
            return ProductLine.objects.filter(document=self._query).order_by()
        close = difflib.get_close_matches(self.text, FAMILY_WORDS, n=3, cutoff=CLOSE_ENOUGH)
        families = {family for word in close for family in FAMILY_WORDS[word]}
        # The expression of the index productline_name_trigrams.
        lines = ProductLine.objects.alias(name_key=Fold("name")).order_by()
        return lines.filter(Q(name_key__trigram_strict_word_similar=self.text) | Q(family__in=families))

    def meant_lines(self) -> Iterator[QuerySet[ProductLine]]:
        """Lines that are what the word means, one condition each: an OR would read the whole table.

        The document of a line holds the name of its family already.
        """
        meant, lines = self._meaning, ProductLine.objects.order_by()
        if meant.families and self.text not in FAMILY_WORDS:
            yield lines.filter(family__in=meant.families)
        if meant.labels:
            yield lines.filter(labels__overlap=list(meant.labels))
        if meant.temperatures:
            yield lines.filter(temperature__in=meant.temperatures)

    def labelled(self) -> Q:
        """The whole farm has the label that the word means."""
        labels = self._meaning.labels
        return Q(labels__overlap=list(labels)) if labels else Q(pk__in=[])

    def of_row(self) -> Q:
        """Condition on one producer: for few rows, already found by their place."""
        found = self.by_name() | self.labelled() | Q(commune__in=self.communes())
        for lines in (self.lines(), *self.meant_lines()):
            found |= Q(Exists(lines.filter(producer=OuterRef("pk"))))
        return found

    def everywhere(self) -> Q:
        """Producers that have it, as a union of index scans: an OR over three tables would read them all."""
        everybody = Producer.objects.order_by()
        found: list[QuerySet[Any, Any]] = [everybody.filter(commune__in=self.communes()).values("pk")]
        found += [lines.values("producer") for lines in (self.lines(), *self.meant_lines())]
        if self._meaning.labels:
            found.append(everybody.filter(self.labelled()).values("pk"))
        return Q(pk__in=everybody.filter(self.by_name()).values("pk").union(*found, all=True))

    def first_of(self, producers: ProducerQuerySet) -> Iterator[ProducerQuerySet]:
        """A few rows, one for each way in which one of `producers` has the word."""
        visible = producers.order_by()
        if self._meaning.labels:
            yield visible.filter(self.labelled())
        yield visible.filter(self.by_name())
        yield visible.filter(commune__in=self.communes())
        for lines in (self.lines(), *self.meant_lines()):
            yield visible.filter(Exists(lines.filter(producer=OuterRef("pk"))))


def searched(text: str) -> tuple[Word, ...]:
    """The words worth looking up."""
    typed = re.findall(r"\w+", unicodedata.normalize("NFC", whole_codes(text)))
    words = (Word(word, each) for each in typed for word in words_of(each) if word not in SMALL_WORDS)
    return tuple(words)[:SEARCHED_WORDS]


def is_unreadable(text: str) -> bool:
    """Signs alone, « % » or « _ »: no producer has them, and they are not an empty search."""
    return bool(text.strip()) and not fold("".join(sign for sign in text if sign.isalnum()))


def is_no_place(word: str) -> bool:
    """A word that names no commune by itself, though one may bear it: Bio is in the Lot."""
    return word in SMALL_WORDS or bool(meaning(word))


def having(producers: ProducerQuerySet, words: Sequence[Word], *, few: bool) -> ProducerQuerySet:
    """Producers that have every word; `few` says that `producers` is already narrowed to some places."""
    for word in words:
        producers = producers.filter(word.of_row() if few else word.everywhere())
    return producers


def respelt(producers: ProducerQuerySet, words: Sequence[Word]) -> tuple[Word, ...]:
    """The same words, those that none of `producers` has replaced by what resembles them. One query.

    `producers` are those of the reader: a word that only an unpublished profile has is as unknown as any.
    """
    looks = [
        producers_having.values_list(Value(rank, models.IntegerField()), flat=True)[:1]
        for rank, word in enumerate(words)
        for producers_having in word.first_of(producers)
    ]
    known = set(looks[0].union(*looks[1:], all=True)) if looks else set()
    return tuple(word if rank in known else replace(word, alike=True) for rank, word in enumerate(words))


def with_relevance(producers: ProducerQuerySet, text: str, words: Sequence[Word]) -> ProducerQuerySet:
    """Adds `relevance`: 0 when the text is the whole name, 1 for a name that holds every word, else 2."""
    in_name = Q()
    for word in words:
        in_name &= word.by_name()
    relevance = Case(When(sort_key=fold(text), then=Value(0)), When(in_name, then=Value(1)), default=Value(2))
    found: ProducerQuerySet = producers.annotate(relevance=relevance)
    return found
