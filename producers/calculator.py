"""What the calculator is told of a farm: its place, a product, a vehicle, one delivery or a round of several.

Answers as its form and its address name them, in the numbers people write: « 0,38 », never « 0,3800 ».
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils import timezone
from django.utils.http import urlencode

from pat_logistics.addresses import address
from pat_logistics.forms.numbers import written
from pat_logistics.frequency import usual
from pat_logistics.vocabulary import Label, Temperature
from producers.enums import TransportToday, VehicleKind
from producers.models import Flow, Producer, ProductLine, Vehicle

Answers = dict[str, str]

AMBIENT_VAN, COLD_SMALL_VAN = "small_van", "logicout_fourgonnette_e6"
# The reference vehicle nearest to a kind: what it burns and carries where the farm gives no figure.
REFERENCE_VEHICLES = {
    VehicleKind.CAR: "car",
    VehicleKind.SMALL_VAN: AMBIENT_VAN,
    VehicleKind.SMALL_REEFER: COLD_SMALL_VAN,
    VehicleKind.REEFER: "logicout_fourgon_e5",
    VehicleKind.LARGE_REEFER: "logicout_grand_fourgon_e6",
}
VEHICLE_FIGURES = ("eur_per_km", "litres_per_100km", "fixed_eur_per_year", "km_per_year")
VEHICLE_ANSWERS = ("vehicle", *VEHICLE_FIGURES, "vehicle_m3", "attested_atp", "cool_boxes")
# Who of the farm drives: the delivery costs its van and its time.
BY_THE_FARM = {TransportToday.SELF, TransportToday.EMPLOYEE, TransportToday.FAMILY}
MAX_STOPS = 6


class RoundError(Exception):
    """Deliveries that cannot make one round, with what to tell the person."""


def of_farm(producer: Producer) -> Answers:
    answers = {"origin": producer.commune_id}
    return answers | ({"refuses_intermediaries": "on"} if producer.refuses_intermediaries else {})


def of_product(producer: Producer, line: ProductLine) -> Answers:
    """Its family, temperature and price; all its answers, those not known empty."""
    organic = Label.ORGANIC in line.labels or Label.ORGANIC in producer.labels
    return {
        "family": line.family,
        "temperature": line.temperature,
        "price_eur_per_kg": written(line.eur_per_kg),
        "shelf_life_hours": written(min(line.shelf_life_hours, 9_000)) if line.shelf_life_hours else "",
        "organic": "on" if organic else "",
    }


def of_vehicle(vehicle: Vehicle | None) -> Answers:
    """Its reference and its own figures; all its answers, those not known empty."""
    if vehicle is None:
        return dict.fromkeys(VEHICLE_ANSWERS, "")
    kind, cold = VehicleKind(vehicle.kind), Temperature.CHILLED in vehicle.temperatures
    code = REFERENCE_VEHICLES.get(kind, "")
    attested = vehicle.atp_expires_on and vehicle.atp_expires_on >= timezone.localdate()
    return (
        # A small van said to keep cold does, whatever its usual kind.
        {"vehicle": COLD_SMALL_VAN if code == AMBIENT_VAN and cold else code}
        | {name: written(getattr(vehicle, name)) for name in VEHICLE_FIGURES}
        | {"vehicle_m3": written(vehicle.volume_m3), "attested_atp": "on" if attested else ""}
        | {"cool_boxes": "on" if kind is VehicleKind.CAR and cold else ""}
    )


def vehicle_for(producer: Producer, kilos: Decimal, temperature: str) -> Vehicle | None:
    """The smallest vehicle of the farm that carries the load at its temperature, None if none is known to."""
    fit = [
        vehicle
        for vehicle in producer.vehicles.all()
        if vehicle.payload_kg and vehicle.payload_kg >= kilos and temperature in vehicle.temperatures
    ]
    return min(fit, key=lambda vehicle: (vehicle.payload_kg, vehicle.pk), default=None)


def of_deliveries(producer: Producer, flows: Sequence[Flow]) -> Answers:
    """One delivery, or several made in one round: the product of the most kilos, the frequency of the most.

    Raises
    ------
    RoundError
        They are too many, or do not travel at one temperature.
    """
    if not flows:
        raise RoundError("Cochez les livraisons de la tournée.")
    if len(flows) > MAX_STOPS:
        raise RoundError(f"Une tournée compte {MAX_STOPS} clients au plus\u00a0: décochez-en.")
    temperatures = {flow.product_line.temperature for flow in flows}
    if {Temperature.FROZEN, Temperature.CHILLED} <= temperatures:
        raise RoundError("Frais et surgelé ne voyagent pas ensemble\u00a0: cochez l’un ou l’autre.")
    heaviest = max(flows, key=lambda flow: flow.kg_per_delivery)
    coldest = min(temperatures, key=lambda code: code == Temperature.AMBIENT)
    frequency = usual(max(flow.deliveries_per_year for flow in flows))
    customers = {flow.customer_type for flow in flows}
    answers = of_farm(producer) | of_product(producer, heaviest.product_line)
    answers |= of_vehicle(vehicle_for(producer, _sum(flow.kg_per_delivery for flow in flows), coldest))
    answers |= {
        "temperature": coldest,
        "destination": flows[0].destination_id,
        "mass_kg": written(flows[0].kg_per_delivery),
        "customer_type": customers.pop() if len(customers) == 1 else "",
        "times": written(round(frequency.times, 6)),
        "period": frequency.period.value,
        "returns_kg": written(_sum(flow.returns_kg for flow in flows) or None),
    }
    for number, flow in enumerate(flows[1:], start=2):
        answers |= {f"stop_{number}": flow.destination_id, f"kg_{number}": written(flow.kg_per_delivery)}
    values = [value_of(flow) for flow in flows]
    # The calculator takes the value of the whole, or a price: the value where it was told.
    if any(flow.goods_value_eur is not None for flow in flows) or len(flows) > 1:
        answers["price_eur_per_kg"] = ""
        known = [value for value in values if value is not None]
        answers["goods_value_eur"] = written(round(_sum(known), 2)) if len(known) == len(values) else ""
    return {name: value for name, value in answers.items() if value}


def _sum(values: Iterable[Decimal]) -> Decimal:
    return sum(values, Decimal())


def value_of(flow: Flow) -> Decimal | None:
    """What one delivery is sold: as told, else from the price of the product."""
    if flow.goods_value_eur is not None:
        return flow.goods_value_eur
    price = flow.product_line.eur_per_kg
    return price * flow.kg_per_delivery if price else None


def calculator_link(producer: Producer, *flows: Flow) -> str:
    """The calculator, filled in with a delivery of the farm or a round of several. Raises RoundError."""
    return f"{address('calculator')}?{urlencode(of_deliveries(producer, flows))}"
