"""What makes an option impossible or doubtful. Guidance, not legal advice."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any

from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.quantities import (
    CELSIUS,
    DISTANCE_KM,
    EUR,
    HOURS,
    MASS_KG,
    SHARE,
    Quantity,
    Range,
    Truth,
    check_numbers,
    check_optional,
    check_scalars,
    check_type,
    either,
    is_array,
)
from cost_calc.engine.shipment import Shipment, Temperature
from cost_calc.engine.verdicts import Code, Severity, Verdict

__all__ = ["WEEKS_PER_YEAR", "Code", "Service", "Severity", "Verdict", "Wishes", "service_verdicts"]

HOURS_PER_DAY = 24.0
WEEKS_PER_YEAR = 52.0
MONTHS_PER_YEAR = 12.0


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the producer accepts.

    Parameters
    ----------
    refuses_intermediaries
        Wants to sell and deliver without a middleman.
    days
        Days he may send, ISO numbers (Monday is 1); empty: any.
    """

    refuses_intermediaries: bool = False
    days: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        check_type(self, "wishes", refuses_intermediaries=bool)
        object.__setattr__(self, "days", _weekdays("wishes.days", self.days))


_SERVICE_FLAGS = (
    "serves_origin",
    "serves_destination",
    "breaks_load",
    "attested_atp",
    "co_delivery",
    "between_farmers",
    "sold_above_cost",
    "intermediated",
    "carries_non_organic_bulk",
    "carries_competitor",
    "tells_celsius",
    "many_addresses",
)


@dataclass(frozen=True, slots=True)
class Service:
    """The facts about an option that the rules look at; the defaults are a producer's own van.

    Parameters
    ----------
    temperatures
        Regimes it can hold.
    min_kg, max_kg
        Limits of one consignment.
    drop_shares
        Part of the shipment left at each drop, each a consignment of its own; a verdict numbers them from 1.
    serves_origin, serves_destination, unserved
        Whether its area covers both ends; the drops it does not go to, where there are several.
    days
        ISO days it runs; empty: any.
    delay_hours, cut_off_hour
        From pickup to delivery; hour of the day after which goods wait for the next day.
    breaks_load
        Goods change vehicle at a platform.
    attested_atp
        Its vehicles hold an ATP attestation.
    co_delivery, between_farmers, sold_above_cost
        Delivery of a farm's goods by another farm: whether both are farmers, and whether it is sold above
        shared cost.
    intermediated
        Someone else buys or sells the goods on the way.
    carries_non_organic_bulk, carries_competitor
        What shares the vehicle.
    holds_celsius, tells_celsius
        Warmest its cold goods may get, and whether it is known; a producer sets his own van.
    radius_km
        Great-circle distance from the commune where the round begins to its farthest customer.
    many_addresses
        Its price is known for several places of delivery at once; the others are priced for one.
    unpriced_options
        Codes of options asked for (tail lift, appointment) that its list gives no price for.
    on_quote_above_kg
        Mass beyond which the service asks for a quotation, whatever its list says.
    takes_returns, fetch_eur
        Whether it brings empties back, None when it does not say; what fetching them oneself would cost.
    """

    temperatures: frozenset[Temperature] = frozenset(Temperature)
    min_kg: float = 0.0
    max_kg: float | None = None
    drop_shares: tuple[float, ...] = (1.0,)
    serves_origin: bool = True
    serves_destination: bool = True
    unserved: tuple[int, ...] = ()
    days: frozenset[int] = frozenset()
    delay_hours: float | None = None
    cut_off_hour: float | None = None
    breaks_load: bool = False
    attested_atp: bool = False
    co_delivery: bool = False
    between_farmers: bool = True
    sold_above_cost: bool = False
    intermediated: bool = False
    carries_non_organic_bulk: bool = False
    carries_competitor: bool = False
    holds_celsius: float | None = None
    tells_celsius: bool = True
    radius_km: Quantity | None = None
    many_addresses: bool = False
    unpriced_options: frozenset[str] = frozenset()
    on_quote_above_kg: float | None = None
    takes_returns: bool | None = True
    fetch_eur: float | None = None

    def __post_init__(self) -> None:
        check_numbers(self, "service", min_kg=MASS_KG)
        object.__setattr__(self, "drop_shares", _shares(self.drop_shares))
        check_optional(
            self,
            "service",
            max_kg=MASS_KG,
            delay_hours=HOURS,
            cut_off_hour=Range(0.0, HOURS_PER_DAY),
            holds_celsius=CELSIUS,
            radius_km=DISTANCE_KM,
            on_quote_above_kg=MASS_KG,
            fetch_eur=EUR,
        )
        check_scalars(
            self,
            "service",
            "fetch_eur",
            "min_kg",
            "max_kg",
            "delay_hours",
            "cut_off_hour",
            "holds_celsius",
            "on_quote_above_kg",
        )
        check_type(self, "service", **dict.fromkeys(_SERVICE_FLAGS, bool), takes_returns=(bool, type(None)))
        if self.max_kg is not None and self.max_kg < self.min_kg:
            raise InvalidInput("service.max_kg", "unordered", minimum=self.min_kg)
        try:
            object.__setattr__(self, "temperatures", frozenset(map(Temperature, self.temperatures)))
        except (ValueError, TypeError):
            raise InvalidInput("service.temperatures", "unknown") from None
        object.__setattr__(self, "days", _weekdays("service.days", self.days))


def service_verdicts(
    service: Service,
    shipment: Shipment,
    *,
    wishes: Wishes,
) -> Iterator[Verdict]:
    """Judge what a service declares for a shipment; a verdict of a batch says where it holds."""
    yield from _limit_verdicts(service, shipment)
    yield from _time_verdicts(service, shipment, wishes)
    if service.unpriced_options:
        yield Verdict(Code.OPTION_NOT_PRICED, Severity.BLOCKS, {"options": sorted(service.unpriced_options)})
    if not service.takes_returns:
        code = Code.RETURNS_NOT_KNOWN if service.takes_returns is None else Code.RETURNS_NOT_TAKEN
        yield Verdict(code, Severity.INFORMS, {"fetch_eur": service.fetch_eur}, shipment.returns_kg > 0.0)
    if shipment.organic and service.carries_non_organic_bulk:
        yield Verdict(Code.ORGANIC_MIXING, Severity.WARNS)
    if service.carries_competitor:
        yield Verdict(Code.DIRECT_COMPETITOR, Severity.WARNS)
    if wishes.refuses_intermediaries and service.intermediated:
        yield Verdict(Code.NO_INTERMEDIARY, Severity.WARNS)


def _limit_verdicts(service: Service, shipment: Shipment) -> Iterator[Verdict]:
    mass = shipment.mass_kg
    if shipment.temperature not in service.temperatures:
        yield Verdict(
            Code.TEMPERATURE_NOT_OFFERED, Severity.BLOCKS, {"temperature": shipment.temperature.value}
        )
    if not (service.serves_origin and service.serves_destination):
        missing = "origin" if not service.serves_origin else "destination"
        place: dict[str, Any] = {"place": missing}
        if service.serves_origin and service.unserved:
            place["drops"] = service.unserved
        yield Verdict(Code.PLACE_NOT_SERVED, Severity.BLOCKS, place)
    if not service.many_addresses:
        params = {"addresses": shipment.addresses}
        yield Verdict(Code.ONE_ADDRESS_ONLY, Severity.BLOCKS, params, shipment.addresses > 1.0)
    if service.min_kg:
        under = [mass * share < service.min_kg for share in service.drop_shares]
        yield _of_drops(Code.UNDER_MIN_WEIGHT, {"min_kg": service.min_kg}, under)
    if service.max_kg is not None:
        over = [mass * share > service.max_kg for share in service.drop_shares]
        yield _of_drops(Code.OVER_MAX_WEIGHT, {"max_kg": service.max_kg}, over)
    if service.on_quote_above_kg is not None:
        params = {"max_kg": service.on_quote_above_kg}
        yield Verdict(Code.ON_QUOTE, Severity.BLOCKS, params, mass > service.on_quote_above_kg)


def _of_drops(code: Code, limit: dict[str, Any], refused: list[Truth]) -> Verdict:
    """A limit of each consignment; of several drops, a single shipment names those that pass it."""
    where = reduce(either, refused)
    if len(refused) > 1 and not is_array(where):
        limit = limit | {"drops": tuple(number for number, one in enumerate(refused, start=1) if one)}
    return Verdict(code, Severity.BLOCKS, limit, where)


def _time_verdicts(service: Service, shipment: Shipment, wishes: Wishes) -> Iterator[Verdict]:
    if service.days and wishes.days and not service.days & wishes.days:
        yield Verdict(Code.DAY_NOT_SERVED, Severity.BLOCKS, {"days": sorted(service.days)})
    rate = shipment.deliveries_per_year
    if service.days and rate is not None:
        params = {"days_served": len(service.days), "per_month": rate / MONTHS_PER_YEAR}
        too_often = rate > len(service.days) * WEEKS_PER_YEAR
        yield Verdict(Code.TOO_OFTEN, Severity.WARNS, params, too_often)
    late = (
        shipment.ready_hour is not None
        and service.cut_off_hour is not None
        and shipment.ready_hour > service.cut_off_hour
    )
    if late:
        yield Verdict(Code.AFTER_CUT_OFF, Severity.INFORMS, {"cut_off_hour": service.cut_off_hour})
    if service.delay_hours is not None and shipment.shelf_life_hours is not None:
        delay = service.delay_hours + (HOURS_PER_DAY if late else 0.0)
        params = {"delay_hours": delay, "shelf_life_hours": shipment.shelf_life_hours}
        yield Verdict(Code.TOO_SLOW, Severity.BLOCKS, params, delay > shipment.shelf_life_hours)


def _shares(shares: tuple[float, ...]) -> tuple[float, ...]:
    if not isinstance(shares, tuple) or not shares:
        raise InvalidInput("service.drop_shares", "wrong_type")
    for share in shares:
        if is_array(SHARE.check("service.drop_shares", share)):
            raise InvalidInput("service.drop_shares", "shape")
    return shares


def _weekdays(field_path: str, days: frozenset[int]) -> frozenset[int]:
    try:
        checked = frozenset(days)
    except TypeError:
        raise InvalidInput(field_path, "wrong_type") from None
    for day in checked:
        if isinstance(day, bool) or not isinstance(day, int) or not 1 <= day <= 7:
            raise InvalidInput(field_path, "unknown", value=day)
    return checked
