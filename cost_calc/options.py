"""Every way to make a delivery, as chains of legs for the engine."""

import copy
import itertools
import logging
import math
from collections.abc import Iterator
from dataclasses import replace

from carriers.enums import AreaRole, GridPurpose, SolutionKind
from carriers.models import Solution
from cost_calc import adapters
from cost_calc.engine.compare import Option, OptionKind
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.feasibility import Service
from cost_calc.engine.legs import (
    CarrierLeg,
    CustomerTripLeg,
    HandlingLeg,
    Leg,
    OwnVehicleLeg,
    ParcelLeg,
    PooledLeg,
)
from cost_calc.engine.lines import DECLARED, Component, Origin, Provenance
from cost_calc.engine.shipment import Temperature
from cost_calc.engine.tariffs import Tariff
from cost_calc.question import OwnMeans, Question
from cost_calc.references import ReferenceSet
from cost_calc.serving import service_of
from cost_calc.ways import Roads, Trip, Way, nearest_drop_point
from pat_logistics import formats
from pat_logistics.territory.models import Commune

logger = logging.getLogger(__name__)

DEFAULT_VEHICLE = {
    Temperature.AMBIENT: "small_van",
    Temperature.CHILLED: "logicout_fourgon_e5",
    Temperature.FROZEN: "logicout_fourgon_e5",
}
Drop = tuple[Tariff, str, float | None, Commune]


KINDS = {
    SolutionKind.CARRIER: OptionKind.CARRIER,
    SolutionKind.PARCEL: OptionKind.PARCEL,
    SolutionKind.CO_DELIVERY: OptionKind.POOLED,
    SolutionKind.PLATFORM: OptionKind.PLATFORM,
    SolutionKind.LOCKER: OptionKind.LOCKER,
}


class Builder:
    """Builds the ways of one question. `roads` may be the shortest or longest estimates, for a range."""

    def __init__(self, question: Question, refs: ReferenceSet, roads: Roads) -> None:
        self.question = question
        self.refs = refs
        self.roads = roads
        self.temperature = Temperature(question.temperature)
        self.stops = [stop.commune for stop in question.stops]
        own = question.own
        self.eur_per_hour, self.hour = self._known(own.eur_per_hour, "labour.eur_per_hour")
        self.stop_minutes, self.stop = self._known(own.stop_minutes, "handling.stop_minutes")
        code = own.vehicle_code or DEFAULT_VEHICLE[self.temperature]
        self.vehicle = adapters.vehicle(refs.vehicle(code), refs, own)
        self.diesel = adapters.energy_factor(refs, "diesel")
        self.parcel_model = adapters.parcel_model(refs)
        # Tariffs do not depend on the roads: read once, shared by the builders of the range.
        self._tariffs: dict[tuple[int, str, str, bool], list[Drop]] = {}

    def _known(self, declared: float | None, code: str) -> tuple[float, Origin]:
        """What the producer declared, else the reference value, with where it comes from."""
        if declared is not None:
            return declared, DECLARED
        return self.refs[code], self._origin(code)

    def _origin(self, code: str) -> Origin:
        return Origin(Provenance.REFERENCE, self.refs.source(code))

    def along(self, roads: Roads) -> "Builder":
        """The same builder, on other estimates of the roads."""
        other = copy.copy(self)
        other.roads = roads
        return other

    def ways(self, solutions: list[Solution]) -> list[Way]:
        """All the ways, own delivery first; the order is not a judgement, the comparison sorts them."""
        builders = {
            SolutionKind.CARRIER: self._carrier,
            SolutionKind.PARCEL: self._parcel,
            SolutionKind.CO_DELIVERY: self._pooled,
            SolutionKind.PLATFORM: self._platform,
            SolutionKind.LOCKER: self._locker,
        }
        ways = [*self._own(), self._collected()]
        for solution in solutions:
            if solution.kind not in builders:
                continue
            try:
                ways += list(builders[SolutionKind(solution.kind)](solution))
            except InvalidInput as error:  # one mistyped list must not silence all the others
                logger.error("solution %s cannot be priced: %s", solution.slug, error)
                legs: tuple[Leg, ...] = (HandlingLeg(adapters.ON_QUOTE),)
                option = Option(solution.slug, KINDS[SolutionKind(solution.kind)], solution.name, legs)
                ways.append(Way(option, (), solution))
        return ways

    # --- the producer's own vehicle, and the customer's ------------------------------------------------

    def _tour(self, start: Commune) -> tuple[Commune, ...]:
        """Shortest round from a place through every stop and back."""
        rounds = ((start, *order, start) for order in itertools.permutations(self.stops))
        return min(rounds, key=self.roads.length_km)

    def _own_leg(
        self, places: tuple[Commune, ...], *, minutes: float, other_kg: float = 0.0, extra_stops: int = 0
    ) -> OwnVehicleLeg:
        refs, direct_km = self.refs, self._mean_direct_km(places[0])
        return OwnVehicleLeg(
            vehicle=self.vehicle,
            distance_km=self.roads.length_km(places) + extra_stops * refs["round.km_per_stop"],
            driving_minutes=self.roads.minutes(places) + extra_stops * refs["round.minutes_per_stop"],
            handling_minutes=minutes,
            handling_origin=self.stop,
            eur_per_hour=self.eur_per_hour,
            hour_origin=self.hour,
            distance_provenance=self.roads.provenance(places),
            other_kg=other_kg,
            other_kg_km=other_kg * direct_km,
            direct_km=direct_km,
        )

    def _mean_direct_km(self, start: Commune) -> float:
        """Mean distance to the stops weighted by their kilos: what carbon is shared out by."""
        carried = sum(
            stop.mass_kg * self.roads(start, stop.commune).distance_km for stop in self.question.stops
        )
        return carried / self.question.mass_kg

    def _own(self) -> Iterator[Way]:
        refs, question = self.refs, self.question
        tour = self._tour(question.origin)
        service = Service(temperatures=self.vehicle.temperatures)
        minutes = refs["handling.loading_minutes"] + self.stop_minutes * len(self.stops)
        direct = self._own_leg(tour, minutes=minutes)
        label = "Votre fourgon, trajet exprès" if len(self.stops) == 1 else "Votre fourgon, cette tournée"
        option = Option("own", OptionKind.OWN_VEHICLE, label, (direct,), service)
        default = question.own.vehicle_code is None and question.own.eur_per_km is None
        assumption = (
            f"Avec un véhicule courant : {self.vehicle.label.lower()}. Choisissez le vôtre dans « Préciser »."
            if default
            else ""
        )
        yield Way(option, (Trip("own", tour),), assumption=assumption)

        declared = question.own.other_kg
        extra_stops = max(0, round(refs["round.stops"]) - len(self.stops))
        if declared == 0 or not extra_stops:
            return
        mean_kg = question.mass_kg / len(self.stops)
        other_kg = mean_kg * extra_stops if declared is None else declared
        shared = self._own_leg(
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

    def _collected(self) -> Way:
        refs, origin = self.refs, self.question.origin
        legs: list[Leg] = [self._hand_over("handling.carrier_minutes")]
        legs += [
            CustomerTripLeg(
                distance_km=2 * self.roads(origin, stop).distance_km,
                kg_co2e_per_km=refs["car.kgco2e_per_km"],
                limit_km=2 * refs["customer.max_collect_km"],
                source=refs.source("car.kgco2e_per_km"),
            )
            for stop in self.stops
        ]
        option = Option(
            "collected", OptionKind.COLLECTED, "Le client vient chercher à la ferme", tuple(legs), Service()
        )
        return Way(option, tuple(Trip("customer", (stop, origin)) for stop in self.stops))

    # --- bought transport ------------------------------------------------------------------------------

    def _hand_over(self, code: str, *, times: float = 1.0) -> HandlingLeg:
        """The producer's own time to prepare goods and hand them over."""
        return HandlingLeg(
            None,
            minutes=self.refs[code] * times,
            time_origin=self._origin(code),
            eur_per_hour=self.eur_per_hour,
            hour_origin=self.hour,
        )

    def _priced(
        self, solution: Solution, start: Commune, purpose: GridPurpose, *, at_farm: bool
    ) -> list[Drop]:
        """For each stop: the grid as it applies there, its zone, the kilos left (None: all), the commune."""
        key = (solution.pk, start.pk, purpose, at_farm)
        if key not in self._tariffs:
            self._tariffs[key] = self._read(solution, start, purpose, at_farm=at_farm)
        return self._tariffs[key]

    def _read(self, solution: Solution, start: Commune, purpose: GridPurpose, *, at_farm: bool) -> list[Drop]:
        grid = next((grid for grid in solution.grids.all() if grid.purpose == purpose), None)
        collection = solution.area_for(start, AreaRole.COLLECTION) if at_farm else None
        single = len(self.stops) == 1
        return [
            (
                *adapters.tariff(
                    grid, solution, solution.area_for(stop.commune, AreaRole.DELIVERY), collection
                ),
                None if single else stop.mass_kg,
                stop.commune,
            )
            for stop in self.question.stops
        ]

    def _carried(self, solution: Solution, start: Commune, *, at_farm: bool) -> list[Leg]:
        """One carrier leg per stop."""
        code = solution.level_one_code
        if f"level1.{code}.mean_load_t" not in self.refs.values:  # not given, or mistyped in the admin
            code = adapters.USUAL_LEVEL_ONE[self.temperature]
        row = adapters.level_one_row(self.refs, code)
        if solution.declared_kgco2e_per_tkm is not None:
            row = adapters.declared_row(float(solution.declared_kgco2e_per_tkm), solution.name, self.diesel)
        return [
            CarrierLeg(
                tariff=tariff,
                distance_km=self.roads(start, commune).distance_km,
                carbon_class=row,
                factor=self.diesel,
                zone=zone,
                mass_kg=mass_kg,
                pickup=number == 0,
            )
            for number, (tariff, zone, mass_kg, commune) in enumerate(
                self._priced(solution, start, GridPurpose.TRANSPORT, at_farm=at_farm)
            )
        ]

    def _way(
        self, solution: Solution, kind: OptionKind, legs: list[Leg], trips: list[Trip], service: Service
    ) -> Way:
        suffix = "-drop" if kind is OptionKind.DROP_POINT else ""
        option = Option(f"{solution.slug}{suffix}", kind, solution.name, tuple(legs), service)
        return Way(option, tuple(trips), solution)

    def _carrier(self, solution: Solution) -> Iterator[Way]:
        origin = self.question.origin
        drop = nearest_drop_point(solution, origin)
        for start, kind in ((origin, OptionKind.CARRIER), (drop, OptionKind.DROP_POINT)):
            if start is None or (kind is OptionKind.CARRIER and drop and not self._collects(solution)):
                continue
            at_farm = kind is OptionKind.CARRIER
            carried = self._carried(solution, start, at_farm=at_farm)
            service = service_of(solution, self.question, self.refs.date, at_farm=at_farm)
            first = self._hand_over("handling.carrier_minutes") if at_farm else self._own_leg_to(start)
            legs: list[Leg] = [first]
            trips = [Trip("carrier", (start, stop)) for stop in self.stops]
            if not at_farm:
                trips.insert(0, Trip("own", (origin, start, origin)))
            yield self._way(solution, kind, legs + carried, trips, service)

    def _collects(self, solution: Solution) -> bool:
        return solution.area_for(self.question.origin, AreaRole.COLLECTION) is not None

    def _own_leg_to(self, place: Commune, *, loading: bool = True) -> OwnVehicleLeg:
        """There and back to a drop point, a platform, a meeting place, with nothing else on board."""
        minutes = self.refs["handling.loading_minutes"] if loading else 0.0
        there_and_back = (self.question.origin, place, self.question.origin)
        return OwnVehicleLeg(
            vehicle=self.vehicle,
            distance_km=self.roads.length_km(there_and_back),
            driving_minutes=self.roads.minutes(there_and_back),
            handling_minutes=minutes + self.refs["handling.drop_minutes"],
            handling_origin=self._origin("handling.drop_minutes"),
            eur_per_hour=self.eur_per_hour,
            hour_origin=self.hour,
            distance_provenance=self.roads.provenance(there_and_back),
            direct_km=self.roads(self.question.origin, place).distance_km,
        )

    def _parcel(self, solution: Solution) -> Iterator[Way]:
        origin = self.question.origin
        drop = nearest_drop_point(solution, origin)
        counter = drop or origin
        van = adapters.level_one_row(self.refs, adapters.VAN_LEVEL_ONE)
        limit = solution.max_parcel_kg
        parcels = sum(math.ceil(stop.mass_kg / float(limit)) if limit else 1 for stop in self.question.stops)
        legs: list[Leg] = [
            self._own_leg_to(counter, loading=False),
            self._hand_over("handling.parcel_minutes", times=parcels),
        ]
        priced = self._priced(solution, counter, GridPurpose.TRANSPORT, at_farm=False)
        legs += [
            ParcelLeg(
                tariff=tariff,
                parcel_model=self.parcel_model,
                uplift=self.refs["parcel.cold_uplift"],
                distance_km=self.roads(counter, commune).distance_km,
                carbon_class=van,
                factor=self.diesel,
                zone=zone,
                mass_kg=mass_kg,
            )
            for tariff, zone, mass_kg, commune in priced
        ]
        trips = [Trip("own", (origin, counter, origin))]
        trips += [Trip("carrier", (counter, stop)) for stop in self.stops]
        service = service_of(solution, self.question, self.refs.date, at_farm=drop is None)
        yield self._way(solution, OptionKind.PARCEL, legs, trips, service)

    # --- shared rounds and places ----------------------------------------------------------------------

    def _pooled(self, solution: Solution) -> Iterator[Way]:
        origin, meeting, usual = self.question.origin, solution.commune, solution.round_destination
        if meeting is None or usual is None or solution.vehicle_code not in self.refs.vehicles:
            return
        vehicle = adapters.vehicle(self.refs.vehicles[solution.vehicle_code], self.refs, OwnMeans())
        tour = self._tour(meeting)
        direct_km = self._mean_direct_km(meeting)
        other_kg = float(solution.other_load_kg or 0)
        other_stops = self.refs["round.stops"] - 1
        leg = PooledLeg(
            vehicle=vehicle,
            distance_km=self.roads.length_km(tour) + other_stops * self.refs["round.km_per_stop"],
            driving_minutes=self.roads.minutes(tour) + other_stops * self.refs["round.minutes_per_stop"],
            handling_minutes=self.stop_minutes * (other_stops + len(self.stops)),
            handling_origin=self.stop,
            eur_per_hour=self.eur_per_hour,
            hour_origin=self.hour,
            distance_provenance=self.roads.provenance(tour),
            other_kg=other_kg,
            other_kg_km=other_kg * self.roads(meeting, usual).distance_km,
            direct_km=direct_km,
        )
        legs: list[Leg] = [self._own_leg_to(meeting), leg]
        trips = [Trip("own", (origin, meeting, origin)), Trip("pooled", tour)]
        service = service_of(solution, self.question, self.refs.date, intermediated=False)
        service = replace(service, temperatures=service.temperatures & vehicle.temperatures)
        yield self._way(solution, OptionKind.POOLED, legs, trips, service)

    def _platform(self, solution: Solution) -> Iterator[Way]:
        origin, place = self.question.origin, solution.commune
        if place is None:
            return
        carried = self._carried(solution, place, at_farm=False)
        legs: list[Leg] = [self._own_leg_to(place), *self._handled(solution, Component.HANDLING), *carried]
        trips = [Trip("own", (origin, place, origin))]
        trips += [Trip("carrier", (place, stop)) for stop in self.stops]
        service = service_of(solution, self.question, self.refs.date)
        yield self._way(solution, OptionKind.PLATFORM, legs, trips, service)

    def _locker(self, solution: Solution) -> Iterator[Way]:
        refs, origin, place = self.refs, self.question.origin, solution.commune
        if place is None:
            return
        handled = self._handled(solution, Component.LOCKER)
        legs: list[Leg] = [self._own_leg_to(place), self._hand_over("handling.locker_minutes"), *handled]
        legs.append(
            CustomerTripLeg(
                distance_km=refs["customer.locker_km"],
                kg_co2e_per_km=refs["car.kgco2e_per_km"],
                basket_kg=refs["customer.basket_kg"],
                source=refs.source("car.kgco2e_per_km"),
            )
        )
        trips = [
            Trip("own", (origin, place, origin)),
            *(Trip("customer", (stop, place)) for stop in self.stops),
        ]
        service = service_of(solution, self.question, self.refs.date, intermediated=False)
        yield self._way(solution, OptionKind.LOCKER, legs, trips, service)

    def _handled(self, solution: Solution, component: Component) -> list[Leg]:
        """What the place is paid for the goods that go through it."""
        tariff, zone, *_ = self._priced(solution, self.question.origin, GridPurpose.HANDLING, at_farm=False)[
            0
        ]
        return [HandlingLeg(tariff, component=component, zone=zone)]
