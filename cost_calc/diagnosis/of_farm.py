"""What a farm answered of its deliveries, with what the portal knows of them better than the answers say."""

from dataclasses import replace

from needs_survey.answers import Answers
from needs_survey.applying.wanted import Wanted, wanted_rows
from needs_survey.enums import RowKind
from needs_survey.prefill import known_answers
from producers.models import Producer

OFTEN = "deliveries_per_year"
# Not among the questions of the short form.
NOT_ASKED = ("goods_value_eur",)


def wanted_of(answers: Answers, producer: Producer | None) -> list[Wanted]:
    """Rows answered, for the farm whose answers they are.

    What a row of the farm holds stays where the answers agree with it; so does validation.
    """
    wanted = wanted_rows(answers)
    if producer is None or not any(row.known for row in wanted if row.kind == RowKind.FLOW):
        return wanted
    proposed = {
        row.known: row.values for row in wanted_rows(known_answers(producer)) if row.kind == RowKind.FLOW
    }
    own = producer.flows.in_bulk()

    def corrected(row: Wanted) -> Wanted:
        flow = own.get(row.known) if row.kind == RowKind.FLOW and row.known else None
        if flow is None:
            return row
        said = proposed.get(row.known, {})
        kept = [name for name, value in row.values.items() if row.agrees(name, getattr(flow, name))]
        # The form has fewer words than the farm: « every fortnight » for 20 times a year.
        if row.values.get(OFTEN) == said.get(OFTEN):
            kept.append(OFTEN)
        kept += [name for name in NOT_ASKED if name not in row.values and getattr(flow, name) is not None]
        return replace(row, values={**row.values, **{name: getattr(flow, name) for name in kept}})

    return [corrected(row) for row in wanted]
