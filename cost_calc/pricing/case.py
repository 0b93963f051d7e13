"""One question, as every way of answering it is built from: its values, its roads, the producer's means."""

import copy
import itertools
from dataclasses import replace

from carriers.enums import AreaRole, GridPurpose
from carriers.models import Solution
from cost_calc import adapters
from cost_calc.engine.compare import Option, OptionKind
from cost_calc.engine.feasibility import Service
from cost_calc.engine.legs import CarrierLeg, HandlingLeg, Leg, NoRoadLeg, OwnVehicleLeg, PreparationLeg
from cost_calc.engine.lines import DECLARED, Origin, Provenance
from cost_calc.engine.shipment import Temperature
from cost_calc.engine.tariffs import Tariff
from cost_calc.question import Question
from cost_calc.references import HOUR, ReferenceSet
from cost_calc.ways import Roads, Trip, Way
from pat_logistics.territory.models import Commune

DEFAULT_VEHICLE = {
    Temperature.AMBIENT: "small_van",
    Temperature.CHILLED: "logicout_fourgon_e5",
    Temperature.FROZEN: "logicout_fourgon_e5",
}
Drop = tuple[Tariff, str, float | None, Commune]


class Case:
    """What the ways of one question share. `roads` may be the shortest or longest estimates, for a range."""

    def __init__(self, question: Question, refs: ReferenceSet, roads: Roads) -> None:
        self.question = question
        self.refs = refs
        self.roads = roads
        self.temperature = Temperature(question.temperature)
        self.stops = [stop.commune for stop in question.stops]
        own = question.own
        self.eur_per_hour, self.hour = self.known(own.eur_per_hour, HOUR)
        self.stop_minutes, self.stop = self.known(own.stop_minutes, "handling.stop_minutes")
        code = own.vehicle_code or DEFAULT_VEHICLE[self.temperature]
        self.vehicle = adapters.vehicle(refs.vehicle(code), refs, own)
        self.diesel = adapters.energy_factor(refs, "diesel")
        self.parcel_model = adapters.parcel_model(refs)
        # Tariffs do not depend on the roads: read once, shared by the cases of the range.
        self._tariffs: dict[tuple[int, str, str, bool], list[Drop]] = {}

    def known(self, declared: float | None, code: str) -> tuple[float, Origin]:
        """What the producer declared, else the reference value, with where it comes from."""
        if declared is not None:
            return declared, DECLARED
        return self.refs[code], self.origin_of(code)

    def origin_of(self, code: str) -> Origin:
        return Origin(Provenance.REFERENCE, self.refs.source(code))

    def assumed(self, code: str) -> Origin:
        """Where an assumption comes from: nobody measured it, and the line says so."""
        return Origin(Provenance.ESTIMATED, f"{self.refs.values[code].label} : {self.refs.source(code)}")

    def along(self, roads: Roads) -> "Case":
        """The same case, on other estimates of the roads."""
        other = copy.copy(self)
        other.roads = roads
        return other

    def tour(self, start: Commune) -> tuple[Commune, ...]:
        """Shortest round from a place through every stop and back."""
        rounds = ((start, *order, start) for order in itertools.permutations(self.stops))
        return min(rounds, key=self.roads.length_km)

    def own_leg(
        self, places: tuple[Commune, ...], *, minutes: float, other_kg: float = 0.0, extra_stops: int = 0
    ) -> OwnVehicleLeg | NoRoadLeg:
        if self.roads.by_sea(places):
            return NoRoadLeg()
        refs, own, direct_km = self.refs, self.question.own, self.mean_direct_km(places[0])
        return OwnVehicleLeg(
            vehicle=self.vehicle,
            distance_km=self.roads.length_km(places) + extra_stops * refs["round.km_per_stop"],
            driving_minutes=self.roads.minutes(places) + extra_stops * refs["round.minutes_per_stop"],
            handling_minutes=minutes,
            handling_origin=self.stop,
            eur_per_hour=self.eur_per_hour,
            hour_origin=self.hour,
            distance_provenance=self.roads.provenance(places),
            driving_provenance=self.roads.minutes_provenance(places),
            other_kg=other_kg,
            other_kg_km=other_kg * direct_km,
            direct_km=direct_km,
            cold_hours=own.cold_hours,
            toll_eur=own.toll_eur or 0.0,
            other_eur=own.replacement_eur,
            farthest_km=max(self.roads(places[0], stop).distance_km for stop in self.stops),
            customers=len(self.stops) + extra_stops,
        )

    def mean_direct_km(self, start: Commune) -> float:
        """Mean distance to the stops weighted by their kilos: what carbon is shared out by."""
        carried = sum(
            stop.mass_kg * self.roads(start, stop.commune).distance_km for stop in self.question.stops
        )
        return carried / self.question.mass_kg

    def hand_over(self, code: str, *, times: float = 1.0) -> HandlingLeg:
        """The producer's own time to prepare goods and hand them over."""
        return HandlingLeg(
            None,
            minutes=self.refs[code] * times,
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

    def own_leg_to(self, place: Commune, *, loading: bool = True) -> OwnVehicleLeg | NoRoadLeg:
        """There and back to a drop point, a platform, a meeting place, with nothing else on board."""
        minutes = self.refs["handling.loading_minutes"] if loading else 0.0
        there_and_back = (self.question.origin, place, self.question.origin)
        if self.roads.by_sea(there_and_back):
            return NoRoadLeg()
        return OwnVehicleLeg(
            vehicle=self.vehicle,
            distance_km=self.roads.length_km(there_and_back),
            driving_minutes=self.roads.minutes(there_and_back),
            handling_minutes=minutes + self.refs["handling.drop_minutes"],
            handling_origin=self.origin_of("handling.drop_minutes"),
            eur_per_hour=self.eur_per_hour,
            hour_origin=self.hour,
            distance_provenance=self.roads.provenance(there_and_back),
            driving_provenance=self.roads.minutes_provenance(there_and_back),
            direct_km=self.roads(self.question.origin, place).distance_km,
        )

    def preparation(self, *, in_parcels: bool) -> list[Leg]:
        """Packing and paper work, when the producer counts them; parcels are packed with their own leg."""
        said, mass_kg = self.question.preparation, self.question.mass_kg
        packed = in_parcels and (said.eur_per_parcel is not None or said.minutes_per_parcel is not None)
        leg = PreparationLeg(
            kg_per_package=mass_kg / said.crates if said.crates and not packed else None,
            eur_per_package=said.eur_per_crate or 0.0,
            minutes_per_package=said.minutes_per_crate or 0.0,
            order_minutes=said.order_minutes or 0.0,
            eur_per_hour=self.eur_per_hour,
            hour_origin=self.hour,
        )
        crates = leg.kg_per_package and (leg.eur_per_package or leg.minutes_per_package)
        return [leg] if crates or leg.order_minutes else []

    def way(
        self, solution: Solution, kind: OptionKind, legs: list[Leg], trips: list[Trip], service: Service
    ) -> Way:
        asked, bought = self.question.options, [leg for leg in legs if isinstance(leg, CarrierLeg)]
        if asked and bought:
            unpriced = {code for code in asked for leg in bought if code not in leg.tariff.options}
            service = replace(service, unpriced_options=frozenset(unpriced))
        suffix = "-drop" if kind is OptionKind.DROP_POINT else ""
        option = Option(f"{solution.slug}{suffix}", kind, solution.name, tuple(legs), service)
        return Way(option, tuple(trips), solution)
