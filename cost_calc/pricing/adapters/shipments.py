"""The delivery of a question as the engine takes it."""

from cost_calc.engine.lines import Provenance
from cost_calc.engine.quantities import started
from cost_calc.engine.shipment import Buyer, Shipment, Temperature
from cost_calc.pricing.adapters.law import max_celsius
from cost_calc.pricing.question import Question
from cost_calc.pricing.references import ReferenceSet
from pat_logistics.territory.fields import great_circle_km
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import CustomerType

# Who eats what he buys, and who sells or serves it again. « Hors Lozère » says neither.
BUYERS = {
    CustomerType.HOME: Buyer.EATER,
    CustomerType.PICKUP_POINT: Buyer.EATER,
    CustomerType.MARKET: Buyer.EATER,
    CustomerType.PRODUCER_SHOP: Buyer.EATER,
    CustomerType.GROCERY: Buyer.TRADE,
    CustomerType.SUPERMARKET: Buyer.TRADE,
    CustomerType.RESTAURANT: Buyer.TRADE,
    CustomerType.SCHOOL_CANTEEN: Buyer.TRADE,
    CustomerType.COLLEGE: Buyer.TRADE,
    CustomerType.CARE_HOME: Buyer.TRADE,
    CustomerType.WHOLESALER: Buyer.TRADE,
}


def shipment(question: Question, refs: ReferenceSet) -> Shipment:
    """The delivery as the engine takes it. Raises InvalidInput naming a number outside sense."""
    return Shipment(
        mass_kg=question.mass_kg,
        temperature=Temperature(question.temperature),
        goods_value_eur=question.goods_value_eur,
        deliveries_per_year=question.deliveries_per_year,
        returns_kg=question.returns_kg,
        addresses=float(question.addresses),
        returns_count=started(question.returns_kg, refs["returns.kg_per_piece"]),
        product_family=question.family,
        goods_class=question.cold_class,
        organic=question.organic,
        volume_m3=volume_m3(question, refs),
        volume_provenance=Provenance.DECLARED if question.volume_m3 else Provenance.ESTIMATED,
        linear_m=question.linear_m,
        shelf_life_hours=question.shelf_life_hours,
        ready_hour=question.ready_hour,
        straight_km=farthest_straight_km(question.origin, [stop.commune for stop in question.stops]),
        buyer=_buyer(question.customer_type),
        approved=question.approved,
        max_celsius=max_celsius(refs, question.family, question.temperature, question.cold_class),
    )


def _buyer(customer_type: str) -> Buyer:
    return BUYERS.get(CustomerType(customer_type), Buyer.UNKNOWN) if customer_type else Buyer.UNKNOWN


def volume_m3(question: Question, refs: ReferenceSet) -> float | None:
    """Room the goods take: told, else that of the crates."""
    crates = question.preparation.crates
    if question.volume_m3 is not None or crates is None:
        return question.volume_m3
    return crates * refs["crate.volume_m3"]


def farthest_straight_km(start: Commune, places: list[Commune]) -> float:
    """Great-circle distance to the farthest place: what a radius of the law is counted by."""
    return max(great_circle_km(start, place) for place in places)
