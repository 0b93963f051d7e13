"""The goods leave by the producer's own vehicle, or the customer comes for them."""

from collections.abc import Iterator

from cost_calc.engine.compare import Option, OptionKind
from cost_calc.engine.feasibility import Service
from cost_calc.engine.legs import CustomerTripLeg, Leg, NoRoadLeg
from cost_calc.engine.lines import Component
from cost_calc.pricing.case import Case
from cost_calc.ways import Trip, Way
from pat_logistics import formats


def own(case: Case) -> Iterator[Way]:
    refs, question = case.refs, case.question
    tour = case.tour(question.origin)
    service = Service(temperatures=case.vehicle.temperatures)
    minutes = refs["handling.loading_minutes"] + case.stop_minutes * len(case.stops)
    direct = case.own_leg(tour, minutes=minutes)
    label = "Votre fourgon, trajet exprès" if len(case.stops) == 1 else "Votre fourgon, cette tournée"
    option = Option("own", OptionKind.OWN_VEHICLE, label, (direct,), service)
    default = question.own.vehicle_code is None and question.own.eur_per_km is None
    assumption = (
        f"Avec un véhicule courant : {case.vehicle.label.lower()}. Choisissez le vôtre dans « Préciser »."
        if default
        else ""
    )
    yield Way(option, (Trip("own", tour),), assumption=assumption)

    declared = question.own.other_kg
    extra_stops = max(0, round(refs["round.stops"]) - len(case.stops))
    if declared == 0 or not extra_stops:
        return
    mean_kg = question.mass_kg / len(case.stops)
    other_kg = mean_kg * extra_stops if declared is None else declared
    shared = case.own_leg(
        tour,
        minutes=minutes,
        other_kg=other_kg,
        extra_stops=extra_stops,
    )
    option = Option(
        "own-round", OptionKind.OWN_VEHICLE, "Votre fourgon, dans une tournée remplie", (shared,), service
    )
    assumption = (
        f"Hypothèse : {extra_stops} autres clients dans la même tournée, "
        f"environ {formats.kg(round(other_kg))} de plus à bord. "
        "Indiquez vos vrais kilos dans « Préciser »."
        if declared is None
        else f"Avec {formats.kg(other_kg)} d’autres livraisons à bord, comme vous l’avez indiqué."
    )
    yield Way(option, (Trip("own", tour),), assumption=assumption)


def collected(case: Case) -> Way:
    refs, origin = case.refs, case.question.origin
    legs: list[Leg] = [case.hand_over("handling.carrier_minutes")]
    legs += [
        NoRoadLeg(Component.CUSTOMER_TRIP)
        if case.roads(origin, stop).by_sea
        else CustomerTripLeg(
            distance_km=2 * case.roads(origin, stop).distance_km,
            kg_co2e_per_km=refs["car.kgco2e_per_km"],
            limit_km=2 * refs["customer.max_collect_km"],
            source=refs.source("car.kgco2e_per_km"),
        )
        for stop in case.stops
    ]
    option = Option(
        "collected",
        OptionKind.COLLECTED,
        "Le client vient chercher à la ferme",
        tuple(legs),
        Service(many_addresses=True),
    )
    return Way(option, tuple(Trip("customer", (stop, origin)) for stop in case.stops))
