"""One question, as every way of answering it is built from: its values, its roads, the producer's means."""

import copy
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, reduce
from typing import Any

from carriers.enums import AreaRole, GridPurpose
from carriers.models import Solution
from cost_calc.engine.compare import Option, OptionKind
from cost_calc.engine.feasibility import Service
from cost_calc.engine.legs import (
    CarrierLeg,
    HandlingLeg,
    Leg,
    NoRoadLeg,
    OwnVehicleLeg,
    ParcelLeg,
    PreparationLeg,
)
from cost_calc.engine.lines import DECLARED, Origin, Provenance, Quote
from cost_calc.engine.quantities import Quantity, maximum
from cost_calc.engine.shipment import Shipment, Temperature
from cost_calc.engine.tariffs import Tariff
from cost_calc.engine.vehicles import KilometreRate, Vehicle
from cost_calc.pricing import adapters, filling
from cost_calc.pricing.filling import ALONE, Filling
from cost_calc.pricing.question import Question
from cost_calc.pricing.references import HOUR, ReferenceSet
from cost_calc.pricing.serving import service_of
from cost_calc.pricing.ways import Roads, Round, Step, Trip, Way, nearest_drop_point
from pat_logistics.territory.models import Commune

DEFAULT_VEHICLE = {
    Temperature.AMBIENT: "small_van",
    Temperature.CHILLED: "logicout_fourgon_e5",
    Temperature.FROZEN: "logicout_fourgon_e5",
}
# Whose chilled goods go in boxes needs no vehicle that keeps cold.
BOXED_VEHICLE = "small_van"
CARS = "car"  # how the codes of cars begin
YOUR_VEHICLE = "Votre véhicule"
UNKNOWN_ROOM_KG = 1000.0
UNJUDGED = Service()
Drop = tuple[Tariff, str, float | None, Commune]
Named = tuple[Leg, Step]


class Case:
    """What the ways of one question share.

    At the ends of a range, what is only supposed is an array: the low then the high.
    """

    def __init__(self, question: Question, refs: ReferenceSet, roads: Roads) -> None:
        self.question = question
        self.refs = refs
        self.roads = roads
        self.temperature = Temperature(question.temperature)
        self.stops = [stop.commune for stop in question.stops]
        own = question.own
        # What is on board besides: as said, and what to suppose where nothing is (nothing, but for a range).
        self.filling = filling.declared(question, refs)
        self.supposed = ALONE
        # Times the €/km of a reference vehicle, for a range.
        self.rate: Quantity | None = None
        self.eur_per_hour: Quantity
        self.eur_per_hour, self.hour = self.known(own.eur_per_hour, HOUR)
        self.stop_minutes, self.stop = self.known(own.stop_minutes, "handling.stop_minutes")
        code = own.vehicle_code or self._usual_vehicle()
        self.noun = "Votre voiture" if code.startswith(CARS) else "Votre fourgon"
        self.vehicle = adapters.vehicle(refs.vehicle(code), refs, own)
        self.diesel = adapters.energy_factor(refs, "diesel")
        self.parcel_model = adapters.parcel_model(refs)
        # At the ends of a range only prices are asked: nobody judges the services, nor counts carbon.
        self.judged = True
        self.counts_carbon = True
        # Tariffs do not depend on the roads: read once, shared by the cases of the range.
        self._tariffs: dict[tuple[int, str, str, bool], list[Drop]] = {}
        # The same, and of every case of the question: the farm does not move.
        self._drop_points: dict[int, Commune | None] = {}
        # Legs that several ways share: the same trip to the same counter, the same minutes at the farm.
        self._legs: dict[tuple[object, ...], Leg] = {}

    def _usual_vehicle(self) -> str:
        boxed = self.question.own.cool_boxes and self.temperature is Temperature.CHILLED
        return BOXED_VEHICLE if boxed else DEFAULT_VEHICLE[self.temperature]

    def known(self, declared: float | None, code: str) -> tuple[float, Origin]:
        """What the producer declared, else the reference value, with where it comes from."""
        if declared is not None:
            return declared, DECLARED
        return self.refs[code], self.origin_of(code)

    def origin_of(self, code: str) -> Origin:
        return Origin(Provenance.REFERENCE, self.refs.source(code))

    def assumed(self, code: str) -> Origin:
        """Where an assumption comes from: nobody measured it, and the line says so."""
        return Origin(Provenance.ESTIMATED, f"{self.refs.values[code].label} : {self.refs.source(code)}")

    def changed(self, **values: Any) -> "Case":
        """The same case with other roads, another filling, another vehicle…"""
        other = copy.copy(self)
        vars(other).pop("fetch_eur", None)
        vars(other).update({"_legs": {}} | values)
        return other

    def loads(self, vehicle: Vehicle) -> int:
        """Times that vehicle is filled by these goods, by their weight and by their room."""
        room = adapters.volume_m3(self.question, self.refs)
        by_mass = self.question.mass_kg / vehicle.payload_kg if vehicle.payload_kg else 1.0
        by_room = room / vehicle.volume_m3 if room and vehicle.volume_m3 else 1.0
        return math.ceil(max(by_mass, by_room, 1.0))

    @property
    def room_kg(self) -> float:
        """What the own van could still take in the trips it makes; a tonne where its payload is not known."""
        payload, mass = self.vehicle.payload_kg, self.question.mass_kg
        return UNKNOWN_ROOM_KG if not payload else self.loads(self.vehicle) * payload - mass

    def of_stops(self, positions: Sequence[int]) -> "Case":
        """The case of some of the customers, by their position; what else is on board stays."""
        question = self.question.of_stops(positions)
        return self.changed(question=question, stops=[stop.commune for stop in question.stops], _tariffs={})

    def shipment(self) -> Shipment:
        """The goods of the question, as the engine takes them."""
        return adapters.shipment(self.question, self.refs)

    def tour(self, start: Commune) -> Round:
        """Shortest round from a place through every stop and back."""
        return self.roads.round(start, self.stops)

    def own_leg(self, tour: Round, *, minutes: float, others: Filling = ALONE) -> OwnVehicleLeg | NoRoadLeg:
        """The own van on a round through the stops, and back to each for what does not fit at once."""
        start, said = tour.places[0], self.question.own
        return self._own_vehicle(
            tour,
            others.stops,
            handling_minutes=minutes,
            handling_origin=self.stop,
            direct_km=self.mean_direct_km(start),
            others=others,
            load_km=self.there_and_back(start, "distance_km"),
            load_minutes=self.there_and_back(start, "minutes"),
            farthest_km=self.farthest_km(start),
            customers=len(self.stops) + others.stops,
            cold_hours=said.cold_hours,
            toll_eur=said.toll_eur or 0.0,
            other_eur=said.replacement_eur,
            # Minutes the producer typed for a stop hold whatever the kilos.
            handled=1 if self.stop.provenance is Provenance.DECLARED else 2,
        )

    def _own_vehicle(
        self,
        tour: Round,
        extra_stops: int = 0,
        *,
        direct_km: float,
        others: Filling,
        handled: int,
        **details: Any,
    ) -> OwnVehicleLeg | NoRoadLeg:
        """`handled`: how many times the goods are taken in hand, loading and unloading."""
        if self.roads.by_sea(tour.places):
            return NoRoadLeg()
        refs = self.refs
        return OwnVehicleLeg(
            vehicle=self.vehicle,
            distance_km=tour.distance_km + extra_stops * refs["round.km_per_stop"],
            driving_minutes=tour.minutes + extra_stops * refs["round.minutes_per_stop"],
            eur_per_hour=self.eur_per_hour,
            hour_origin=self.hour,
            distance_provenance=self.roads.provenance(tour.places),
            driving_provenance=self.roads.minutes_provenance(tour.places),
            other_kg=others.kg,
            other_provenance=Provenance.ESTIMATED if others.guessed_kg else Provenance.DECLARED,
            other_kg_km=others.kg * direct_km,
            direct_km=direct_km,
            max_loads=refs["round.max_loads"],
            day_hours=refs["round.day_hours"],
            day_origin=self.assumed("round.day_hours"),
            light_kg=refs["handling.light_kg"],
            minutes_per_kg=handled * refs["handling.minutes_per_100kg"] / 100,
            minutes_per_return_kg=refs["returns.minutes_per_100kg"] / 100,
            **details,
        )

    def rated(self, vehicle: Vehicle) -> Vehicle:
        """The vehicle, the €/km of the references as a range has it; a declared cost is left as it is."""
        if self.rate is None or vehicle.provenance is not Provenance.REFERENCE:
            return vehicle
        if not isinstance(vehicle.cost, KilometreRate):
            return vehicle
        return replace(vehicle, cost=replace(vehicle.cost, eur_per_km=vehicle.cost.eur_per_km * self.rate))

    def farthest_km(self, start: Commune) -> Quantity:
        """Way to the farthest customer."""
        ways: list[Quantity] = [self.roads(start, stop).distance_km for stop in self.stops]
        return reduce(maximum, ways)

    def there_and_back(self, start: Commune, measure: str) -> float:
        """To the stops and back, on average by their kilos: what each further load drives."""
        ways = (
            stop.mass_kg
            * (
                getattr(self.roads(start, stop.commune), measure)
                + getattr(self.roads(stop.commune, start), measure)
            )
            for stop in self.question.stops
        )
        return sum(ways) / self.question.mass_kg

    def mean_direct_km(self, start: Commune) -> float:
        """Mean distance to the stops weighted by their kilos: what carbon is shared out by."""
        carried = sum(
            stop.mass_kg * self.roads(start, stop.commune).distance_km for stop in self.question.stops
        )
        return carried / self.question.mass_kg

    def hand_over(self, code: str) -> Leg:
        """The producer's own time to prepare goods and hand them over; each kilo beyond a light load adds."""
        return self._once((code,), lambda: self._hand_over(code))

    def _once(self, key: tuple[object, ...], build: Callable[[], Leg]) -> Leg:
        """The leg of that key, built for the first way that takes it."""
        if key not in self._legs:
            self._legs[key] = build()
        return self._legs[key]

    def _hand_over(self, code: str) -> HandlingLeg:
        return HandlingLeg(
            None,
            minutes=self.refs[code],
            light_kg=self.refs["handling.light_kg"],
            minutes_per_kg=self.refs["handling.minutes_per_100kg"] / 100,
            time_origin=self.origin_of(code),
            eur_per_hour=self.eur_per_hour,
            hour_origin=self.hour,
        )

    def priced(
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

    def drop_point(self, solution: Solution) -> Commune | None:
        """Where the producer would bring his goods to the solution; None where nowhere is near enough."""
        if solution.pk not in self._drop_points:
            self._drop_points[solution.pk] = nearest_drop_point(solution, self.question.origin)
        return self._drop_points[solution.pk]

    def own_leg_to(self, place: Commune, solution: Solution, *, loading: bool = True) -> Leg:
        """There and back to a drop point, a platform, a meeting place, with what else goes there."""
        returns = bool(solution.returns_empties)
        key = (place.insee, returns, loading)
        return self._once(key, lambda: self._own_leg_to(place, returns=returns, loading=loading))

    def _own_leg_to(self, place: Commune, *, returns: bool, loading: bool) -> OwnVehicleLeg | NoRoadLeg:
        minutes = self.refs["handling.loading_minutes"] if loading else 0.0
        return self._own_vehicle(
            self.roads.round(self.question.origin, [place]),
            handling_minutes=minutes + self.refs["handling.drop_minutes"],
            handling_origin=self.origin_of("handling.drop_minutes"),
            handled=1 + loading,
            direct_km=self.roads(self.question.origin, place).distance_km,
            # The other customers told are served on the way: their doors open too.
            customers=1 + (self.question.own.other_stops or 0),
            others=self.filling or self.supposed,
            returns=returns,
        )

    def preparation(self, *, in_parcels: bool) -> list[Named]:
        """Packing and paper work, when the producer counts them; parcels are packed with their own leg."""
        said = self.question.preparation
        packed = in_parcels and (said.eur_per_parcel is not None or said.minutes_per_parcel is not None)
        crates = None if packed or not (said.eur_per_crate or said.minutes_per_crate) else said.crates
        if not crates and not said.order_minutes:
            return []
        leg = PreparationLeg(
            kg_per_package=self.question.mass_kg / crates if crates else None,
            eur_per_package=said.eur_per_crate or 0.0,
            minutes_per_package=said.minutes_per_crate or 0.0,
            order_minutes=said.order_minutes or 0.0,
            eur_per_hour=self.eur_per_hour,
            hour_origin=self.hour,
        )
        return [(leg, Step("Préparation"))]

    @cached_property
    def fetch_eur(self) -> float | None:
        """What fetching the empties with the own vehicle would cost, None when there are none or no road."""
        kilos = self.question.returns_kg
        if not kilos:
            return None
        minutes = self.refs["returns.minutes_per_100kg"] / 100 * kilos
        leg = self.own_leg(self.tour(self.question.origin), minutes=minutes)
        cost = float(Quote(leg.lines(Shipment(kilos))).total_eur)
        return None if math.isnan(cost) else cost

    def service(self, solution: Solution, **facts: bool) -> Service:
        if not self.judged:
            return UNJUDGED
        return service_of(solution, self.question, self.refs.date, fetch_eur=self.fetch_eur, **facts)

    def way(
        self, solution: Solution, kind: OptionKind, named: list[Named], trips: list[Trip], service: Service
    ) -> Way:
        legs, steps = [leg for leg, _ in named], tuple(step for _, step in named)
        if unpriced := self._unpriced(legs):
            service = replace(service, unpriced_options=unpriced)
        suffix = "-drop" if kind is OptionKind.DROP_POINT else ""
        option = Option(f"{solution.slug}{suffix}", kind, solution.name, tuple(legs), service)
        return Way(option, tuple(trips), solution, steps=steps)

    def _unpriced(self, legs: list[Leg]) -> frozenset[str]:
        """What is asked, and which the list of the service gives no price for.

        A shared round and a locker have no list of options: nobody knows what they take for an appointment or
        a tail lift. They bill no week-end: their days say whether they run.
        """
        asked = frozenset(self.question.options)
        bought = [leg for leg in legs if isinstance(leg, CarrierLeg | ParcelLeg)]
        if not bought:
            return asked - {"weekend"}
        return frozenset(code for code in asked for leg in bought if code not in leg.tariff.options)
