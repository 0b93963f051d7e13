"""Finding the profile that a farm may already have, without telling anybody the name of a hidden one."""

from typing import Any

from django.db.models import F, Func, Q, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Greatest

from pat_logistics.accounts.models import User
from pat_logistics.accounts.perms import EVERYTHING
from pat_logistics.folding import fold
from pat_logistics.territory.models import Commune, Similarity
from producers.models import Producer, ProducerQuerySet
from producers.perms import visible_to

ALIKE = 0.45
# Of a profile that the reader may not see: the words that are its own, nearly all of them.
NEARLY_THE_SAME = 0.7
SHOWN = 5
# What half of the farms are called: two names are not alike for that.
COMMON = ("gaec", "earl", "scea", "ferme", "la ferme", "domaine", "les jardins", "exploitation")
# The same, and the small words that follow, as PostgreSQL reads it too.
COMMON_START = rf"^(({'|'.join(COMMON)}) )*((de|du|des|d|la|le|les|l) )*"


def own_words(name: str) -> str:
    """The folded name without the words that many farms share: « GAEC du Buron » → « du buron »."""
    text = fold(name)
    for word in sorted(COMMON, key=len, reverse=True):
        if text.startswith(f"{word} "):
            return text[len(word) + 1 :]
    return text


def _without_start(text: Combinable) -> Func:
    return Func(text, Value(COMMON_START), Value(""), function="regexp_replace", output_field=TextField())


def same_siret(siret: str, *, but: int | None = None) -> Producer | None:
    """The profile that has this SIRET, other than `but` (a key)."""
    found = Producer.objects.filter(siret=siret)
    return (found if but is None else found.exclude(pk=but)).first() if siret else None


def lookalikes(name: str, commune: Commune | None, reader: User | None = None) -> ProducerQuerySet:
    """Profiles of the commune whose name resembles this one, the nearest first (trigrams).

    A profile that the reader may not see is found by nearly its whole name only: what is common to half of
    the farms does not count, and nobody spells it out letter by letter. None reads everything.
    """
    seen = EVERYTHING if reader is None else visible_to(reader)
    folded = Value(fold(name))
    found: ProducerQuerySet = Producer.objects.filter(commune=commune).annotate(
        likeness=Greatest(
            Similarity(F("sort_key"), folded), Similarity(F("sort_key"), Value(own_words(name)))
        ),
        own_likeness=Similarity(_without_start(F("sort_key")), _without_start(folded)),
    )
    near = Q(likeness__gte=ALIKE) | Q(sort_key__contains=own_words(name))
    nearly_the_same = Q(sort_key=fold(name)) | Q(own_likeness__gte=NEARLY_THE_SAME)
    chosen: Any = found.filter(nearly_the_same | (seen & near))
    nearest: ProducerQuerySet = chosen.order_by("-likeness", "pk")[:SHOWN]
    return nearest
