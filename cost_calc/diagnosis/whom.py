"""« À qui parler »: for what troubles a farm, who acts where it is, each with its source."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pat_logistics.actors.enums import NEED_OF, ActorKind, Need
from pat_logistics.actors.models import Actor
from pat_logistics.territory.fields import great_circle_km
from pat_logistics.territory.models import Commune

SHOWN = 3
# Read at most: those who act in a département.
READ = 500
# A customer further than this is nobody to speak to about small quantities.
CUSTOMERS_WITHIN_KM = 60
# By irritant of the questionnaire, what to look for; advice is offered to everybody.
NEEDS = {
    "too_far": (Need.TRANSPORT,),
    "too_long": (Need.TRANSPORT, Need.TOOLS),
    "small_volumes": (Need.CUSTOMERS, Need.TOOLS),
    "vehicle_cost": (Need.FUNDING,),
    "cold_chain": (Need.COLD, Need.FUNDING),
    "customer_hours": (Need.CUSTOMERS,),
    "no_carrier": (Need.TRANSPORT,),
    "opaque_prices": (Need.TRANSPORT,),
    "returns": (Need.TOOLS,),
    "winter": (Need.COLD,),
    "mental_load": (Need.TOOLS,),
    "paperwork": (),
}
# Never pushed at who wants no intermediary.
INTERMEDIARIES = {ActorKind.CARRIER, ActorKind.PLATFORM}
KINDS = list(ActorKind)


@dataclass(frozen=True, slots=True)
class Whom:
    """A need, and those who may answer it, the best known and the closest first."""

    need: str
    actors: tuple[Actor, ...]


def whom_to_ask(irritants: Iterable[str], *, commune: Commune | None, alone: bool) -> list[Whom]:
    """By need, three at most who act in the département of the farm; one query. Examples are nobody."""
    if commune is None:
        return []
    wanted = dict.fromkeys([need for code in irritants for need in NEEDS.get(code, ())] + [Need.ADVICE])
    kinds = [kind for kind, need in NEED_OF.items() if need in wanted]
    if alone:
        kinds = [kind for kind in kinds if kind not in INTERMEDIARIES]
    there = Actor.objects.published().acting_in(commune.departement).select_related("commune")
    found = there.filter(is_example=False, kind__in=kinds).order_by("pk")[:READ]
    return list(_by_need(wanted, list(found), commune))


def _by_need(wanted: Iterable[Need], found: list[Actor], farm: Commune) -> Iterator[Whom]:
    for need in wanted:
        fit = [actor for actor in found if NEED_OF[ActorKind(actor.kind)] == need]
        if need == Need.CUSTOMERS:
            fit = [actor for actor in fit if _km(actor, farm) <= CUSTOMERS_WITHIN_KM]
        best = sorted(fit, key=lambda actor: _rank(actor, farm))[:SHOWN]
        if best:
            yield Whom(need.label, tuple(best))


def _rank(actor: Actor, farm: Commune) -> tuple[object, ...]:
    """Confirmed before what is to confirm, those of here before those of everywhere, then the nearest."""
    # Any customer may do: the nearest first, whatever it is.
    kind = 0 if actor.is_outlet else KINDS.index(ActorKind(actor.kind))
    return (actor.confirmed_on is None, actor.everywhere, kind, _km(actor, farm), actor.sort_key, actor.pk)


def _km(actor: Actor, farm: Commune) -> float:
    """As the crow flies; one of no commune is as far as can be."""
    return float(great_circle_km(actor.commune, farm)) if actor.commune else float("inf")
