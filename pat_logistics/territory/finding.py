"""Which commune a text means: a name or a code, of today or of yesterday, never settled by guessing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pat_logistics.folding import fold
from pat_logistics.territory.models import CODE_LENGTH, Commune, FormerCommune, FormerKind
from pat_logistics.territory.words import PlaceName

MAX_CANDIDATES = 20
MAX_ALIKE = 5


@dataclass(frozen=True, slots=True)
class Match:
    """A commune that answers a text, and what it was called before when the text says that."""

    commune: Commune
    former: FormerCommune | None = None

    @property
    def pk(self) -> str:
        return self.commune.pk

    @property
    def note(self) -> str:
        """« Javols, aujourd’hui Peyre en Aubrac (48) », empty for the name of today."""
        return self.former.now(self.commune) if self.former else ""

    @property
    def detail(self) -> str:
        """What tells it from the other candidates: what it was called, its postal codes."""
        before = [self.former.name] if self.former and self.former.name else []
        return ", ".join([*before, *self.commune.postal_codes[:3]])

    def as_json(self) -> dict[str, Any]:
        """As a refusal of the API lists it."""
        commune = self.commune
        return {
            "insee": commune.pk,
            "name": commune.name,
            "departement": commune.departement,
            "postal_codes": commune.postal_codes,
            "note": self.note,
        }

    @property
    def in_words(self) -> str:
        """As a report of import lists it: « Naussac-Fontanes (48), code 48105 »."""
        return f"{self.commune}, code {self.commune.pk}"

    def __str__(self) -> str:
        return str(self.commune)


@dataclass(frozen=True, slots=True)
class Resolution:
    """The commune a text means, or the communes to choose from; neither when nothing answers.

    `alike` says that the candidates only look like the text, `partial` that it is a code without its five
    signs, `more` that others answer it too.
    """

    match: Match | None = None
    candidates: tuple[Match, ...] = ()
    alike: bool = False
    partial: bool = False
    more: bool = False

    @property
    def commune(self) -> Commune | None:
        return self.match.commune if self.match else None

    @property
    def note(self) -> str:
        return self.match.note if self.match else ""


def search_communes(text: str, limit: int = 8) -> list[Match]:
    """Communes that answer what is being typed: a name (any case, accents, hyphens, "st") or a code.

    Exact names first, then beginnings, then the rest; those of the territory, then those around it, then the
    larger ones. When nothing holds the words, the names that look like them. One query to three.
    """
    place = PlaceName.parse(text)
    return [match_of(commune, place) for commune in _first_found(place, limit)]


def _first_found(place: PlaceName, limit: int) -> list[Commune]:
    attempts = (list(attempt[:limit]) for attempt in Commune.objects.attempts(place))
    return next(filter(None, attempts), [])


def resolve_commune(text: str, *, typed: bool = False) -> Resolution:
    """The one commune that `text` means.

    An INSEE code can be another commune's postal code (48140 is Saint-Chély-d’Apcher, and the postal code of
    Le Malzieu): it is read as INSEE code in an address, which a program wrote, and as a postal code when a
    person typed it. A text with several answers is never settled by guessing, except by a whole name: when
    no other commune has or had it, and none nearer is what somebody of here may mean.
    """
    place = PlaceName.parse(text)
    if not place:
        return Resolution()
    if len(place.codes) == 1 and not place.words:
        return _of_code(place, typed=typed)
    found = list(Commune.objects.named(place)[: MAX_CANDIDATES + 1])
    if not found:
        return Resolution(candidates=_alike(place), alike=True)
    whole = [commune for commune in found if commune.rank == 0]
    if len(whole) == 1:
        nearer = Commune.objects.nearer_namesakes(place, whole[0].departement).exclude(pk=whole[0].pk)
        whole += nearer[:MAX_CANDIDATES]
    return _settled([match_of(commune, place) for commune in whole or found])


def _of_code(place: PlaceName, *, typed: bool) -> Resolution:
    """A code that is not whole may be the beginning of one, or have lost its zero: it settles nothing."""
    [code] = place.codes
    if len(code) < CODE_LENGTH:
        found = list(Commune.objects.named(place)[: MAX_CANDIDATES + 1])
        zero = f"0{code}"
        found.sort(key=lambda commune: zero != commune.pk and zero not in commune.postal_codes)
        return replace(_choice([match_of(commune, place) for commune in found]), partial=True)
    if not typed and (today := Commune.objects.filter(pk=code).first()):
        return Resolution(Match(today))
    found = list(Commune.objects.named(place)[: MAX_CANDIDATES + 1])
    by_post = [commune for commune in found if code in commune.postal_codes]
    others = [match_of(commune, place) for commune in found if commune not in by_post]
    if by_post:  # a code that nothing bears any more is not what somebody means who types that of the post
        gone = (FormerKind.MERGED, FormerKind.OLD_CODE)
        others = [match for match in others if not match.former or match.former.kind not in gone]
    others.sort(key=lambda match: code != match.pk)
    return _settled([*(Match(commune) for commune in by_post), *others])


def _settled(found: Sequence[Match]) -> Resolution:
    return Resolution(found[0]) if len(found) == 1 else _choice(found)


def _choice(found: Sequence[Match]) -> Resolution:
    return Resolution(candidates=tuple(found[:MAX_CANDIDATES]), more=len(found) > MAX_CANDIDATES)


def _alike(place: PlaceName) -> tuple[Match, ...]:
    """The same words without the code that does not go with them, else names that look like the one typed."""
    if not place.words:
        return ()
    bare = replace(place, codes=())
    found = _first_found(bare, MAX_ALIKE)
    whole = [commune for commune in found if getattr(commune, "rank", None) == 0]
    return tuple(match_of(commune, bare) for commune in whole or found)


def match_of(commune: Commune, place: PlaceName) -> Match:
    """How a commune answers: by what it was called, where that answers better than its name of today."""
    for former in commune.former_communes:
        if former.code in place.codes and former.code not in (commune.pk, *commune.postal_codes):
            return Match(commune, former)
    answers: list[tuple[int, FormerCommune | None]] = [(_rank(commune.name, place), None)]
    answers += [(_rank(former.name, place), former) for former in commune.former_communes if former.name]
    return Match(commune, min(answers, key=lambda answer: answer[0])[1])


def _rank(name: str, place: PlaceName) -> int:
    """The smaller, the better a name holds the words of a text."""
    key = fold(name)
    if key == place.name:
        return 0
    if not all(word in key for word in place.words):
        return 3
    return 1 if key.startswith(place.name) else 2
