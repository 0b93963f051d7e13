"""What the result says of its roads: how far they are known, and the range the truth should be in."""

import itertools

from cost_calc.pricing.comparison import ComparisonResult
from cost_calc.words.texts import ROAD_SOURCES
from pat_logistics import formats
from pat_logistics.territory.network import CREDIT
from pat_logistics.territory.roads import Road, Source

# The least known first: it speaks for a round.
_ORDER: tuple[Source, ...] = ("estimated", "measured", "routed", "driven", "declared")


NO_ROAD = "La mer est entre les deux\u00a0: aucune route n’y mène."


def direct_road(result: ComparisonResult) -> Road | None:
    """The road to the only customer; None for a round, or where the sea leaves none."""
    question = result.question
    road = result.roads(question.origin, question.stops[0].commune)
    return None if len(question.stops) > 1 or road.by_sea else road


def is_by_sea(result: ComparisonResult) -> bool:
    """Whether the sea keeps a vehicle from reaching all the customers."""
    question = result.question
    return any(result.roads(question.origin, stop.commune).by_sea for stop in question.stops)


def road_note(result: ComparisonResult) -> str:
    """Where the distance comes from, its range, and how to replace it; French sentences."""
    if is_by_sea(result):
        return NO_ROAD
    road = direct_road(result)
    if road is None:
        places = [result.question.origin, *(stop.commune for stop in result.question.stops)]
        roads = [result.roads(a, b) for a, b in itertools.permutations(places, 2)]
        worst = min((road.source for road in roads), key=_ORDER.index)
        return _sentences(
            f"Distances {_plural(ROAD_SOURCES[worst])}\u00a0; l’ordre des clients est celui de la tournée "
            "la plus courte.",
            _credit(worst),
        )
    open_ended = road.high_km > road.low_km or road.high_minutes > road.low_minutes
    return _sentences(
        *_known(road),
        "Le serveur d’itinéraires ne connaît pas ce trajet, ou n’a pas répondu." if road.fallback else "",
        "Tapez les vrais kilomètres et le vrai temps dans «\u00a0Préciser\u00a0» si vous les connaissez."
        if open_ended
        else "",
        _credit(road.source) or _credit(road.minutes_source),
    )


def _known(road: Road) -> tuple[str, ...]:
    """Distance and driving time: one sentence when they come from the same source, else one each."""
    km, minutes = (
        f"{between[0]} {shown(low)} {between[1]} {shown(high)}" if high > low else ""
        for between, shown, low, high in (
            (("entre", "et"), formats.km, road.low_km, road.high_km),
            (("de", "à"), formats.minutes, road.low_minutes, road.high_minutes),
        )
    )
    if road.source == road.minutes_source:
        both = ", ".join(filter(None, (km, minutes and f"{minutes} de route")))
        return (_said(f"Distance {ROAD_SOURCES[road.source]}", both),)
    # The mean error is that of the kilometres.
    time_source = ROAD_SOURCES[road.minutes_source].partition(",")[0]
    return _said(f"Distance {ROAD_SOURCES[road.source]}", km), _said(f"Durée {time_source}", minutes)


def _said(what: str, spread: str) -> str:
    return f"{what}\u00a0: {spread}." if spread else f"{what}."


def _plural(feminine: str) -> str:
    """« mesurée sur… » as said of several distances."""
    first, _, rest = feminine.partition(" ")
    return f"{first}s {rest}".strip() if first != "que" else feminine.replace("donnée", "données")


def _credit(source: Source) -> str:
    return f"{CREDIT}." if source == "measured" else ""


def _sentences(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
