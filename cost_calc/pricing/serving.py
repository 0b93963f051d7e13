"""What a solution declares it takes, where and when, as the engine judges it."""

import datetime

from carriers.enums import AreaRole
from carriers.models import ServiceArea, Solution
from cost_calc.engine.feasibility import Service
from cost_calc.engine.shipment import Temperature
from cost_calc.pricing.question import Question


def service_of(
    solution: Solution,
    question: Question,
    day: datetime.date,
    *,
    at_farm: bool = True,
    intermediated: bool = True,
    fetch_eur: float | None = None,
) -> Service:
    """What the solution declares, for this delivery.

    Parameters
    ----------
    day
        Of the price: an attestation may have run out by then.
    at_farm
        False when the producer brings the goods: no collection area is needed.
    fetch_eur
        What fetching the empties with his own vehicle would cost him.
    """
    stops = [stop.commune for stop in question.stops]
    areas = [solution.area_for(stop, AreaRole.DELIVERY) for stop in stops]
    collection = solution.area_for(question.origin, AreaRole.COLLECTION)
    delays = [area.delay_hours for area in areas if area and area.delay_hours]
    cut_off = collection.cut_off if collection and at_farm else None
    days = [set(area.weekdays) for area in areas if area and area.weekdays]
    return Service(
        temperatures=frozenset(map(Temperature, solution.temperatures)),
        drop_shares=tuple(stop.mass_kg / question.mass_kg for stop in question.stops),
        min_kg=float(solution.min_kg or 0),
        max_kg=None if solution.max_kg is None else float(solution.max_kg),
        serves_origin=not at_farm or collection is not None,
        serves_destination=all(areas),
        unserved=_missing(areas) if len(areas) > 1 else (),
        days=frozenset(set.intersection(*days)) if days else frozenset(),
        cut_off_hour=cut_off.hour + cut_off.minute / 60 if cut_off else None,
        delay_hours=max([*delays, solution.delay_hours or 0]) or None,
        breaks_load=solution.breaks_load,
        attested_atp=attested(solution, day),
        holds_celsius=solution.holds_celsius,
        tells_celsius=solution.holds_celsius is not None,
        co_delivery=solution.co_delivery,
        takes_returns=solution.returns_empties,
        fetch_eur=fetch_eur,
        intermediated=intermediated,
        on_quote_above_kg=None if solution.on_quote_above_kg is None else float(solution.on_quote_above_kg),
    )


def _missing(areas: list[ServiceArea | None]) -> tuple[int, ...]:
    """Numbers, from 1, of the stops without an area."""
    return tuple(number for number, area in enumerate(areas, start=1) if area is None)


def attested(solution: Solution, day: datetime.date) -> bool:
    """An attestation counts until its last day; one of unknown date is believed."""
    expires = solution.atp_expires_on
    return bool(solution.atp_attested) and (expires is None or expires >= day)
