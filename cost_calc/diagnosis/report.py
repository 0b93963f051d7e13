"""The whole diagnosis of a response: one object for the page and for the PDF."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cost_calc.diagnosis import advice
from cost_calc.diagnosis.advice import Advice, advise
from cost_calc.diagnosis.costs import WeekCost, week_cost
from cost_calc.diagnosis.deliveries import price_deliveries
from cost_calc.diagnosis.delivery_costs import Deliveries
from cost_calc.diagnosis.neighbours import Neighbours, neighbours_of
from cost_calc.diagnosis.steps import Step, next_steps
from cost_calc.diagnosis.whom import Whom, whom_to_ask
from cost_calc.engine.errors import InvalidInput
from cost_calc.pricing.comparison import CalculatorError
from cost_calc.pricing.references import MissingReferenceError, ReferenceSet
from needs_survey.answers import Answers, codes_of
from needs_survey.applying.wanted import wanted_rows
from needs_survey.enums import QuestionType, RowKind
from needs_survey.fields import YES
from needs_survey.maturity import Maturity, score
from needs_survey.models import SurveyResponse
from needs_survey.reading import in_words
from pat_logistics import formats
from pat_logistics.accounts.models import User
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import Temperature
from producers.entries import advising_organisation

GUIDES_SHOWN = 4
IDEAL, ACCEPTABLE, MEAN = "threshold.ideal_share", "threshold.acceptable_share", "threshold.mean_share"

# Below this share of what the farm makes, its rounds carry more than what was described.
LEAST_DESCRIBED = 0.6


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
class Headline:
    """The figures of a year; None is unknown. `source` says what they come from."""

    eur: float | None
    minutes: float | None
    co2e_kg: float | None
    eur_per_kg: float | None
    source: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that a second diagnosis shows to have changed, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Advisor:
    """Who signs the report: what the account says of itself, the address for want of a name."""

    name: str
    service: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Report:
    """`previous` is the diagnosis before this one of the same farm, and `changes` what differs.

    `names_neighbours`: this copy is the advisor's own, and names the farms that only advisors may name.
    """

    response: SurveyResponse
    advisor: Advisor | None
    maturity: Maturity
    costs: WeekCost
    thresholds: Thresholds
    deliveries: Deliveries
    steps: list[Step]
    advice: list[Advice]
    whom: list[Whom]
    neighbours: Neighbours
    names_neighbours: bool
    guides: tuple[str, ...]
    alone: bool
    previous: SurveyResponse | None
    changes: list[Changed]

    @property
    def headline(self) -> Headline:
        """A year, from the rounds declared, else from the deliveries priced."""
        costs, year, priced = self.costs, self.costs.year, self.deliveries.year
        if costs.eur is not None or priced is None:
            source = "d’après vos tournées et vos heures" if costs.eur is not None else ""
            eur_per_kg = None if self.is_partial else costs.eur_per_kg
            return Headline(year.eur, year.minutes, year.co2e_kg, eur_per_kg, source)
        kg = sum((row.kg or 0.0) * (row.per_year or 0.0) for row in self.deliveries.counted)
        source = "calculé livraison par livraison"
        return Headline(priced.now_eur, priced.now_minutes, priced.now_co2e_kg, priced.now_eur / kg, source)

    @property
    def has_examples(self) -> bool:
        ways = (way for row in self.deliveries.rows for way in (*row.others, *row.apart))
        return any(way.solution is not None and way.solution.is_example for way in ways)

    @property
    def warnings(self) -> list[tuple[str, list[str]]]:
        """What forbids today's way or is to check of the others, each said once, with its places."""
        found: dict[str, list[str]] = {}
        for row in self.deliveries.rows:
            for way in (row.now, *row.others, *row.apart):
                for text in (*way.blocks, *way.warnings) if way else ():
                    places = found.setdefault(text, [])
                    if row.place not in places:
                        places.append(row.place)
        return list(found.items())

    @property
    def weight(self) -> Weight | None:
        share = self.costs.share
        if share is None:
            return None
        if share <= self.thresholds.ideal:
            return Weight.IDEAL
        return Weight.ACCEPTABLE if share <= self.thresholds.acceptable else Weight.HEAVY

    @property
    def is_partial(self) -> bool:
        """Too little of what is made is in the deliveries described to weigh their cost."""
        share = self.costs.described_share
        return share is not None and share < LEAST_DESCRIBED

    @property
    def missing(self) -> list[str]:
        """What would make the diagnosis say more."""
        return [*self.costs.missing, *(f"{part.label} : sans réponse." for part in self.maturity.unknown)]


def report_of(response: SurveyResponse, at: datetime.date, *, reader: User | None = None) -> Report:
    """The diagnosis with the values in force on a date. Raises CalculatorError when one is missing.

    `reader`: the advisor whose own copy it is; None for the copy of the farm.
    """
    answers = response.answers
    producer = response.producer
    home = producer.commune if producer else Commune.objects.filter(pk=answers.get("commune", "")).first()
    alone = answers.get("refuses_intermediaries") == YES
    try:
        references = ReferenceSet.at(at)
        costs = week_cost(answers, references, producer)
        thresholds = Thresholds(
            references[IDEAL], references[ACCEPTABLE], references[MEAN], references.source(ACCEPTABLE)
        )
        previous = _previous(response)
        changes = list(_changes(response, previous, costs, references)) if previous else []
        deliveries = price_deliveries(answers, home, references, alone=alone, producer=producer)
    except (MissingReferenceError, InvalidInput) as error:
        raise CalculatorError(str(error)) from error
    irritants = _irritants(response)
    found = advise(
        irritants,
        commune=home,
        temperatures=_temperatures(answers),
        alone=alone,
        reach=deliveries.reach,
    )
    flows = list(producer.flows.with_places()) if producer and not alone else []
    neighbours = neighbours_of(producer, flows, reader=reader) if producer else Neighbours()
    return Report(
        response=response,
        advisor=_advisor(response),
        maturity=score(answers),
        costs=costs,
        thresholds=thresholds,
        deliveries=deliveries,
        steps=next_steps(deliveries, neighbours, costs, found),
        advice=found,
        whom=whom_to_ask(irritants, commune=home, alone=alone),
        neighbours=neighbours,
        names_neighbours=reader is not None,
        guides=tuple(dict.fromkeys([*_guides(answers), *(slug for row in found for slug in row.guides)]))[
            :GUIDES_SHOWN
        ],
        alone=alone,
        previous=previous,
        changes=changes,
    )


def _advisor(response: SurveyResponse) -> Advisor | None:
    author = response.author
    if author is None:
        return None
    organisation = advising_organisation(author, response.departement)
    return Advisor(
        name=author.full_name or author.email,
        service=organisation.name if organisation else "",
        phone=author.phone,
        email=author.email,
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
    then = week_cost(previous.answers, references, response.producer)
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
