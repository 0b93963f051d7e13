"""What the law asks of a delivery: cold in the vehicle, sanitary approval, help between farms, hours driven.

Guidance, not legal advice: a verdict says what to check, and with whom.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.feasibility import WEEKS_PER_YEAR, Service
from cost_calc.engine.legs.common import Leg
from cost_calc.engine.legs.on_board import on_board
from cost_calc.engine.legs.rounds import OwnVehicleLeg, PooledLeg
from cost_calc.engine.quantities import (
    DISTANCE_KM,
    MASS_KG,
    MINUTES,
    Quantity,
    Truth,
    anywhere,
    check_numbers,
    check_optional,
    check_scalars,
    check_type,
    either,
    maximum,
    negated,
)
from cost_calc.engine.shipment import Buyer, Shipment, Temperature
from cost_calc.engine.verdicts import Code, Severity, Verdict


@dataclass(frozen=True, slots=True)
class WeeklyLimit:
    """What may be sold to shops and canteens in a week without approval.

    Parameters
    ----------
    usual_kg
        While those sales stay within 30 % of the production.
    reduced_kg
        Beyond that share; None: the text gives no other figure.

    Source: arrêté of 8 June 2006 as amended, annexe.
    """

    usual_kg: float
    reduced_kg: float | None = None

    def __post_init__(self) -> None:
        check_numbers(self, "weekly_limit", usual_kg=MASS_KG)
        check_optional(self, "weekly_limit", reduced_kg=MASS_KG)
        check_scalars(self, "weekly_limit", "usual_kg", "reduced_kg")
        if self.reduced_kg is not None and self.reduced_kg > self.usual_kg:
            raise InvalidInput("weekly_limit.reduced_kg", "too_large", maximum=self.usual_kg)


@dataclass(frozen=True, slots=True)
class Rules:
    """Thresholds of the law; the defaults are those in force in 2026, the caller passes its dated rows.

    Parameters
    ----------
    atp_km
        Distance from loading, without break of load, under which attested equipment is not required
        (arrêté of 27 November 2020).
    co_delivery_km
        Radius around the commune of origin within which a farm may carry for another (code des transports,
        R3211-3): as the crow flies, not along the road.
    approval_km
        Radius, as the crow flies, of the derogation to approval (arrêté of 8 June 2006).
    approval_weekly
        Weekly quantities of that derogation by class of goods, else by product family; what is absent needs
        no approval.
    approval_excluded
        Classes of goods that the derogation never covers.
    approval_slaughtered
        Classes it covers only when slaughtered in an approved place.
    egg_families
        Families whose sale to trade asks for an approved packing centre instead.
    egg_direct_km
        Radius, as the crow flies, within which eggs of a small flock are sold to the eater without one.
    maybe_animal_families
        Families that may or may not be of animal origin: chilled, they deserve the question.
    approval_extended_km
        Radius to which the prefect may extend the derogation.
    driving_minutes
        Driving after which a break is due, by law above 3.5 t, by prudence below (regulation (EC) 561/2006,
        article 7).
    day_driving_minutes
        Driving of one working day, all loads together (article 6), by the same token.
    """

    atp_km: float = 80.0
    co_delivery_km: float = 100.0
    approval_km: float = 80.0
    approval_weekly: Mapping[str, WeeklyLimit] = field(default_factory=dict, hash=False)
    approval_excluded: frozenset[str] = frozenset()
    approval_slaughtered: frozenset[str] = frozenset()
    egg_families: frozenset[str] = frozenset()
    egg_direct_km: float = 80.0
    maybe_animal_families: frozenset[str] = frozenset()
    approval_extended_km: float = 200.0
    driving_minutes: float = 270.0
    day_driving_minutes: float = 540.0

    def __post_init__(self) -> None:
        distances = ("atp_km", "co_delivery_km", "approval_km", "egg_direct_km", "approval_extended_km")
        check_numbers(self, "rules", **dict.fromkeys(distances, DISTANCE_KM), driving_minutes=MINUTES)
        check_numbers(self, "rules", day_driving_minutes=MINUTES)
        check_scalars(self, "rules", *distances, "driving_minutes", "day_driving_minutes")
        check_type(self, "rules", approval_weekly=Mapping)
        for family, limit in self.approval_weekly.items():
            if not isinstance(limit, WeeklyLimit):
                raise InvalidInput(f"rules.approval_weekly.{family}", "wrong_type")
        object.__setattr__(self, "approval_weekly", dict(self.approval_weekly))
        for name in ("approval_excluded", "approval_slaughtered", "egg_families", "maybe_animal_families"):
            object.__setattr__(self, name, frozenset(getattr(self, name)))


RULES_2026 = Rules()


def way_verdicts(
    legs: Sequence[Leg], service: Service, shipment: Shipment, rules: Rules
) -> Iterator[Verdict]:
    """What the law says of one way to deliver; a verdict of a batch says where it holds."""
    # What a service cannot hold at all is said already; its attestation is then no question.
    holds = shipment.temperature in service.temperatures
    drops = sum(leg.attested_atp is None for leg in legs)
    if shipment.needs_cold:
        for number, leg in enumerate(legs, start=1):
            vehicle = leg.vehicle if isinstance(leg, OwnVehicleLeg | PooledLeg) else None
            if vehicle.takes(shipment.temperature) if vehicle else holds or leg.attested_atp is not None:
                boxed = vehicle is not None and vehicle.needs_boxes(shipment.temperature)
                yield from _atp(leg, number, service, drops, rules, boxed=boxed)
    if shipment.temperature is Temperature.CHILLED and holds:
        yield from _celsius(service, shipment)
    for number, leg in enumerate(legs, start=1):
        if isinstance(leg, OwnVehicleLeg | PooledLeg):
            yield from _boxes(leg, number, shipment, rules)
            board = on_board(leg, shipment)
            minutes = board.driving_minutes
            params = {"minutes": minutes, "limit_minutes": rules.driving_minutes}
            long_drive = minutes > rules.driving_minutes
            yield Verdict(Code.LONG_DRIVE, Severity.INFORMS, params, long_drive, legs=(number,))
            day = {"minutes": minutes, "loads": board.loads, "limit_minutes": rules.day_driving_minutes}
            too_long = minutes > rules.day_driving_minutes
            yield Verdict(Code.TOO_LONG_A_DAY, Severity.WARNS, day, too_long, legs=(number,))
    if service.co_delivery:
        if service.radius_km is not None:
            params = {"limit_km": rules.co_delivery_km, "distance_km": service.radius_km}
            too_far = service.radius_km > rules.co_delivery_km
            yield Verdict(Code.CO_DELIVERY_TOO_FAR, Severity.BLOCKS, params, too_far)
        if not service.between_farmers:
            yield Verdict(Code.CO_DELIVERY_NOT_FARMER, Severity.BLOCKS)
        if service.sold_above_cost:
            yield Verdict(Code.CO_DELIVERY_ABOVE_COST, Severity.BLOCKS)


def _atp(
    leg: Leg, number: int, service: Service, drops: int, rules: Rules, *, boxed: bool
) -> Iterator[Verdict]:
    """Attested equipment: 80 km or more from loading, or a break of load in this vehicle's own way.

    The clock starts again at each loading: a short leg that ends at the quay of an attested carrier is
    exempt. Opening the doors at a first customer breaks the load for those after him (Cemafroid), in a
    carrier's vehicle that makes several `drops` as in the producer's. `boxed`: the goods are in cool boxes,
    whose distance is judged apart.
    """
    bought = leg.attested_atp is None
    if service.attested_atp if bought else leg.attested_atp:
        return
    far: Truth = False if boxed else leg.farthest_goods_km >= rules.atp_km
    opened: Truth = drops > 1 if bought else leg.customers_served > 1.0
    changed = bought and service.breaks_load
    reason = "break" if changed else "doors" if anywhere(opened) else "distance"
    needed: Truth = True if changed else either(far, opened)
    params = {
        "vehicle": "service" if bought else "pooled" if isinstance(leg, PooledLeg) else "own",
        "reason": reason,
        "limit_km": rules.atp_km,
        "distance_km": leg.farthest_goods_km,
    }
    yield Verdict(Code.ATP_REQUIRED, Severity.WARNS, params, needed, legs=(number,))


def _boxes(
    leg: OwnVehicleLeg | PooledLeg, number: int, shipment: Shipment, rules: Rules
) -> Iterator[Verdict]:
    """Cool boxes in a vehicle without cold: with care they do near by; far, they are not enough."""
    if not leg.vehicle.needs_boxes(shipment.temperature):
        return
    params = {"limit_km": rules.atp_km, "distance_km": leg.farthest_goods_km}
    far = leg.farthest_goods_km >= rules.atp_km
    yield Verdict(Code.COOL_BOXES, Severity.WARNS, params, negated(far), legs=(number,))
    yield Verdict(Code.COOL_BOXES_TOO_FAR, Severity.BLOCKS, params, far, legs=(number,))


def _celsius(service: Service, shipment: Shipment) -> Iterator[Verdict]:
    """« Frais » is not one temperature: minced meat asks for +2 °C, ripened cheese for +8."""
    if shipment.max_celsius is None:
        return
    params = {"max_celsius": shipment.max_celsius}
    if service.holds_celsius is not None:
        if service.holds_celsius > shipment.max_celsius:
            facts = params | {"holds_celsius": service.holds_celsius}
            yield Verdict(Code.COLD_NOT_HELD, Severity.BLOCKS, facts)
    elif not service.tells_celsius:
        yield Verdict(Code.COLD_NOT_TOLD, Severity.INFORMS, params)


def goods_verdicts(shipment: Shipment) -> tuple[Verdict, ...]:
    """What the law says of the goods themselves: those that keep cold are not sent at ambient temperature."""
    if shipment.temperature is not Temperature.AMBIENT or shipment.max_celsius is None:
        return ()
    return (Verdict(Code.COLD_NEEDED, Severity.WARNS, {"max_celsius": shipment.max_celsius}),)


def sale_verdicts(shipment: Shipment, rules: Rules) -> tuple[Verdict, ...]:
    """What the law says of the sale itself, whichever way the goods go.

    Goods of animal origin sold to trade come from an approved place, or fall under the derogation: near
    enough as the crow flies, and little enough a week. Nothing is said of a sale to the eater.
    """
    if shipment.product_family in rules.egg_families:
        return _egg_verdicts(shipment, rules)
    if shipment.buyer is Buyer.EATER or shipment.approved:
        return ()
    known = shipment.buyer is Buyer.TRADE
    kind = shipment.goods_class
    if kind in rules.approval_excluded:
        return (Verdict(Code.APPROVAL_EXCLUDED, Severity.WARNS, {"known": known}),)
    weekly_limits = rules.approval_weekly
    limit = weekly_limits.get(kind, weekly_limits.get(shipment.product_family))
    if limit is None:
        doubtful = shipment.product_family in rules.maybe_animal_families and shipment.needs_cold
        return (Verdict(Code.APPROVAL_IF_ANIMAL, Severity.INFORMS),) if doubtful else ()
    weekly = _weekly_kg(shipment)
    facts: dict[str, object] = {
        "known": known,
        "limit_km": rules.approval_km,
        "distance_km": shipment.straight_km,
        "extended_km": rules.approval_extended_km,
        "limit_kg": limit.usual_kg,
        "reduced_kg": limit.reduced_kg,
        "weekly_kg": weekly,
    }
    beyond = weekly > limit.usual_kg
    if shipment.straight_km is not None:
        beyond = either(beyond, shipment.straight_km > rules.approval_km)
    found = [
        Verdict(Code.APPROVAL_LIMIT, Severity.WARNS, facts, beyond),
        Verdict(Code.APPROVAL_NEEDED, Severity.INFORMS, facts, negated(beyond)),
        Verdict(
            Code.APPROVAL_SLAUGHTER, Severity.WARNS, {"known": known}, kind in rules.approval_slaughtered
        ),
    ]
    return tuple(verdict for verdict in found if anywhere(verdict.where))


def _egg_verdicts(shipment: Shipment, rules: Rules) -> tuple[Verdict, ...]:
    """Eggs have a rule of their own, whatever approval a dairy or a cutting room holds."""
    if shipment.buyer is Buyer.EATER:
        far = shipment.straight_km is not None and shipment.straight_km > rules.egg_direct_km
        facts = {"limit_km": rules.egg_direct_km, "distance_km": shipment.straight_km}
        return (Verdict(Code.EGG_DIRECT_LIMIT, Severity.INFORMS, facts, far),) if anywhere(far) else ()
    known = shipment.buyer is Buyer.TRADE
    severity = Severity.WARNS if known else Severity.INFORMS
    return (Verdict(Code.EGG_PACKING_CENTRE, severity, {"known": known}),)


def _weekly_kg(shipment: Shipment) -> Quantity:
    """One delivery never weighs less than itself in its week, however rare it is."""
    rate = 1.0 if shipment.deliveries_per_year is None else shipment.deliveries_per_year
    return shipment.mass_kg * maximum(1.0, rate / WEEKS_PER_YEAR)
