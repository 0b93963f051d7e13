"""Which farm of the portal a record speaks of: one rule with the forms and the survey, for 50 000 at once.

The same SIRET is the same farm, and so are the same name, commune and telephone. The same name in the same
commune, or one that resembles it, is for a person to tell.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from pat_logistics.folding import fold
from producers.duplicates import ALIKE, own_words
from producers.intake.rows import Candidate
from producers.models import Producer

# A word that more farms of a commune share tells nothing of them.
SHARED_BY = 40
LONG_ENOUGH = 4


class Likeness(Enum):
    SAME = auto()
    ALIKE = auto()
    # Another farm has this SIRET, where the advisor sees nothing, or an example.
    HIDDEN = auto()


@dataclass(frozen=True, slots=True)
class Known:
    """A farm of the portal, as far as a list may be about it."""

    pk: int
    siret: str
    name_key: str
    commune: str
    phone: str


class Twins:
    """The farms of the portal that records may be about: those of their communes, and of their SIRET."""

    def __init__(self, candidates: Collection[Candidate], departements: Collection[str] | None) -> None:
        communes = {candidate.place.pk for candidate in candidates if candidate.place}
        sirets = {siret for candidate in candidates if (siret := candidate.get("siret"))}
        columns = ("pk", "siret", "sort_key", "commune", "phone")
        # An example is nobody's farm.
        rows = Producer.objects.filter(is_example=False, commune__in=communes).values_list(*columns)
        self.by_siret: dict[str, Known | None] = {}
        self.by_word: dict[tuple[str, str], list[Known]] = defaultdict(list)
        self.by_name: dict[tuple[str, str], list[Known]] = defaultdict(list)
        for row in rows.order_by("pk").iterator(chunk_size=10_000):
            known = Known(*row)
            if known.siret:
                self.by_siret[known.siret] = known
            self.by_name[known.commune, known.name_key].append(known)
            for word in _words(known.name_key):
                self.by_word[known.commune, word].append(known)
        elsewhere = Producer.objects.filter(siret__in=sirets - self.by_siret.keys())
        for *row, departement, example in elsewhere.values_list(
            *columns, "commune__departement", "is_example"
        ):
            seen = not example and (departements is None or departement in departements)
            self.by_siret[row[1]] = Known(*row) if seen else None

    def of(self, *lines: Candidate) -> tuple[Likeness, Known | None] | None:
        """The farm that some lines of a list are or may be; None for one that the portal does not know."""
        siret = next((told for line in lines if (told := line.get("siret"))), "")
        if siret in self.by_siret:
            known = self.by_siret[siret]
            return (Likeness.SAME, known) if known else (Likeness.HIDDEN, None)
        named = dict.fromkeys((line.place.pk, fold(line.name)) for line in lines if line.place)
        # Two numbers that differ are two farms, whatever their names.
        namesakes = [
            known for name in named for known in self.by_name.get(name, ()) if not (siret and known.siret)
        ]
        phones = set(filter(None, (line.get("phone") for line in lines)))
        if same := next((known for known in namesakes if known.phone in phones), None):
            return Likeness.SAME, same
        if namesakes:
            return Likeness.ALIKE, namesakes[0]
        near = (pair for name in named for pair in self._near(*name) if not (siret and pair[1].siret))
        alike, nearest = max(near, key=lambda pair: pair[0], default=(0.0, None))
        return (Likeness.ALIKE, nearest) if nearest and alike >= ALIKE else None

    def _near(self, commune: str, key: str) -> Iterator[tuple[float, Known]]:
        seen: set[int] = set()
        own = own_words(key)
        for word in _words(key):
            sharing = self.by_word.get((commune, word), ())
            if len(sharing) > SHARED_BY:
                continue
            for known in sharing:
                if known.pk not in seen:
                    seen.add(known.pk)
                    yield max(likeness(known.name_key, key), likeness(known.name_key, own)), known


def _words(key: str) -> list[str]:
    """Words of a folded name that are the farm's own."""
    return [word for word in own_words(key).split() if len(word) >= LONG_ENOUGH]


def likeness(one: str, other: str) -> float:
    """The share of three-letter pieces that two folded texts have in common, as `similarity` of pg_trgm."""
    first, second = _pieces(one), _pieces(other)
    together = len(first | second)
    return len(first & second) / together if together else 0.0


def _pieces(text: str) -> set[str]:
    return {
        padded[start : start + 3]
        for word in text.split()
        for padded in [f"  {word} "]
        for start in range(len(padded) - 2)
    }
