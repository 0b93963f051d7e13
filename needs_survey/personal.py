"""What the personal page of a farm shows of its diagnoses."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from needs_survey.models import SurveyResponse
from needs_survey.questionnaire import Question, Section
from needs_survey.reading import Answer, read
from pat_logistics.accounts.models import Organisation
from producers.entries import advising_organisation
from producers.models import Producer
from producers.personal import Part


@dataclass(frozen=True, slots=True)
class Consent:
    """A question of consent as it was answered; the date is that of the validation, or of the last save."""

    question: Question
    given: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Diagnosis:
    response: SurveyResponse
    service: Organisation | None
    sections: list[tuple[Section, list[Answer]]]
    consents: list[Consent]


def responses_of(producer: Producer) -> list[SurveyResponse]:
    """The validated diagnoses of a farm, the last first: a draft is the advisor's until then."""
    rows = SurveyResponse.objects.validated().filter(producer=producer)
    return list(rows.select_related("questionnaire", "author").order_by("-validated_at", "-pk"))


def response_of(producer: Producer, key: uuid.UUID) -> SurveyResponse | None:
    """One of them; another farm's is not found."""
    return next((response for response in responses_of(producer) if response.key == key), None)


def consents_of(response: SurveyResponse) -> Iterator[Consent]:
    at = response.validated_at or response.updated_at
    for question in response.questionnaire.parsed.questions:
        if question.wording and question.code in response.answers:
            yield Consent(question, response.answers[question.code] == "yes", at)


def part_of(producer: Producer, _token: str) -> Part | None:
    responses = responses_of(producer)
    if not responses:
        return None
    diagnoses = [
        Diagnosis(
            response=response,
            service=advising_organisation(response.author, response.departement) if response.author else None,
            sections=list(read(response.questionnaire.parsed, response.answers)),
            consents=list(consents_of(response)),
        )
        for response in responses
    ]
    return Part("needs_survey/personal.html", {"diagnoses": diagnoses}, responses[0].author)
