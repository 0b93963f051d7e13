"""What a farm answered of its deliveries, as often as they really leave."""

from dataclasses import replace

from needs_survey.answers import Answers
from needs_survey.application.wanted import Wanted, wanted_rows
from needs_survey.enums import RowKind
from needs_survey.prefill import known_answers
from producers.models import Producer


def wanted_of(answers: Answers, producer: Producer | None) -> list[Wanted]:
    """Rows answered, for the farm whose answers they are.

    A frequency left as the form proposed it, the nearest it has a word for, stays that of the farm.
    So does validation: 20 times a year are not 26 because the question only knows « every fortnight ».
    """
    wanted = wanted_rows(answers)
    if producer is None or not any(row.known for row in wanted if row.kind == RowKind.FLOW):
        return wanted
    proposed = {
        row.known: row.values.get("deliveries_per_year")
        for row in wanted_rows(known_answers(producer))
        if row.kind == RowKind.FLOW
    }
    own = dict(producer.flows.values_list("pk", "deliveries_per_year"))

    def corrected(row: Wanted) -> Wanted:
        asked = row.values.get("deliveries_per_year")
        if row.kind != RowKind.FLOW or row.known not in own or asked != proposed.get(row.known):
            return row
        return replace(row, values={**row.values, "deliveries_per_year": own[row.known]})

    return [corrected(row) for row in wanted]
