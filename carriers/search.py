"""What the catalogue says of a solution for a delivery: how it would serve it, or why it does not."""

from collections.abc import Iterable, Iterator

from carriers.enums import SolutionKind
from carriers.models import DROP_POINT_KM, Miss, Serving, Solution, SolutionQuerySet
from carriers.tables import weekdays_in_words
from pat_logistics import formats
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import Temperature, Weekday

_NONE_OF = {
    Temperature.AMBIENT: "Ne prend pas les produits à température ambiante",
    Temperature.CHILLED: "Ne prend pas le frais",
    Temperature.FROZEN: "Ne prend pas le surgelé",
}

# What a card says of a solution: read alone, as a row holds fifty columns.
_ON_A_CARD = (
    *("slug", "name", "kind", "summary", "operator", "temperatures", "is_example"),
    *("confirmed_on", "published_at", "source", "source_date"),
    *("min_kg", "max_kg", "on_quote_above_kg"),
    *("carrier__name", "commune__name", "commune__departement"),
)


def cards(solutions: SolutionQuerySet) -> SolutionQuerySet:
    """Loads what a card says of a solution, in one query."""
    return solutions.select_related("carrier", "commune").only(*_ON_A_CARD)


def service(solution: Solution, serving: Serving) -> Iterator[str]:
    """How it would take the goods, and which days it delivers."""
    delivery = serving.delivery
    if delivery.origin:
        yield from _hand_over(solution, serving, delivery.origin)
    for place, days in serving.delivered.items():
        if solution.pk in days:
            yield f"Livre {formats.at(place.name)} : {weekdays_in_words(days[solution.pk])}"
    limit = solution.on_quote_above_kg
    if limit is not None and delivery.heaviest_kg is not None and delivery.heaviest_kg > limit:
        yield "Prix sur devis à ce poids"


def _hand_over(solution: Solution, serving: Serving, origin: Commune) -> Iterator[str]:
    point = serving.drop_points.get(solution.pk)
    if solution.pk not in serving.collected:
        if point:
            yield f"À déposer : {point.name}, à {formats.km(point.distance_km)} à vol d’oiseau"
    elif solution.kind == SolutionKind.CARRIER:
        yield f"Vient {formats.at(origin.name)} : {weekdays_in_words(serving.collected[solution.pk])}"


def reasons(solution: Solution, missed: Iterable[Miss], serving: Serving) -> list[str]:
    """Why a solution does not serve a delivery, one sentence each."""
    return [_REASONS[miss](solution, serving) for miss in missed]


def _origin(solution: Solution, serving: Serving) -> str:
    place = serving.delivery.origin.name if serving.delivery.origin else ""
    if solution.kind == SolutionKind.CARRIER:
        return f"Ne vient pas {formats.at(place)}, et n’a pas de point de dépôt à moins de {DROP_POINT_KM} km"
    return f"Pas ouvert aux producteurs {formats.of(place)}"


def _destination(solution: Solution, serving: Serving) -> str:
    left_out = [place.name for place, days in serving.delivered.items() if solution.pk not in days]
    return f"Ne livre pas à {' ni à '.join(left_out)}"


def _temperature(solution: Solution, serving: Serving) -> str:
    return ", ".join(_NONE_OF[Temperature(code)] for code in serving.delivery.temperatures)


def _too_light(solution: Solution, serving: Serving) -> str:
    return f"À partir de {formats.kg(float(solution.min_kg or 0))} par envoi"


def _too_heavy(solution: Solution, serving: Serving) -> str:
    return f"Jusqu’à {formats.kg(float(solution.max_kg or 0))} par envoi"


def _day(solution: Solution, serving: Serving) -> str:
    asked = serving.delivery.weekday or 1
    days = (days[solution.pk] for days in serving.delivered.values())
    other = next(found for found in days if found and asked not in found)
    return f"Ne livre pas le {Weekday(asked).label} : {weekdays_in_words(other)}"


def _co_delivery(solution: Solution, serving: Serving) -> str:
    return "La livraison d’une ferme par une autre s’arrête à 100 km (code des transports, article R3211-3)"


_REASONS = {
    Miss.ORIGIN: _origin,
    Miss.DESTINATION: _destination,
    Miss.TEMPERATURE: _temperature,
    Miss.TOO_LIGHT: _too_light,
    Miss.TOO_HEAVY: _too_heavy,
    Miss.DAY: _day,
    Miss.CO_DELIVERY: _co_delivery,
}
