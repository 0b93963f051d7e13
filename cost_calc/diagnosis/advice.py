"""Three irritants, and for each the solutions of the catalogue that answer it and the guides to read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from carriers.enums import GOODS_KINDS, SolutionKind
from carriers.models import Delivery, Serving, Solution
from needs_survey.needs.answered import OF_TROUBLES
from pat_logistics.territory.models import Commune

SHOWN = 3
# Read at most, nearest first: three of each kind are among them.
READ = 120
# The same as in the calculator: never pushed at who wants none.
INTERMEDIARIES = {SolutionKind.CARRIER, SolutionKind.PARCEL, SolutionKind.PLATFORM}

COST = "connaitre-son-cout-de-livraison"
TARIFF = "lire-un-tarif-de-transport"
COLD = "froid-et-atp"
APPROVAL = "agrement-et-derogation"
NEIGHBOUR = "livrer-pour-un-voisin"
FILL = "remplir-le-fourgon"
VEHICLE = "choisir-un-vehicule"
EMPTIES = "retour-des-emballages-vides"
TOOLS = "logicout-la-charrette-coclicaux"

K = SolutionKind
# What goes somewhere, and so answers nothing when it does not go where the farm delivers.
MOVERS = {K.CARRIER, K.PARCEL, K.CO_DELIVERY, K.PLATFORM, K.LOCKER}
# By solution, the places of the farm it really serves; None: where the farm delivers is not known.
Reach = Mapping[int, tuple[str, ...]] | None


@dataclass(frozen=True, slots=True)
class Answering:
    """What answers an irritant: kinds of solution in order, and the guides that speak of it."""

    kinds: tuple[SolutionKind, ...]
    guides: tuple[str, ...]


GUIDES = {
    "too_far": (FILL, NEIGHBOUR),
    "too_long": (COST, FILL),
    "small_volumes": (FILL, NEIGHBOUR),
    "vehicle_cost": (VEHICLE, COST),
    "cold_chain": (COLD,),
    "customer_hours": (FILL,),
    "no_carrier": (NEIGHBOUR, TOOLS),
    "opaque_prices": (TARIFF, COST),
    "returns": (EMPTIES,),
    "winter": (FILL,),
    "mental_load": (TOOLS, COST),
    "paperwork": (TOOLS, APPROVAL),
}
ANSWERS = {code: Answering(kinds, GUIDES[code]) for code, kinds in OF_TROUBLES.items()}


@dataclass(frozen=True, slots=True)
class Offer:
    """A solution, and which places of the farm it goes to (none for a tool, or when they are not known)."""

    solution: Solution
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """One irritant. `apart` holds the solutions with an intermediary, for who refuses them."""

    label: str
    solutions: tuple[Offer, ...]
    apart: tuple[Offer, ...]
    guides: tuple[str, ...]


def advise(
    irritants: Mapping[str, str],
    *,
    commune: Commune | None,
    temperatures: Sequence[str],
    alone: bool,
    reach: Reach = None,
) -> list[Advice]:
    """Advice by irritant (`irritants`: code to words), in the order answered. A few queries, whatever it is.

    `alone`: the farm refuses intermediaries. What moves goods is offered only where `reach` says that it goes
    to a customer of the farm.
    """
    asked = {code: words for code, words in irritants.items() if code in ANSWERS}
    if not asked:
        return []
    kinds = {kind for code in asked for kind in ANSWERS[code].kinds}
    found = _catalogue(kinds, commune, temperatures, reach)
    return [_advice(code, words, found, reach or {}, alone=alone) for code, words in asked.items()]


def _advice(
    code: str,
    words: str,
    found: Mapping[SolutionKind, list[Solution]],
    reach: Mapping[int, tuple[str, ...]],
    *,
    alone: bool,
) -> Advice:
    answering = ANSWERS[code]
    chosen = [
        solution
        for kind in answering.kinds
        for solution in found.get(kind, [])
        if code != "returns" or solution.returns_empties is not False
    ]
    if code == "returns":
        chosen.sort(key=lambda solution: not solution.returns_empties)
    firsts = _some_of_each(chosen)
    kept = [solution for solution in firsts if not (alone and solution.kind in INTERMEDIARIES)]
    apart = [solution for solution in firsts if alone and solution.kind in INTERMEDIARIES]
    offered, set_apart = (
        tuple(Offer(solution, reach.get(solution.pk, ())) for solution in rows[:SHOWN])
        for rows in (kept, apart)
    )
    return Advice(words, offered, set_apart, answering.guides)


def _some_of_each(chosen: Sequence[Solution]) -> list[Solution]:
    """The nearest of each kind, then the second of each: three carriers would hide the rest."""
    ranks: dict[str, int] = {}
    ranked = []
    for place, solution in enumerate(chosen):
        ranks[solution.kind] = ranks.get(solution.kind, 0) + 1
        ranked.append((ranks[solution.kind], place, solution))
    return [solution for *_, solution in sorted(ranked, key=lambda row: row[:2])]


def _catalogue(
    kinds: set[SolutionKind], commune: Commune | None, temperatures: Sequence[str], reach: Reach
) -> dict[SolutionKind, list[Solution]]:
    """Published solutions of these kinds that serve the farm, nearest first; tools serve everyone."""
    delivery = Delivery(origin=commune, temperatures=tuple(temperatures))
    goods = Solution.objects.published().filter(kind__in=kinds & set(GOODS_KINDS)).select_related("carrier")
    if reach is not None:
        goods = goods.filter(~Q(kind__in=MOVERS) | Q(pk__in=list(reach)))
    placed = [
        # A shared place is where it is: the farm drives there.
        goods.filter(kind__in=[K.STORAGE, K.LOCKER, K.PLATFORM, K.CO_DELIVERY]).nearest_first(delivery),
        goods.filter(kind__in=[K.CARRIER, K.PARCEL]).fitting(Serving(delivery)).nearest_first(delivery),
        Solution.objects.published()
        .filter(kind__in=kinds - set(GOODS_KINDS))
        .order_by("is_example", "sort_key", "pk"),
    ]
    found: dict[SolutionKind, list[Solution]] = {}
    for rows in placed:
        for solution in rows[:READ]:
            if (
                not temperatures
                or not solution.temperatures
                or set(temperatures) & set(solution.temperatures)
            ):
                found.setdefault(SolutionKind(solution.kind), []).append(solution)
    return found
