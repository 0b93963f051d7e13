"""Answers in words, by the version of the questionnaire they were given to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from needs_survey.enums import QuestionType
from needs_survey.fields import NO, YES
from needs_survey.questionnaire import Definition, Question, Section
from pat_logistics import formats
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import Month
from producers.seasons import months_in_words

YES_NO = {YES: "oui", NO: "non"}
NUMBERS = {QuestionType.INTEGER, QuestionType.DECIMAL}


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and what was answered: words, or the rows of a table (label and words of each column)."""

    question: Question
    words: str = ""
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()

    @property
    def all_words(self) -> str:
        """The rows of a table on one line, where there is no room for a list."""
        told = (" ; ".join(f"{label}\u00a0: {words}" for label, words in row) for row in self.rows)
        return self.words or " | ".join(told)


def read(
    definition: Definition, answers: Mapping[str, Any], *, short: bool = False
) -> Iterator[tuple[Section, list[Answer]]]:
    """Sections with the questions that were answered, in their order. One query for the communes."""
    communes = _communes(definition, answers)
    for section in definition.sections_of(short=short):
        found = [
            _answer(question, answers[question.code], communes)
            for question in section.questions
            if question.code in answers
        ]
        if found:
            yield section, found


def _answer(question: Question, value: Any, communes: Mapping[str, str]) -> Answer:
    if question.type is not QuestionType.TABLE:
        return Answer(question, in_words(question, value, communes))
    rows = tuple(
        tuple(
            (column.label, in_words(column, row[column.code], communes))
            for column in question.columns
            if column.code in row
        )
        for row in value
    )
    return Answer(question, rows=rows)


def in_words(question: Question, value: Any, communes: Mapping[str, str]) -> str:
    """One answer as a sentence of a page would say it."""
    if question.type is QuestionType.CONSENT:
        return YES_NO.get(value, str(value))
    if question.type is QuestionType.ONE:
        return question.label_of(value)
    if question.type is QuestionType.MANY:
        return ", ".join(question.label_of(code) for code in value)
    if question.type is QuestionType.MONTHS:
        return _year_in_words(question, value)
    if question.type is QuestionType.COMMUNE:
        return communes.get(value, str(value))
    if question.type in NUMBERS:
        number = formats.plain(float(value))
        return f"{number}\u00a0{question.unit}" if question.unit else number
    return str(value)


def _year_in_words(question: Question, value: Any) -> str:
    """Months of one answer together: « normal de septembre à mai, un peu de juin à août »."""
    months: dict[str, list[int]] = {}
    for month, code in zip(Month.values, value, strict=False):
        if code:
            months.setdefault(question.label_of(code), []).append(month)
    return ", ".join(f"{label} {months_in_words(chosen)}" for label, chosen in months.items())


def _communes(definition: Definition, answers: Mapping[str, Any]) -> dict[str, str]:
    codes = set()
    for question in definition.questions:
        value = answers.get(question.code)
        if question.type is QuestionType.COMMUNE and value:
            codes.add(value)
        if question.type is QuestionType.TABLE:
            places = [column.code for column in question.columns if column.type is QuestionType.COMMUNE]
            codes |= {row[code] for row in value or () for code in places if code in row}
    return {commune.pk: str(commune) for commune in Commune.objects.filter(pk__in=codes).order_by()}
