"""The goods leave by the producer's own vehicle, or the customer comes for them."""

from collections.abc import Iterator

from cost_calc.engine.compare import Option, OptionKind
from cost_calc.engine.feasibility import Service
from cost_calc.engine.legs import CustomerTripLeg, Leg, NoRoadLeg
from cost_calc.engine.lines import Component
from cost_calc.pricing.case import YOUR_VEHICLE, Case
from cost_calc.pricing.filling import Filling
from cost_calc.pricing.ways import Step, Trip, Way
from pat_logistics import formats


def own(case: Case) -> Iterator[Way]:
    """The trip for this delivery alone, and the producer's round where he says what else is on board."""
    yield alone(case)
    if case.filling:
        label = f"{case.noun}, dans votre tournée"
        yield _way(case, "own-round", label, case.filling, _said(case.filling))


def in_round(case: Case) -> Way:
    """As the producer drives: in his round where he says what else is on board, else for these alone."""
    return [*own(case)][-1]


def alone(case: Case) -> Way:
    question = case.question
    label = f"{case.noun}, {'trajet exprès' if len(case.stops) == 1 else 'cette tournée'}"
    default = question.own.vehicle_code is None and question.own.eur_per_km is None
    assumption = (
        f"Avec un véhicule courant : {case.vehicle.label.lower()}. Choisissez le vôtre dans « Préciser »."
        if default
        else ""
    )
    return _way(case, "own", label, case.supposed, assumption)


def _way(case: Case, option_id: str, label: str, others: Filling, assumption: str) -> Way:
    tour = case.tour(case.question.origin)
    minutes = case.refs["handling.loading_minutes"] + case.stop_minutes * len(case.stops)
    legs = (case.own_leg(tour, minutes=minutes, others=others),)
    option = Option(option_id, OptionKind.OWN_VEHICLE, label, legs)
    return Way(option, (Trip("own", tour.places),), assumption=assumption, steps=(Step(YOUR_VEHICLE),))


def _said(others: Filling) -> str:
    """What is on board, and which part of it nobody said."""
    stops = f"{others.stops} autre{'s' if others.stops > 1 else ''} client{'s' if others.stops > 1 else ''}"
    if others.guessed_kg:
        return (
            f"Avec {stops}, comme vous l’avez indiqué, et {formats.kg(round(others.kg))} pour eux : "
            "autant qu’à celui-ci, faute de vos kilos."
        )
    guessed = ", faute de votre nombre" if others.guessed_stops else ""
    return (
        f"Avec {formats.kg(others.kg)} d’autres livraisons à bord, comme vous l’avez indiqué, "
        f"et le détour de {stops}{guessed}."
    )


def collected(case: Case) -> Way:
    refs, origin = case.refs, case.question.origin
    legs: list[Leg] = [case.hand_over("handling.carrier_minutes")]
    legs += [
        NoRoadLeg(Component.CUSTOMER_TRIP)
        if case.roads(origin, stop.commune).by_sea
        else CustomerTripLeg(
            distance_km=2 * case.roads(origin, stop.commune).distance_km,
            kg_co2e_per_km=refs["car.kgco2e_per_km"],
            basket_kg=refs["customer.car_kg"],
            mass_kg=None if len(case.stops) == 1 else stop.mass_kg,
            limit_km=2 * refs["customer.max_collect_km"],
            source=refs.source("car.kgco2e_per_km"),
        )
        for stop in case.question.stops
    ]
    option = Option(
        "collected",
        OptionKind.COLLECTED,
        "Le client vient chercher à la ferme",
        tuple(legs),
        Service(many_addresses=True),
    )
    steps = (Step("Remise à la ferme"), *(Step("Trajet du client", f"({stop.name})") for stop in case.stops))
    return Way(option, tuple(Trip("customer", (stop, origin)) for stop in case.stops), steps=steps)
