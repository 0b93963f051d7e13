"""Three things to do next: what saves most first, with whom to ring."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from carriers.models import Solution
from cost_calc.diagnosis.advice import Advice
from cost_calc.diagnosis.costs import WeekCost
from cost_calc.diagnosis.delivery_costs import Deliveries, DeliveryCost, WayCost, YearChange, express_places
from cost_calc.diagnosis.neighbours import Neighbours
from pat_logistics import formats

SHOWN = 3
# Savings come first, and leave one place for what is not a price.
MOST_SAVINGS = 2
# A year of less than this is within the error of the roads: not worth a call.
LEAST_EUR = 25.0


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `ask_advisor`: the advisor is whom to ring."""

    title: str
    text: str
    solution: Solution | None = None
    ask_advisor: bool = False


def next_steps(
    deliveries: Deliveries, neighbours: Neighbours, costs: WeekCost, advice: Sequence[Advice]
) -> list[Step]:
    """Three of them, fewer when there is nothing to say."""
    savings = list(_savings(deliveries))
    steps = savings[:MOST_SAVINGS]
    steps += _neighbours(neighbours)
    steps += savings[MOST_SAVINGS:]
    if not savings:
        steps += _keep_the_van(deliveries)
    steps += _unknown(costs, deliveries)
    passed = {step.solution.pk for step in steps if step.solution} | _dearer(deliveries)
    steps += _irritants(advice, passed)
    return steps[:SHOWN]


def _dearer(deliveries: Deliveries) -> set[int]:
    """Solutions that cost the farm more than today wherever their price is known: nobody to ring first."""
    dearer: set[int] = set()
    cheaper: set[int] = set()
    for row in deliveries.rows:
        changes = [(way, change) for way, change in row.rows if change]
        for way, change in changes:
            if way.solution:
                (dearer if change.eur >= 0 else cheaper).add(way.solution.pk)
        # The others are the cheapest: what is not among them costs more than they do.
        if any(change.eur >= 0 for _, change in changes):
            dearer |= row.reach - {way.solution.pk for way, _ in changes if way.solution}
    return dearer - cheaper


def _savings(deliveries: Deliveries) -> Iterator[Step]:
    """By solution, what a year saves, the most first."""
    found: dict[int | str, list[tuple[DeliveryCost, WayCost, YearChange]]] = {}
    for row in deliveries.rows:
        way = row.best
        change = row.change(way) if way and way is not row.now else None
        if way and change and change.eur < 0:
            found.setdefault(way.solution.pk if way.solution else way.label, []).append((row, way, change))
    rows = sorted(found.values(), key=lambda group: sum(change.eur for _, _, change in group))
    for group in rows:
        saved = -sum(change.eur for _, _, change in group)
        if saved < LEAST_EUR:
            continue
        minutes = -sum(change.minutes for _, _, change in group)
        places = _listed([row.place for row, _, _ in group])
        way = group[0][1]
        text = f"Environ {formats.measure(saved, '€')} de moins par an"
        hours = formats.measure(abs(minutes) / 60, "h")
        if abs(minutes) >= 60:
            text += f", et {hours} {'gagnées' if minutes > 0 else 'de plus'}"
        if express := express_places([row for row, _, _ in group]):
            text += f", si ce trajet ({_listed(express)}) se fait bien à part, hors de vos tournées"
        if way.solution:
            yield Step(f"Demander à {way.label} de livrer {places}", f"{text}.", way.solution)
        else:
            yield Step(f"Livrer {places} vous-même", f"{text}.")


def _neighbours(neighbours: Neighbours) -> Iterator[Step]:
    if not neighbours:
        return
    if neighbours.named:
        names = _listed([row.producer.name for row in neighbours.named])
        yield Step(
            f"Parler à vos voisins {_listed([formats.of(place) for place in neighbours.places])}",
            f"{names} y vont aussi et acceptent de partager une tournée."
            if len(neighbours.named) > 1
            else f"{names} y va aussi et accepte de partager une tournée.",
            ask_advisor=True,
        )
    else:
        yield Step(
            f"Rencontrer ceux qui vont aussi {_listed([formats.at(place) for place in neighbours.places])}",
            f"Il y a {neighbours.counted} : votre conseiller peut vous mettre en relation.",
            ask_advisor=True,
        )


def _keep_the_van(deliveries: Deliveries) -> Iterator[Step]:
    year = deliveries.year
    if year is None:
        return
    apart = sum(_saved_apart(row) for row in deliveries.counted)
    says = "Rien n’est moins cher aujourd’hui pour ces livraisons."
    if apart >= LEAST_EUR:
        says = (
            "Rien n’est moins cher sans intermédiaire. Avec, ce serait environ "
            f"{formats.measure(apart, '€')} de moins par an\u00a0: c’est votre choix."
        )
    yield Step(
        "Garder votre organisation, et remplir le véhicule",
        f"{says} Chaque kilo de plus à bord baisse le coût de tous les autres\u00a0: cherchez d’abord des "
        "clients sur le chemin.",
    )


def _saved_apart(row: DeliveryCost) -> float:
    """What a year of the cheapest intermediary that the farm refuses would save it."""
    changes = [change.eur for way in row.apart if (change := row.change(way))]
    return 0.0 if row.sells_there else max(-min(changes, default=0.0), 0.0)


def _unknown(costs: WeekCost, deliveries: Deliveries) -> Iterator[Step]:
    if costs.missing:
        yield Step(
            "Noter deux semaines de livraisons",
            "Kilomètres, minutes et kilos de chaque tournée\u00a0: le bilan dira alors ce qu’elles coûtent."
            if deliveries.year is None
            else "Kilomètres, minutes et arrêts de chaque tournée\u00a0: le bilan les comptera, au lieu de "
            "trajets supposés.",
            ask_advisor=True,
        )


def _irritants(advice: Sequence[Advice], passed: set[int]) -> Iterator[Step]:
    for row in advice:
        offer = next((each for each in row.solutions if each.solution.pk not in passed), None)
        if offer:
            passed.add(offer.solution.pk)
            yield Step(
                f"Appeler {offer.solution.name}",
                f"Pour ce qui vous gêne : {row.label}. {offer.solution.summary}",
                offer.solution,
            )


def _listed(names: Sequence[str]) -> str:
    """« Mende, Alès et Millau », each once."""
    each = list(dict.fromkeys(names))
    return each[0] if len(each) == 1 else f"{', '.join(each[:-1])} et {each[-1]}"
