"""What each delivery of a farm costs today, by its own vehicle and its own time, and what a year comes to.

Priced by the engine of the calculator, with the question its link asks: each delivery alone, on a trip of its
own. Values and roads are read once for all of them: some tens of deliveries are priced while a page opens.
"""

import datetime
import math
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from cost_calc.engine.compare import price
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.verdicts import Severity
from cost_calc.pricing import adapters, own
from cost_calc.pricing.build import prepared
from cost_calc.pricing.case import Case
from cost_calc.pricing.prices import sale_price
from cost_calc.pricing.question import OwnMeans, Question, Stop
from cost_calc.pricing.references import MissingReferenceError, ReferenceSet
from cost_calc.pricing.ways import Roads, pairs_needed
from cost_calc.words.verdict_texts import all_said, told
from pat_logistics.territory.roads import roads_between
from producers import calculator
from producers.models import Flow, Producer

# What a page shows; a farm with more is told how many are left out.
MOST = 60


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One delivery. Its price is None where it cannot be told; `by_farm`: somebody of the farm drives.

    `share` is the part of its sale that it costs, None where the price of the goods is not known.
    """

    flow: Flow
    by_farm: bool
    link: str
    eur_per_kg: float | None = None
    eur_per_year: float | None = None
    minutes_per_year: float | None = None
    share: float | None = None
    heavy: bool = False
    blocked: str = ""


@dataclass(frozen=True, slots=True)
class FarmDeliveries:
    rows: tuple[DeliveryRow, ...]
    left_out: int
    day: datetime.date

    @property
    def counted(self) -> list[DeliveryRow]:
        """What the total adds up: those the farm drives itself, whose price is known."""
        return [row for row in self.rows if row.by_farm and row.eur_per_year is not None]

    @property
    def mixed_frequencies(self) -> bool:
        """A round of several of them is counted as often as the most frequent goes."""
        return len({row.flow.deliveries_per_year for row in self.rows}) > 1

    @property
    def eur_per_year(self) -> float:
        return sum(row.eur_per_year or 0.0 for row in self.counted)

    @property
    def minutes_per_year(self) -> float:
        return sum(row.minutes_per_year or 0.0 for row in self.counted)


def farm_deliveries(producer: Producer, at: datetime.date) -> FarmDeliveries:
    """The deliveries of a farm, the dearest of the year first. Raises MissingReferenceError."""
    flows = producer.flows.select_related("destination", "product_line").order_by("-kg_per_delivery", "pk")
    kept = list(flows[:MOST])
    if not kept:
        return FarmDeliveries((), 0, at)
    prefetch_related_objects([producer], "vehicles")
    refs = ReferenceSet.at(at)
    questions = {flow: question_of(producer, flow) for flow in kept}
    pairs = {pair for question in questions.values() for pair in pairs_needed(question, [])}
    roads = Roads(roads_between(pairs, adapters.road_parameters(refs)))
    rows = [_row(producer, flow, question, refs, roads) for flow, question in questions.items()]
    rows.sort(key=lambda row: -(row.eur_per_year or 0.0))
    return FarmDeliveries(tuple(rows), max(flows.count() - len(kept), 0) if len(kept) == MOST else 0, at)


def question_of(producer: Producer, flow: Flow) -> Question:
    """The question that the link of this delivery asks."""
    line = flow.product_line
    van = calculator.vehicle_for(producer, flow.kg_per_delivery, line.temperature)
    said, value = calculator.of_vehicle(van), calculator.value_of(flow)
    product = calculator.of_product(producer, line)
    return Question(
        origin=producer.commune,
        stops=(Stop(flow.destination, float(flow.kg_per_delivery)),),
        family=line.family,
        temperature=line.temperature,
        deliveries_per_year=float(flow.deliveries_per_year),
        goods_value_eur=None if value is None else float(value),
        returns_kg=float(flow.returns_kg),
        customer_type=flow.customer_type,
        shelf_life_hours=_number(product["shelf_life_hours"]),
        organic=product["organic"] == "on",
        refuses_intermediaries=producer.refuses_intermediaries,
        own=OwnMeans(
            vehicle_code=said["vehicle"] or None,
            attested_atp=said["attested_atp"] == "on",
            cool_boxes=said["cool_boxes"] == "on",
            eur_per_km=_number(said["eur_per_km"]),
            litres_per_100km=_number(said["litres_per_100km"]),
            fixed_eur_per_year=_number(said["fixed_eur_per_year"]),
            km_per_year=_number(said["km_per_year"]),
            vehicle_m3=_number(said["vehicle_m3"]),
        ),
    )


def _number(text: str) -> float | None:
    return float(text.replace(",", ".")) if text else None


def _row(producer: Producer, flow: Flow, question: Question, refs: ReferenceSet, roads: Roads) -> DeliveryRow:
    row = DeliveryRow(
        flow, flow.transport_today in calculator.BY_THE_FARM, calculator.calculator_link(producer, flow)
    )
    case = Case(question, refs, roads)
    rules = adapters.rules(refs)
    way = prepared(case, own.in_round(case))
    try:
        priced = price(way.option, case.shipment(), method=question.method, rules=rules)
    except InvalidInput:
        return row
    per_kg, minutes = float(priced.eur_per_kg), float(priced.quote.minutes)
    if math.isnan(per_kg):  # no road, or no price
        return row
    said = all_said(priced.verdicts, refs.rules, told(way, question))
    sale, times = sale_price(question, refs), flow.deliveries_per_year
    share = per_kg / sale.eur_per_kg if sale else None
    return DeliveryRow(
        flow=row.flow,
        by_farm=row.by_farm,
        link=row.link,
        eur_per_kg=per_kg,
        eur_per_year=float(priced.quote.total_eur) * times,
        minutes_per_year=minutes * times,
        share=share,
        heavy=share is not None and share > refs["threshold.acceptable_share"],
        blocked=next((one.message for one in said if one.severity == Severity.BLOCKS), ""),
    )


def deliveries_or_none(producer: Producer, at: datetime.date) -> FarmDeliveries | None:
    """None when a reference value is missing: the page stands without its figures."""
    try:
        return farm_deliveries(producer, at)
    except (MissingReferenceError, ValueError):
        return None
