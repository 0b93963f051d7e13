"""Each delivery of a farm priced as it goes today and by its best other ways, by the calculator itself.

The question is the one the calculator's own page would ask: the farm's place, the customer's place, the
kilos, the temperature, the vehicle and the hour declared. A solution that does not go there is never among
the ways.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse

from cost_calc.diagnosis.costs import declared_vehicle
from cost_calc.diagnosis.delivery_costs import Deliveries, DeliveryCost, WayCost, express_places
from cost_calc.diagnosis.of_farm import wanted_of
from cost_calc.engine.compare import OptionKind
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.verdicts import Severity
from cost_calc.pricing.adapters import road_parameters
from cost_calc.pricing.comparison import ComparisonResult, compare_shipment
from cost_calc.pricing.priced import Priced
from cost_calc.pricing.question import MAX_OTHER_STOPS, OwnMeans, Question, Stop
from cost_calc.pricing.references import ReferenceSet
from cost_calc.words.verdict_texts import all_said, told
from needs_survey.answers import OWN_DRIVERS, Answers, codes_of, float_of, rows_of
from needs_survey.applying.wanted import Wanted
from needs_survey.enums import RowKind
from needs_survey.fields import YES
from pat_logistics.frequency import usual
from pat_logistics.territory.models import Commune
from pat_logistics.territory.roads import roads_between
from pat_logistics.vocabulary import DEFAULT_TEMPERATURE, CustomerType, Label, ProductFamily
from producers.enums import TransportToday
from producers.models import Producer

# Each costs about the time of a page of the calculator: what is left out is said.
MAX_PRICED = 24
SHOWN = 2


def price_deliveries(
    answers: Answers,
    origin: Commune | None,
    references: ReferenceSet,
    *,
    alone: bool,
    producer: Producer | None = None,
) -> Deliveries:
    """Price every delivery answered. Raises CalculatorError when a reference value is missing.

    `alone`: the farm refuses intermediaries. `producer`: whose answers they are, with its own frequencies.
    """
    wanted = wanted_of(answers, producer)
    flows = sorted((row for row in wanted if row.kind == RowKind.FLOW), key=_yearly_kg, reverse=True)
    kept = flows[:MAX_PRICED]
    communes = Commune.objects.in_bulk({row.values.get("destination_id") for row in kept} - {None})
    lines = [row for row in wanted if row.kind == RowKind.PRODUCT_LINE]
    beyond = _beyond_rounds(answers, origin, communes.values(), references)
    priced: dict[Question, ComparisonResult] = {}
    rows = []
    for row in kept:
        place = communes.get(row.values.get("destination_id", ""))
        delivery = _described(row, place)
        if origin is None or place is None or delivery.kg is None:
            missing = "sa commune" if place is None else "ses kilos"
            missing = missing if origin else "la commune de la ferme"
            rows.append(replace(delivery, unknown=f"Il manque {missing}."))
            continue
        stops = 0 if place.pk in beyond else _other_stops(answers)
        question = _question(answers, row, lines, origin, place, alone=alone, other_stops=stops)
        try:
            if question not in priced:
                priced[question] = compare_shipment(question, at=references.date, refs=references)
        except InvalidInput:
            rows.append(replace(delivery, unknown="Un chiffre de cette livraison n’a pas de sens."))
            continue
        found = _priced(delivery, priced[question], answers, row)
        rows.append(replace(found, is_express=place.pk in beyond))
    return Deliveries(tuple(rows), len(flows) - len(kept), tuple(_assumptions(answers, rows)))


def _yearly_kg(row: Wanted) -> float:
    return float(row.values.get("kg_per_delivery", 0)) * row.values.get("deliveries_per_year", 0)


def _described(row: Wanted, place: Commune | None) -> DeliveryCost:
    customers, goods = dict(CustomerType.choices), dict(ProductFamily.choices)
    kg, per_year = row.values.get("kg_per_delivery"), row.values.get("deliveries_per_year")
    return DeliveryCost(
        place=place.name if place else "",
        customer=customers.get(row.values.get("customer_type", ""), ""),
        goods=goods.get(row.goods, ""),
        kg=float(kg) if kg else None,
        per_year=float(per_year) if per_year else None,
        sells_there=row.values.get("customer_type") == CustomerType.MARKET,
    )


def _question(
    answers: Answers,
    row: Wanted,
    lines: Sequence[Wanted],
    origin: Commune,
    place: Commune,
    *,
    alone: bool,
    other_stops: int | None,
) -> Question:
    """The delivery as the calculator's form would ask it."""
    family = ProductFamily(row.goods) if row.goods in ProductFamily.values else ProductFamily.OTHER
    regimes = [line.values.get("temperature") for line in lines if line.values.get("family") == family]
    vehicle = declared_vehicle(answers)
    declared = vehicle.own if vehicle else OwnMeans()
    value, weekdays = row.values.get("goods_value_eur"), row.values.get("weekdays", [])
    return Question(
        origin=origin,
        stops=(Stop(place, float(row.values["kg_per_delivery"])),),
        family=family,
        temperature=next(filter(None, regimes), DEFAULT_TEMPERATURE[family]),
        deliveries_per_year=row.values.get("deliveries_per_year"),
        goods_value_eur=None if value is None else float(value),
        organic=Label.ORGANIC in codes_of(answers, "labels"),
        refuses_intermediaries=alone,
        customer_type=row.values.get("customer_type", ""),
        approved=answers.get("approval") == YES,
        weekday=weekdays[0] if len(weekdays) == 1 else None,
        own=replace(
            declared,
            vehicle_code=vehicle.code if vehicle else None,
            eur_per_hour=float_of(answers.get("eur_per_hour")),
            other_stops=other_stops,
        ),
    )


def _other_stops(answers: Answers) -> int | None:
    """Other customers of the mean round declared; None when no round says its stops."""
    rounds = [
        (float_of(row.get("stops")), float_of(row.get("per_week")) or 1.0)
        for row in rows_of(answers, "rounds")
    ]
    told = [(stops, weight) for stops, weight in rounds if stops]
    if not told:
        return None
    mean = sum(stops * weight for stops, weight in told) / sum(weight for _, weight in told)
    return min(max(round(mean) - 1, 0), MAX_OTHER_STOPS)


def calculator_link(question: Question) -> str:
    """The page of the calculator that answers the same question."""
    own, stop = question.own, question.stops[0]
    often = usual(round(question.deliveries_per_year)) if question.deliveries_per_year else None
    said = {
        "origin": question.origin.pk,
        "destination": stop.commune.pk,
        "family": question.family,
        "temperature": question.temperature,
        "mass_kg": stop.mass_kg,
        "times": often and often.times,
        "period": often and often.period.value,
        "goods_value_eur": question.goods_value_eur,
        "customer_type": question.customer_type,
        "weekday": question.weekday,
        "vehicle": own.vehicle_code,
        "litres_per_100km": own.litres_per_100km,
        "fixed_eur_per_year": own.fixed_eur_per_year,
        "km_per_year": own.km_per_year,
        "eur_per_hour": own.eur_per_hour,
        "other_stops": own.other_stops,
        "organic": "on" if question.organic else None,
        "approved": "on" if question.approved else None,
        "refuses_intermediaries": "on" if question.refuses_intermediaries else None,
    }
    written = {
        name: f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",") if isinstance(value, float) else value
        for name, value in said.items()
        if value not in (None, "")
    }
    return f"{reverse('cost_calc:compare')}?{urlencode(written)}"


def _priced(delivery: DeliveryCost, result: ComparisonResult, answers: Answers, row: Wanted) -> DeliveryCost:
    now, unknown = _today(result, answers, row)
    feasible, unwanted = result.feasible, result.unwanted
    if result.question.refuses_intermediaries:
        # Another farm that takes the goods along is not one in law; « tout intermédiaire » is wider.
        unwanted = sorted([*unwanted, *filter(_is_shared, feasible)], key=_eur)
        feasible = [each for each in feasible if not _is_shared(each)]
    others = [_way(each, result) for each in _firsts(feasible) if each is not now]
    # The farm's own van is another way only for who does not drive it today.
    if now is not None and now.option.kind is OptionKind.OWN_VEHICLE:
        others = [way for way in others if way.solution is not None]
    suiting = (*result.feasible, *result.unwanted, *result.collected)
    return replace(
        delivery,
        now=_way(now, result) if now else None,
        unknown=unknown,
        others=tuple(others[:SHOWN]),
        apart=tuple(_way(each, result) for each in _firsts(unwanted)[:SHOWN]),
        reach=frozenset(row.way.solution.pk for row in suiting if row.way.solution),
        link=calculator_link(result.question),
    )


def _is_shared(row: Priced) -> bool:
    return row.option.kind is OptionKind.POOLED


def _eur(row: Priced) -> float:
    return float(row.quote.total_eur)


def _today(result: ComparisonResult, answers: Answers, row: Wanted) -> tuple[Priced | None, str]:
    """The way it goes today, as far as the farm and the answers tell; else why its price is not known."""
    ways = set(codes_of(answers, "delivered_by"))
    if row.known and (by := row.values.get("transport_today")):
        ways = {by}
    by_id = {row.option.id: row for row in result.priced}
    if ways & OWN_DRIVERS:
        own = by_id.get("own-round") or by_id["own"]
        if math.isnan(float(own.quote.total_eur)):
            return None, "Votre véhicule ne peut pas y aller par la route."
        return own, ""
    if ways == {"customer"} and "collected" in by_id:
        return by_id["collected"], ""
    if len(ways) == 1 and (label := dict(TransportToday.choices).get(*ways)):
        return None, f"Ce que coûte aujourd’hui « {label} » n’a pas été noté."
    if ways:
        return None, "Ce que vous coûte aujourd’hui celui qui livre n’a pas été noté."
    return None, "Qui livre aujourd’hui n’a pas été noté (question 20)."


def _beyond_rounds(
    answers: Answers, origin: Commune | None, places: Iterable[Commune], references: ReferenceSet
) -> set[str]:
    """Communes farther, there and back, than the longest round noted: none of them goes there. One query."""
    longest = max((float_of(row.get("km")) or 0.0 for row in rows_of(answers, "rounds")), default=0.0)
    if origin is None or not longest or not _other_stops(answers):
        return set()
    away = [place for place in places if place.pk != origin.pk]
    roads = roads_between([(origin, place) for place in away], road_parameters(references))
    return {place.pk for place in away if 2 * roads[origin.pk, place.pk].distance_km > longest}


def _firsts(rows: Sequence[Priced]) -> list[Priced]:
    """The cheapest way of each solution: one service at the farm and at a drop point is one choice."""
    found: dict[int | str, Priced] = {}
    for row in rows:
        if row.too_long_a_day:
            continue
        found.setdefault(row.way.solution.pk if row.way.solution else row.option.id, row)
    return list(found.values())


def _way(row: Priced, result: ComparisonResult) -> WayCost:
    quote = row.quote
    carbon = float(quote.co2e_kg)
    said = all_said(row.verdicts, result.references.rules, told(row.way, result.question))
    return WayCost(
        label=row.option.label,
        eur=float(quote.total_eur),
        eur_per_kg=float(row.eur_per_kg),
        minutes=float(quote.minutes),
        co2e_kg=None if math.isnan(carbon) else carbon,
        solution=row.way.solution,
        warnings=tuple(each.message for each in said if each.severity == Severity.WARNS),
        blocks=tuple(each.message for each in said if each.severity == Severity.BLOCKS),
    )


def _assumptions(answers: Answers, rows: Sequence[DeliveryCost]) -> Iterator[str]:
    """What was supposed, said once for all the deliveries."""
    if not any(row.now for row in rows) or not set(codes_of(answers, "delivered_by")) & OWN_DRIVERS:
        return
    stops = _other_stops(answers)
    in_rounds = [row for row in rows if row.now and not row.is_express] if stops else []
    if stops is None:
        yield (
            "Aujourd’hui : un trajet exprès pour chaque livraison, faute de connaître vos arrêts "
            "(question 21)."
        )
    if in_rounds:
        customers = "1 autre client" if stops == 1 else f"{stops} autres clients"
        yield (
            f"Aujourd’hui : dans une tournée avec {customers}, la moyenne de celles que vous avez notées, "
            "chacun comptant pour autant de kilos."
        )
        if len({row.per_year for row in in_rounds if row.per_year}) > 1:
            yield (
                "Vos clients ne sont pas livrés aussi souvent les uns que les autres : chaque livraison "
                "est comptée autant de fois qu’elle part, mais la tournée y est toujours pleine."
            )
    if far := express_places(rows):
        yield (
            "Plus loin, aller et retour, que la plus longue de vos tournées, et comptée comme un trajet "
            f"exprès\u00a0: {', '.join(far)}. Vérifiez ce qui s’y livre, et comment."
        )
    if set(codes_of(answers, "delivered_by")) - OWN_DRIVERS:
        yield (
            "Vous livrez de plusieurs façons : celles dont la ferme ne dit pas qui les fait sont comptées "
            "avec votre véhicule."
        )
    if declared_vehicle(answers) is None:
        yield "Votre véhicule n’est pas connu : c’est un véhicule courant qui est compté."
    if in_rounds:
        yield (
            "Le gain suppose que la tournée raccourcit d’autant : voyez ensemble quelles livraisons "
            "retirer d’un même jour."
        )
