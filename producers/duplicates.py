"""Finding the profile that a farm may already have."""

from django.db.models import F, Q, Value
from django.db.models.functions import Greatest

from pat_logistics.folding import fold
from pat_logistics.territory.models import Similarity
from producers.models import Producer

ALIKE = 0.45
SHOWN = 5
# What half of the farms are called: two names are not alike for that.
COMMON = ("gaec", "earl", "scea", "ferme", "la ferme", "domaine", "les jardins", "exploitation")


def own_words(name):
    """The folded name without the words that many farms share: « GAEC du Buron » → « du buron »."""
    text = fold(name)
    for word in sorted(COMMON, key=len, reverse=True):
        if text.startswith(f"{word} "):
            return text[len(word) + 1 :]
    return text


def same_siret(siret):
    return Producer.objects.filter(siret=siret).first() if siret else None


def lookalikes(name, commune):
    """Profiles of the commune whose name resembles this one, the nearest first (trigrams)."""
    alike = Greatest(
        Similarity(F("sort_key"), Value(fold(name))),
        Similarity(F("sort_key"), Value(own_words(name))),
    )
    found = Producer.objects.filter(commune=commune).annotate(likeness=alike)
    near = Q(likeness__gte=ALIKE) | Q(sort_key__contains=own_words(name))
    return found.filter(near).order_by("-likeness", "pk")[:SHOWN]
