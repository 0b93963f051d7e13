"""What the catalogue says of a solution for a delivery: how it would serve it, or why it does not."""

from collections.abc import Iterable, Iterator

from carriers.enums import AreaRole, SolutionKind
from carriers.models import DROP_POINT_KM, Delivery, Miss, ServiceArea, Solution
from carriers.tables import weekdays_in_words
from pat_logistics import formats
from pat_logistics.territory.fields import great_circle_km
from producers.enums import Temperature, Weekday

_NONE_OF = {
    Temperature.AMBIENT: "Pas de produits à température ambiante",
    Temperature.CHILLED: "Pas de frais",
    Temperature.FROZEN: "Pas de surgelé",
}


def areas_of(delivery: Delivery):
    """The areas that speak for the places of a delivery, to prefetch as `areas`."""
    places = [place for place in (delivery.origin, *delivery.destinations) if place]
    return ServiceArea.objects.holding(*places).select_related("commune")


def service(solution: Solution, delivery: Delivery) -> Iterator[str]:
    """How it would take the goods, and which days it delivers; `areas` were loaded by `areas_of`."""
    if delivery.origin:
        yield from _hand_over(solution, delivery)
    for place in delivery.destinations:
        if area := solution.area_for(place, AreaRole.DELIVERY):
            yield f"Livre à {place.name} : {weekdays_in_words(area.weekdays)}"
    limit = solution.on_quote_above_kg
    if limit is not None and delivery.heaviest_kg is not None and delivery.heaviest_kg > limit:
        yield "Prix sur devis à ce poids"


def _hand_over(solution: Solution, delivery: Delivery) -> Iterator[str]:
    assert delivery.origin  # noqa: S101 - said by the caller
    area = solution.area_for(delivery.origin, AreaRole.COLLECTION)
    if area and solution.kind == SolutionKind.CARRIER:
        yield f"Vient à {delivery.origin.name} : {weekdays_in_words(area.weekdays)}"
    point = solution.nearest_drop_point(delivery.origin)
    if point and not area:
        far = formats.km(great_circle_km(delivery.origin, point))
        yield f"À déposer : {point.name}, à {far} à vol d’oiseau"


def reasons(solution: Solution, missed: Iterable[Miss], delivery: Delivery) -> list[str]:
    """Why a solution does not serve a delivery, one sentence each; `areas` were loaded by `areas_of`."""
    return [_REASONS[miss](solution, delivery) for miss in missed]


def _origin(solution: Solution, delivery: Delivery) -> str:
    place = delivery.origin.name if delivery.origin else ""
    if solution.kind == SolutionKind.CARRIER:
        return f"Ne vient pas à {place}, et n’a pas de point de dépôt à moins de {DROP_POINT_KM} km"
    return f"Pas ouvert aux producteurs de {place}"


def _destination(solution: Solution, delivery: Delivery) -> str:
    left_out = [
        place.name for place in delivery.destinations if not solution.area_for(place, AreaRole.DELIVERY)
    ]
    return f"Ne livre pas à {' ni à '.join(left_out)}"


def _temperature(solution: Solution, delivery: Delivery) -> str:
    return ", ".join(_NONE_OF[Temperature(code)] for code in delivery.temperatures)


def _too_light(solution: Solution, delivery: Delivery) -> str:
    return f"À partir de {formats.kg(float(solution.min_kg or 0))} par envoi"


def _too_heavy(solution: Solution, delivery: Delivery) -> str:
    return f"Jusqu’à {formats.kg(float(solution.max_kg or 0))} par envoi"


def _day(solution: Solution, delivery: Delivery) -> str:
    area = next(
        found for place in delivery.destinations if (found := solution.area_for(place, AreaRole.DELIVERY))
    )
    asked = Weekday(delivery.weekday or 1).label
    return f"Ne livre pas le {asked} : {weekdays_in_words(area.weekdays)}"


def _co_delivery(solution: Solution, delivery: Delivery) -> str:
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
