"""The questionnaire as a form to print: what each question looks like on paper."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from needs_survey.enums import QuestionType
from needs_survey.questionnaire import Definition, Question, Section
from pat_logistics.vocabulary import Month

# Rows side by side on a page; a table that holds many has two such blocks.
ABREAST, MANY_ROWS = 3, 30
LINES = {QuestionType.LONG_TEXT: 3}
SIRET_FIGURES = 14
INITIALS = tuple(month.label[0].upper() for month in Month)
ONE_LINE = {QuestionType.TEXT, QuestionType.COMMUNE, QuestionType.PHONE, QuestionType.EMAIL}
MEASURED = {QuestionType.INTEGER, QuestionType.DECIMAL}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on paper: `mark` is its number, told apart by a letter from those that share it."""

    question: Question
    mark: str
    condition: str
    columns: tuple[Question, ...] = ()

    @property
    def shape(self) -> str:
        """How the answer is drawn."""
        kind = self.question.type
        if kind in MEASURED:
            return "number"
        return "line" if kind in ONE_LINE else str(kind)

    @property
    def lines(self) -> range:
        return range(LINES.get(self.question.type, 1))

    @property
    def figures(self) -> range:
        return range(SIRET_FIGURES)

    @property
    def blocks(self) -> list[list[int]]:
        """Numbers of the rows, as many as stand side by side."""
        limit = self.question.max_rows or MANY_ROWS
        number = ABREAST * (2 if limit >= MANY_ROWS else 1)
        ranks = list(range(1, min(number, limit) + 1))
        return [ranks[first : first + ABREAST] for first in range(0, len(ranks), ABREAST)]


def pages(definition: Definition, *, short: bool) -> list[tuple[Section, list[Asked]]]:
    """Sections with their questions, in their order."""
    marks = dict(_marks(definition, short=short))
    return [
        (
            section,
            [
                Asked(
                    question,
                    marks[question.code],
                    _condition(question, definition, marks),
                    question.columns_of(short=short),
                )
                for question in section.questions_of(short=short)
            ],
        )
        for section in definition.sections_of(short=short)
    ]


def _marks(definition: Definition, *, short: bool) -> Iterator[tuple[str, str]]:
    """« 20 », or « 1a », « 1b » when several questions share a number; « E1 », « E2 » after a letter."""
    asked = [row for section in definition.sections for row in section.questions_of(short=short)]
    shared, seen = Counter(question.number for question in asked), Counter[str]()
    for question in asked:
        number = question.number
        seen[number] += 1
        rank = seen[number]
        after = chr(96 + rank) if number[-1:].isdigit() and rank <= 26 else str(rank)
        yield question.code, f"{number}{after}" if number and shared[number] > 1 else number


def _condition(question: Question, definition: Definition, marks: Mapping[str, str]) -> str:
    """« Si … » in words, with the number of the question it depends on."""
    if question.condition is None:
        return ""
    asked = definition.question(question.condition.question)
    if asked is None or asked.code not in marks:
        return ""
    words = [f"« {asked.label_of(code)} »" for code in question.condition.any_of]
    choices = " ou ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
    where = f"question {marks[asked.code]}" if marks[asked.code] else f"« {asked.label} »"
    return f"Si vous avez répondu {choices} ({where}) :"
