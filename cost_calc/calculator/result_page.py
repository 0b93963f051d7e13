"""What the page of a result shows of a question, on screen and on paper."""

import datetime
from typing import Any

from cost_calc.calculator import curves, listing, presentation
from cost_calc.calculator.map_data import map_data
from cost_calc.calculator.road_note import direct_road, road_note
from cost_calc.calculator.worth import worth
from cost_calc.pricing.comparison import NOTICE, compare_shipment
from cost_calc.pricing.question import Question
from cost_calc.words import carbon_marks, texts
from cost_calc.words.verdict_texts import all_said
from pat_logistics import formats
from pat_logistics.vocabulary import ProductFamily, Temperature


def context(question: Question, today: datetime.date) -> dict[str, Any]:
    """Everything the templates of `cost_calc/result/` read. Raises as `compare_shipment`."""
    result = compare_shipment(question, at=today)
    rules = result.references.rules
    rows = {
        priced.option.id: presentation.option_row(number, priced, result)
        for number, priced in enumerate(result.priced, start=1)
    }
    feasible, unwanted, collected, impossible = (
        [rows[priced.option.id] for priced in chosen]
        for chosen in (result.feasible, result.unwanted, result.collected, result.impossible)
    )
    highlights = presentation.highlights(feasible)
    entries, shared = listing.entries(feasible, result)
    return {
        "result": result,
        "question": question,
        "family": ProductFamily(question.family).label,
        "temperature": texts.SHORT_TEMPERATURES[Temperature(question.temperature)],
        "road": direct_road(result),
        "road_note": road_note(result),
        "tour": presentation.tour(result),
        "rows": feasible,
        "entries": entries,
        "shared": shared,
        "collected": collected,
        "unwanted": unwanted,
        "unwanted_entries": listing.entries(unwanted, result)[0],
        "impossible": impossible,
        "misfits": listing.misfits(impossible, result),
        "highlights": highlights,
        "best": highlights[0].row.id if highlights else "",
        "scatter": curves.scatter(feasible),
        "curve": curves.curve_chart(feasible, result),
        "map": map_data(feasible, result),
        "sale": all_said(result.sale, rules),
        "worth": worth(feasible, result),
        "carbon_note": texts.CARBON_NOTES[question.method],
        "carbon_marks": carbon_marks.explained(row.carbon_marks for row in feasible),
        "carbon_difference": carbon_marks.difference(row.carbon_marks for row in feasible),
        "notice": NOTICE,
        "title": _title(question, feasible),
        "per_what": "par tournée" if len(question.stops) > 1 else "par livraison",
    }


def said(question: Question) -> str:
    """The question in one line: « 60 kg de fromage, de Langogne à Montpellier »."""
    stops = [stop.commune.name for stop in question.stops]
    to = formats.at(stops[0]) if len(stops) == 1 else f"à {len(stops)} clients"
    family = ProductFamily(question.family).label
    return f"{formats.kg(question.mass_kg)} {formats.of(family)}, {formats.of(question.origin.name)} {to}"


def _title(question: Question, rows: list[presentation.OptionRow]) -> str:
    """What a shared link says: « 60 kg de fromage, de Langogne à Montpellier : dès 0,65 €/kg »."""
    words = said(question)
    return f"{words} : dès {formats.eur_per_kg(rows[0].eur_per_kg)}" if rows else words
