"""Legs of a vehicle that goes round and comes back: the producer's own, or one shared at cost."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from cost_calc.engine.carbon import CarbonMethod
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.legs.common import Mover, check_broadcast, own_work
from cost_calc.engine.legs.on_board import (
    OnBoard,
    driven_lines,
    handling_minutes,
    hour_rate,
    loads_of,
    on_board,
    pollutants_g,
    return_lines,
    round_carbon,
    share_provenance,
    vehicle_verdicts,
    way_out_km,
)
from cost_calc.engine.lines import DECLARED, Component, Line, Origin, Provenance
from cost_calc.engine.quantities import (
    DISTANCE_KM,
    EUR,
    HOURS,
    MASS_KG,
    MINUTES,
    RATE,
    SOME_MASS_KG,
    SOME_RATE,
    TONNE_KM,
    Quantity,
    Range,
    anywhere,
    check_numbers,
    check_optional,
    check_scalars,
    check_type,
)
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.vehicles import Vehicle, work_line
from cost_calc.engine.verdicts import Verdict

LOADS = Range(1.0, 1000.0)
DAY_HOURS = Range(0.0, 24.0, above=True)
# A part added up apart may pass its whole by the noise of floating point.
NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class RoundLeg:
    """A vehicle goes round and comes back, this shipment and others on board.

    Parameters
    ----------
    vehicle
        What is driven.
    distance_km
        Kilometres really driven, empty return included.
    driving_minutes
        Of the whole round; this shipment bears its share.
    handling_minutes
        Loading, unloading, waiting, having it signed: for each load, as each kind of round counts them.
    eur_per_hour
        Value of the driver's hour; None: the driver's hour of a trinôme, else 0.
    other_kg, other_kg_km
        Other goods on board of the same round: their mass, and their sum of mass × direct distance.
    other_provenance
        Who says that mass: a share of what was declared is worked out, not estimated.
    direct_km
        Direct distance from the farm to this customer. When it is not known the way out is taken as half of
        the round, which is the most it can be.
    other_cold_kg, other_cold_kg_km
        The part of those that needs cold. Whoever needs the cold bears the cold unit wholly, by the same two
        keys among themselves; None: the others travel at this shipment's regime.
    max_loads, load_km, load_minutes
        What does not fit at once takes several loads, `max_loads` at most (1: a single one). Each further
        load drives `load_km` in `load_minutes`, there and back; None: the whole round again.
    light_kg, minutes_per_kg
        Kilos of one load that `handling_minutes` are enough for, and minutes for each kilo beyond.
    returns, minutes_per_return_kg
        Whether the shipment's empties come back this way, and the minutes to take one kilo of them.
    farthest_km
        Way out to the farthest customer of the shipment, None when `direct_km` says it.
    customers
        Customers of the whole round: the doors open at each.
    cold_hours
        Hours the cold unit runs on one load; None: driving and stops.
    toll_eur, other_eur
        Of the whole round.
    days, day_hours
        Days of use of the vehicle, for a trinôme. With the hours of a working day, the days are those that
        the hours of service (driving, loading, stops) fill, a part of one for a short trip.
    mass_kg
        Part of the shipment left here, when it has several drops.

    Cost is shared by mass, emission by quantity × direct distance: two different questions, an agreement
    for the first, ISO 14083 for the second.
    """

    moved_by: ClassVar[Mover | None]

    vehicle: Vehicle
    distance_km: Quantity
    driving_minutes: Quantity
    handling_minutes: Quantity = 0.0
    eur_per_hour: Quantity | None = None
    other_kg: Quantity = 0.0
    other_provenance: Provenance = Provenance.ESTIMATED
    other_kg_km: Quantity = 0.0
    direct_km: Quantity | None = None
    other_cold_kg: Quantity | None = None
    other_cold_kg_km: Quantity | None = None
    max_loads: float = 1.0
    load_km: Quantity | None = None
    load_minutes: Quantity | None = None
    light_kg: Quantity = 0.0
    minutes_per_kg: Quantity = 0.0
    returns: bool = True
    minutes_per_return_kg: Quantity = 0.0
    farthest_km: Quantity | None = None
    customers: Quantity = 1.0
    cold_hours: Quantity | None = None
    toll_eur: Quantity = 0.0
    other_eur: Quantity = 0.0
    days: Quantity = 1.0
    day_hours: float | None = None
    day_origin: Origin = DECLARED
    mass_kg: Quantity | None = None
    distance_provenance: Provenance = Provenance.ESTIMATED
    driving_provenance: Provenance = Provenance.ESTIMATED
    handling_origin: Origin = DECLARED
    hour_origin: Origin = DECLARED

    def __post_init__(self) -> None:
        check_type(
            self,
            "leg",
            vehicle=Vehicle,
            distance_provenance=Provenance,
            driving_provenance=Provenance,
            returns=bool,
            day_origin=Origin,
            other_provenance=Provenance,
        )
        check_numbers(
            self,
            "leg",
            distance_km=DISTANCE_KM,
            driving_minutes=MINUTES,
            handling_minutes=MINUTES,
            other_kg=MASS_KG,
            other_kg_km=TONNE_KM,
            max_loads=LOADS,
            light_kg=MASS_KG,
            minutes_per_kg=RATE,
            minutes_per_return_kg=RATE,
            toll_eur=EUR,
            other_eur=EUR,
            days=RATE,
            customers=SOME_RATE,
        )
        check_scalars(self, "leg", "max_loads", "day_hours")
        check_optional(
            self,
            "leg",
            eur_per_hour=RATE,
            direct_km=DISTANCE_KM,
            farthest_km=DISTANCE_KM,
            cold_hours=HOURS,
            day_hours=DAY_HOURS,
            other_cold_kg=MASS_KG,
            other_cold_kg_km=TONNE_KM,
            load_km=DISTANCE_KM,
            load_minutes=MINUTES,
            mass_kg=SOME_MASS_KG,
        )
        if self.direct_km is None and anywhere(self.other_kg_km > 0):
            raise InvalidInput("leg.direct_km", "required")
        for part, whole in (("other_cold_kg", self.other_kg), ("other_cold_kg_km", self.other_kg_km)):
            cold = getattr(self, part)
            if cold is not None and anywhere(cold > whole * (1.0 + NOISE)):
                raise InvalidInput(f"leg.{part}", "too_large")

    @property
    def carried_km(self) -> Quantity:
        """Way out: the direct distance, else half of the round."""
        return way_out_km(self)

    @property
    def farthest_goods_km(self) -> Quantity:
        """Way out to the farthest customer."""
        return way_out_km(self) if self.farthest_km is None else self.farthest_km

    @property
    def customers_served(self) -> Quantity:
        """Each opens the doors."""
        return self.customers

    @property
    def attested_atp(self) -> bool:
        """As its vehicle."""
        return self.vehicle.attested_atp

    def lines(
        self, shipment: Shipment, leg_number: int = 1, method: CarbonMethod = CarbonMethod.CONSUMPTION
    ) -> tuple[Line, ...]:
        """Vehicle, toll and other expenses, work, carbon: this shipment's shares."""
        check_broadcast(self, shipment)
        board = on_board(self, shipment)
        handling = self._handling(shipment, board)
        return (
            *driven_lines(self, shipment, leg_number, board, handling),
            *self._work(leg_number, board, handling),
            *return_lines(self, shipment, leg_number, board, own=self._is_own),
            *self._own_work(leg_number),
            round_carbon(self, shipment, leg_number, board, method),
        )

    @property
    def _is_own(self) -> bool:
        """Whether the hours are the producer's."""
        return self.moved_by is Mover.OWN

    def _handling(self, shipment: Shipment, board: OnBoard) -> Quantity:
        """Minutes of loading and stops that are counted."""
        raise NotImplementedError

    def _work(self, number: int, board: OnBoard, handling: Quantity) -> Iterator[Line]:
        """Driving is shared by mass; so are the stops of a round that several share."""
        for component, minutes, share, time in (
            (Component.DRIVING, board.driving_minutes, board.share, Origin(self.driving_provenance)),
            (Component.DELIVERY, handling, 1.0 if self._is_own else board.share, self.handling_origin),
        ):
            yield work_line(
                component,
                number,
                minutes,
                hour_rate(self),
                share=share,
                share_provenance=share_provenance(self),
                own_minutes=None if self._is_own else 0.0,
                time=time,
                hour=self.hour_origin,
            )

    def _own_work(self, number: int) -> list[Line]:
        """What the producer does besides, while somebody else drives."""
        return []

    def pollutants_g(self, shipment: Shipment) -> tuple[Quantity, Quantity] | None:
        """Grams of nitrogen oxides and of particles, None when not known."""
        return pollutants_g(self, shipment)

    def verdicts(self, shipment: Shipment) -> Iterator[Verdict]:
        """Temperature, payload and room of the vehicle."""
        return vehicle_verdicts(self, shipment)


@dataclass(frozen=True, slots=True)
class OwnVehicleLeg(RoundLeg):
    """The producer drives, for this customer alone or on a round of his own.

    `handling_minutes` are those of this shipment, each load of it; `eur_per_hour` is his own hour.
    """

    moved_by: ClassVar[Mover | None] = Mover.OWN

    def _handling(self, shipment: Shipment, board: OnBoard) -> Quantity:
        return handling_minutes(self, loads_of(self, shipment, board.mass_kg), board.mass_kg)


@dataclass(frozen=True, slots=True)
class PooledLeg(RoundLeg):
    """A round shared at cost: someone's vehicle serves several producers' shipments.

    All of it is shared by mass, the driver's hour and `handling_minutes`, of the whole round, included; the
    minutes of the empties are this shipment's own.

    Parameters
    ----------
    own_minutes, own_eur_per_hour
        Time this producer spends himself (hand over, meet), and the value of his hour.
    """

    moved_by: ClassVar[Mover | None] = Mover.SHARED

    own_minutes: Quantity = 0.0
    own_eur_per_hour: Quantity = 0.0

    def __post_init__(self) -> None:
        RoundLeg.__post_init__(self)
        check_numbers(self, "leg", own_minutes=MINUTES, own_eur_per_hour=RATE)

    def _handling(self, shipment: Shipment, board: OnBoard) -> Quantity:
        return handling_minutes(self, board.loads, board.mass_kg + self.other_kg)

    def _own_work(self, number: int) -> list[Line]:
        return own_work(
            self.own_minutes, self.own_eur_per_hour, number, self.handling_origin, self.hour_origin
        )
