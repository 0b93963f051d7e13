"""Rounds that producers share, and places where goods stop: a platform, refrigerated lockers."""

from collections.abc import Iterator
from dataclasses import replace

from carriers.enums import GridPurpose
from carriers.models import Solution
from cost_calc.engine.compare import OptionKind
from cost_calc.engine.legs import CustomerTripLeg, HandlingLeg, Leg, NoRoadLeg, PooledLeg
from cost_calc.engine.lines import Component
from cost_calc.pricing import adapters
from cost_calc.pricing.bought import transport_legs
from cost_calc.pricing.case import YOUR_VEHICLE, Case, Named
from cost_calc.pricing.question import OwnMeans
from cost_calc.pricing.serving import attested
from cost_calc.pricing.ways import Step, Trip, Way


def pooled(case: Case, solution: Solution) -> Iterator[Way]:
    origin, meeting, usual = case.question.origin, solution.commune, solution.round_destination
    if meeting is None or usual is None or solution.vehicle_code not in case.refs.vehicles:
        return
    theirs = OwnMeans(attested_atp=attested(solution, case.refs.date))
    row = case.refs.vehicles[solution.vehicle_code]
    vehicle = case.rated(adapters.vehicle(row, case.refs, theirs))
    tour = case.tour(meeting)
    direct_km = case.mean_direct_km(meeting)
    other_kg = float(solution.other_load_kg or 0)
    other_stops = case.refs["round.stops"] - 1
    leg: Leg = PooledLeg(
        vehicle=vehicle,
        distance_km=tour.distance_km + other_stops * case.refs["round.km_per_stop"],
        driving_minutes=tour.minutes + other_stops * case.refs["round.minutes_per_stop"],
        handling_minutes=case.stop_minutes * (other_stops + len(case.stops)),
        handling_origin=case.stop,
        eur_per_hour=case.eur_per_hour,
        hour_origin=case.hour,
        distance_provenance=case.roads.provenance(tour.places),
        driving_provenance=case.roads.minutes_provenance(tour.places),
        other_kg=other_kg,
        other_kg_km=other_kg * case.roads(meeting, usual).distance_km,
        direct_km=direct_km,
        farthest_km=case.farthest_km(meeting),
        customers=len(case.stops) + other_stops,
        max_loads=case.refs["round.max_loads"],
        light_kg=case.refs["handling.light_kg"],
        minutes_per_kg=case.refs["handling.minutes_per_100kg"] / 100,
        returns=bool(solution.returns_empties),
        minutes_per_return_kg=case.refs["returns.minutes_per_100kg"] / 100,
        load_km=case.there_and_back(meeting, "distance_km"),
        load_minutes=case.there_and_back(meeting, "minutes"),
    )
    if case.roads.by_sea((*tour.places, usual)):
        leg = NoRoadLeg()
    named: list[Named] = [
        (
            case.own_leg_to(meeting, solution),
            Step(YOUR_VEHICLE, f"jusqu’au point de rencontre ({meeting.name})"),
        ),
        (leg, Step("Tournée partagée", f"au départ de la rencontre ({meeting.name})")),
    ]
    trips = [Trip("own", (origin, meeting, origin)), Trip("pooled", tour.places)]
    service = case.service(solution, intermediated=False)
    service = replace(
        service,
        radius_km=adapters.farthest_straight_km(meeting, case.stops),
    )
    yield case.way(solution, OptionKind.POOLED, named, trips, service)


def platform(case: Case, solution: Solution) -> Iterator[Way]:
    origin, place = case.question.origin, solution.commune
    if place is None:
        return
    transport = transport_legs(case, solution, place, at_farm=False)
    named: list[Named] = [
        (case.own_leg_to(place, solution), Step(YOUR_VEHICLE, f"jusqu’à la plateforme ({place.name})")),
        (place_leg(case, solution, Component.HANDLING), Step("Passage à quai", f"({place.name})")),
        *transport,
    ]
    trips = [Trip("own", (origin, place, origin))]
    trips += [Trip("carrier", (place, stop)) for stop in case.stops]
    service = case.service(solution)
    yield case.way(solution, OptionKind.PLATFORM, named, trips, service)


def locker(case: Case, solution: Solution) -> Iterator[Way]:
    refs, origin, place = case.refs, case.question.origin, solution.commune
    if place is None:
        return
    trip = (
        NoRoadLeg(Component.CUSTOMER_TRIP)
        if any(case.roads(place, stop).by_sea for stop in case.stops)
        else CustomerTripLeg(
            distance_km=refs["customer.locker_km"],
            kg_co2e_per_km=refs["car.kgco2e_per_km"],
            basket_kg=refs["customer.basket_kg"],
            source=refs.source("car.kgco2e_per_km"),
        )
    )
    named: list[Named] = [
        (case.own_leg_to(place, solution), Step(YOUR_VEHICLE, f"jusqu’aux casiers ({place.name})")),
        (case.hand_over("handling.locker_minutes"), Step("Remplir les casiers", f"({place.name})")),
        (place_leg(case, solution, Component.LOCKER), Step("Casiers", f"({place.name})")),
        (trip, Step("Trajet du client", f"jusqu’aux casiers ({place.name})")),
    ]
    trips = [
        Trip("own", (origin, place, origin)),
        *(Trip("customer", (stop, place)) for stop in case.stops),
    ]
    service = case.service(solution, intermediated=False)
    yield case.way(solution, OptionKind.LOCKER, named, trips, service)


def place_leg(case: Case, solution: Solution, component: Component) -> Leg:
    """What the place is paid for the goods that go through it."""
    tariff, zone, *_ = case.priced(solution, case.question.origin, GridPurpose.HANDLING, at_farm=False)[0]
    return HandlingLeg(tariff, component=component, zone=zone)
