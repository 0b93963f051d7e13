"""The whole diagnosis of a response: one object for the page and for the PDF."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cost_calc.comparison import CalculatorError
from cost_calc.diagnosis import advice
from cost_calc.diagnosis.advice import Advice, advise
from cost_calc.diagnosis.costs import WeekCost, week_cost
from cost_calc.diagnosis.neighbours import Neighbour, neighbours_of
from cost_calc.engine.errors import InvalidInput
from cost_calc.references import MissingReferenceError, ReferenceSet
from needs_survey.answers import Answers, codes_of
from needs_survey.application.wanted import wanted_rows
from needs_survey.enums import QuestionType, RowKind
from needs_survey.fields import YES
from needs_survey.maturity import Maturity, score
from needs_survey.models import SurveyResponse
from needs_survey.reading import in_words
from pat_logistics import formats
from pat_logistics.territory.models import Commune
from producers.enums import Temperature

GUIDES_SHOWN = 4
IDEAL, ACCEPTABLE, MEAN = "threshold.ideal_share", "threshold.acceptable_share", "threshold.mean_share"


class Weight(StrEnum):
    """What the share of the deliveries in the sales is, against the rules of thumb."""

    IDEAL = "ideal"
    ACCEPTABLE = "acceptable"
    HEAVY = "heavy"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Shares, 0 to 1, and where they come from."""

    ideal: float
    acceptable: float
    mean: float
    source: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that a second diagnosis shows to have changed, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Report:
    """`previous` is the diagnosis before this one of the same farm, and `changes` what differs."""

    response: SurveyResponse
    maturity: Maturity
    costs: WeekCost
    thresholds: Thresholds
    advice: list[Advice]
    neighbours: list[Neighbour]
    guides: tuple[str, ...]
    alone: bool
    previous: SurveyResponse | None
    changes: list[Changed]

    @property
    def weight(self) -> Weight | None:
        share = self.costs.share
        if share is None:
            return None
        if share <= self.thresholds.ideal:
            return Weight.IDEAL
        return Weight.ACCEPTABLE if share <= self.thresholds.acceptable else Weight.HEAVY

    @property
    def missing(self) -> list[str]:
        """What would make the diagnosis say more."""
        return [*self.costs.missing, *(f"{part.label} : sans réponse." for part in self.maturity.unknown)]


def report_of(response: SurveyResponse, at: datetime.date) -> Report:
    """The diagnosis with the values in force on a date. Raises CalculatorError when one is missing."""
    answers = response.answers
    producer = response.producer
    alone = answers.get("refuses_intermediaries") == YES
    try:
        references = ReferenceSet.at(at)
        costs = week_cost(answers, references)
        thresholds = Thresholds(
            references[IDEAL], references[ACCEPTABLE], references[MEAN], references.source(ACCEPTABLE)
        )
        previous = _previous(response)
        changes = list(_changes(response, previous, costs, references)) if previous else []
    except (MissingReferenceError, InvalidInput) as error:
        raise CalculatorError(str(error)) from error
    found = advise(
        _irritants(response),
        commune=producer.commune
        if producer
        else Commune.objects.filter(pk=answers.get("commune", "")).first(),
        temperatures=_temperatures(answers),
        alone=alone,
    )
    flows = list(producer.flows.with_places()) if producer and not alone else []
    return Report(
        response=response,
        maturity=score(answers),
        costs=costs,
        thresholds=thresholds,
        advice=found,
        neighbours=neighbours_of(producer, flows) if producer else [],
        guides=tuple(dict.fromkeys([*_guides(answers), *(slug for row in found for slug in row.guides)]))[
            :GUIDES_SHOWN
        ],
        alone=alone,
        previous=previous,
        changes=changes,
    )


def _irritants(response: SurveyResponse) -> dict[str, str]:
    """Codes answered, with their words."""
    question = response.questionnaire.parsed.question("irritants")
    codes = codes_of(response.answers, "irritants")
    return {code: question.label_of(code) for code in codes} if question else {}


def _temperatures(answers: Answers) -> list[str]:
    lines = (row for row in wanted_rows(answers) if row.kind == RowKind.PRODUCT_LINE)
    return sorted({str(row.values["temperature"]) for row in lines if "temperature" in row.values})


def _guides(answers: Answers) -> Iterator[str]:
    """What the answers show to be worth reading first."""
    if answers.get("cost_known") in {"no", "roughly"}:
        yield advice.COST
    cold = {Temperature.CHILLED, Temperature.FROZEN} & set(_temperatures(answers))
    if cold and answers.get("cold_mastered") == "no":
        yield advice.COLD
    if answers.get("approval") == "unknown":
        yield advice.APPROVAL
    if answers.get("transport_status") in {"mutual_help", "unknown"}:
        yield advice.NEIGHBOUR
    if answers.get("logicout") == "unknown":
        yield advice.TOOLS


def _previous(response: SurveyResponse) -> SurveyResponse | None:
    if response.producer_id is None:
        return None
    before = SurveyResponse.objects.validated().filter(producer=response.producer_id).exclude(pk=response.pk)
    if response.validated_at:
        before = before.filter(validated_at__lt=response.validated_at)
    return before.select_related("questionnaire").order_by("-validated_at", "-pk").first()


def _changes(
    response: SurveyResponse, previous: SurveyResponse, costs: WeekCost, references: ReferenceSet
) -> Iterator[Changed]:
    then = week_cost(previous.answers, references)
    figures = [
        ("Maturité", str(score(previous.answers)), str(score(response.answers))),
        ("Temps par semaine", formats.minutes(then.minutes), formats.minutes(costs.minutes)),
        ("Coût par semaine", formats.euro(then.eur), formats.euro(costs.eur)),
        ("Coût par kilo", formats.eur_per_kg(then.eur_per_kg), formats.eur_per_kg(costs.eur_per_kg)),
        ("Kilos par semaine", formats.kg(then.kg), formats.kg(costs.kg)),
    ]
    yield from (Changed(*row) for row in figures if row[1] != row[2])
    yield from _answers_changed(response, previous)


def _answers_changed(response: SurveyResponse, previous: SurveyResponse) -> Iterator[Changed]:
    """Answers that both versions ask and that differ; tables are told by the figures above."""
    now, before = response.questionnaire.parsed, previous.questionnaire.parsed
    for question in now.questions:
        asked = before.question(question.code)
        if question.type in {QuestionType.TABLE, QuestionType.MONTHS, QuestionType.COMMUNE} or asked is None:
            continue
        old, new = previous.answers.get(question.code), response.answers.get(question.code)
        if old != new and asked.type is question.type:
            said = ("sans réponse" if old is None else in_words(asked, old, {}),
                    "sans réponse" if new is None else in_words(question, new, {}))  # fmt: skip
            yield Changed(question.label, *said)
