"""One reading of what people type: two texts that a person takes for the same fold to the same one.

Composed or not, capitals, accents, ’ or ', hyphens, any kind of space, « St » for « Saint »: every search,
header, choice and comparison of names goes through here, or through `Fold`, the same in the database.
"""

import re
import unicodedata

from django.db import models
from django.db.models import CharField, F, Transform

# Accents once apart from their letter, and what nobody sees: soft hyphens, spaces of no width.
_UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]")
# What Unicode does not take apart by itself, and the signs that are read aloud.
_SPELT = {
    "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ʼ": " ",
    "€": " euros ", "%": " pour cent ", "&": " et ", "<": " moins de ", ">": " plus de ",
}  # fmt: skip
_LETTERS = str.maketrans(_SPELT)
_SIGNS = re.compile(r"[\W_]+")
_TICKS = dict.fromkeys(("1", "true", "vrai", "oui", "o", "yes", "y", "x"), True) | dict.fromkeys(
    ("0", "false", "faux", "non", "n", "no"), False
)
_SAINT = re.compile(r"\bst(e?s?)\b")

_IN_SQL = (
    r"lower(regexp_replace(normalize($1, NFKD), '[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]', '', 'g'))"
)
for _sign, _words in _SPELT.items():
    _IN_SQL = f"replace({_IN_SQL}, '{_sign}', '{_words}')"
# `fold` in SQL, immutable, so that generated columns and indexes may hold it. Once changed, a migration runs
# it, reindexes what it orders, and writes anew the columns that store its results, their triggers disabled:
# nobody edited those rows.
CREATE_FOLD = rf"""
CREATE OR REPLACE FUNCTION public.fold(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $fold$
SELECT regexp_replace(
    btrim(regexp_replace({_IN_SQL}, '[^[:alnum:]]+', ' ', 'g')), '\mst(e?s?)\M', 'saint\1', 'g'
)
$fold$;
"""


@CharField.register_lookup
class Fold(Transform):
    """A text as `fold` gives it, in the database; `name__fold__contains` looks a word up."""

    lookup_name = "fold"
    function = "public.fold"
    output_field = models.TextField()


def folded_name() -> models.GeneratedField:
    """The column by which rows that have a name are sorted and found."""
    return models.GeneratedField(
        expression=Fold(F("name")),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name="nom sans accent",
    )


def fold(text: str) -> str:
    """« L’Épicerie de St-Chély » → « l epicerie de saint chely ». Other signs part words."""
    bare = _UNSEEN.sub("", unicodedata.normalize("NFKD", text)).lower().translate(_LETTERS)
    return _SAINT.sub(r"saint\1", _SIGNS.sub(" ", bare).strip())


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return fold(text).split()


def yes_or_no(text: str) -> bool | None:
    """What a cell ticks; None when it says neither."""
    return _TICKS.get(fold(text))
