"""A questionnaire as data: sections of questions with stable codes. Reading one checks it whole.

The same data draws the pages, the paper form and the exports, and says what an answer may be.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal, InvalidOperation
from typing import Any, Self

from needs_survey.checks import MAX_CHECKS, check_problem
from needs_survey.enums import QuestionType

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
OPTION_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")
MAX_QUESTIONS = 300
MAX_OPTIONS = 100
_CHOSEN = {QuestionType.ONE, QuestionType.MANY, QuestionType.MONTHS}
_MEASURED = {QuestionType.INTEGER, QuestionType.DECIMAL}


class DefinitionError(ValueError):
    """A questionnaire that makes no sense; `str()` says where and why, in French."""


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Condition:
    """The question is asked when another one was answered by one of these codes."""

    question: str
    any_of: tuple[str, ...]

    def holds(self, answers: Mapping[str, Any]) -> bool:
        given = answers.get(self.question)
        chosen = given if isinstance(given, list) else [given]
        return any(code in self.any_of for code in chosen)


@dataclass(frozen=True, slots=True)
class Question:
    """One question, or one column of a table.

    `alone` holds the options that exclude the others, `short` that the ten-minute form asks it, and `number`
    the number printed before it. `min` and `max` are in `unit`.
    """

    code: str
    type: QuestionType
    label: str
    number: str = ""
    help: str = ""
    short: bool = False
    required: bool = False
    unit: str = ""
    options: tuple[Option, ...] = ()
    alone: tuple[str, ...] = ()
    max_choices: int | None = None
    max_length: int | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    max_rows: int | None = None
    row: str = ""
    wording: str = ""
    default: str = ""
    condition: Condition | None = None
    columns: tuple["Question", ...] = ()

    def is_asked(self, answers: Mapping[str, Any]) -> bool:
        return self.condition is None or self.condition.holds(answers)

    def columns_of(self, *, short: bool) -> tuple["Question", ...]:
        return tuple(column for column in self.columns if column.short or not short)

    def label_of(self, code: str) -> str:
        """The words of an option; the code itself when this version does not know it."""
        return next((option.label for option in self.options if option.code == code), code)


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    label: str
    help: str = ""
    questions: tuple[Question, ...] = field(default=())

    def questions_of(self, *, short: bool) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.short or not short)


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole questionnaire."""

    title: str
    sections: tuple[Section, ...]
    # Soft checks, as data (checks.py).
    checks: tuple[Mapping[str, Any], ...] = ()

    @classmethod
    def parse(cls, data: Any) -> Self:
        """Read a questionnaire from what JSON holds; DefinitionError at the first thing that is wrong."""
        known = _known(data, {"title", "sections", "checks"}, "le questionnaire")
        sections = tuple(
            _section(row, f"section {rank}") for rank, row in enumerate(_rows(known, "sections"), 1)
        )
        checks = tuple(_rows(known, "checks", optional=True))
        found = cls(_text(known, "title", "le questionnaire"), sections, checks)
        _check_codes(found)
        _check_checks(found)
        return found

    def sections_of(self, *, short: bool) -> tuple[Section, ...]:
        """Those that ask something in this length."""
        return tuple(section for section in self.sections if section.questions_of(short=short))

    def section(self, code: str) -> Section | None:
        return next((section for section in self.sections if section.code == code), None)

    @property
    def questions(self) -> Iterator[Question]:
        for section in self.sections:
            yield from section.questions

    def question(self, code: str) -> Question | None:
        return next((question for question in self.questions if question.code == code), None)

    def differs_from(self, former: "Definition") -> Question | None:
        """The first question, or column, that asks under a former code for an answer of another type.

        Whoever reads the answers of every version relies on it.
        """
        for question in self.questions:
            asked = former.question(question.code)
            if asked is None:
                continue
            if asked.type is not question.type:
                return question
            types = {column.code: column.type for column in asked.columns}
            for column in question.columns:
                if types.get(column.code, column.type) is not column.type:
                    return column
        return None


def _check_codes(definition: Definition) -> None:
    codes: set[str] = set()
    for section in definition.sections:
        if section.code in codes:
            raise DefinitionError(f"Le code de section « {section.code} » sert deux fois.")
        codes.add(section.code)
    seen: dict[str, Question] = {}
    for question in definition.questions:
        if question.code in seen:
            raise DefinitionError(f"Le code « {question.code} » sert deux fois.")
        _check_condition(question, seen)
        seen[question.code] = question
        columns: dict[str, Question] = {}
        for column in question.columns:
            if column.code in columns:
                raise DefinitionError(f"« {question.code} » : la colonne « {column.code} » sert deux fois.")
            _check_condition(column, columns)
            columns[column.code] = column
    if not seen or len(seen) > MAX_QUESTIONS:
        raise DefinitionError(f"Un questionnaire a de 1 à {MAX_QUESTIONS} questions.")


def columns_by_question(definition: Definition) -> dict[str, set[str]]:
    return {each.code: {column.code for column in each.columns} for each in definition.questions}


def _check_checks(definition: Definition) -> None:
    if len(definition.checks) > MAX_CHECKS:
        raise DefinitionError(f"Un questionnaire a {MAX_CHECKS} contrôles au plus.")
    questions = columns_by_question(definition)
    for rank, check in enumerate(definition.checks, 1):
        if problem := check_problem(check, questions):
            raise DefinitionError(f"Contrôle {rank} : {problem}")


def _check_condition(question: Question, before: Mapping[str, Question]) -> None:
    """A condition looks back, so that one pass knows what is asked."""
    if question.condition is None:
        return
    asked = before.get(question.condition.question)
    if asked is None or asked.type not in {QuestionType.ONE, QuestionType.MANY}:
        raise DefinitionError(
            f"« {question.code} » dépend de « {question.condition.question} », "
            "qui n’est pas une question à choix posée avant elle."
        )
    unknown = set(question.condition.any_of) - {option.code for option in asked.options}
    if unknown or not question.condition.any_of:
        raise DefinitionError(f"« {question.code} » dépend d’un choix inconnu de « {asked.code} ».")


def _section(data: Any, where: str) -> Section:
    known = _known(data, {"code", "label", "help", "questions"}, where)
    code = _code(known, where)
    questions = tuple(
        _question(row, f"{code}, question {n}") for n, row in enumerate(_rows(known, "questions"), 1)
    )
    return Section(code, _text(known, "label", where), str(known.get("help", "")), questions)


_TEXTS = ("number", "help", "unit", "row", "wording", "default")
_NAMES = {each.name for each in fields(Question)}


def _question(data: Any, where: str, *, in_table: bool = False) -> Question:
    known = dict(_known(data, _NAMES, where))
    where = code = _code(known, where)
    if known.get("type") not in QuestionType.values:
        raise DefinitionError(f"« {where} » : le type « {known.get('type')} » n’existe pas.")
    kind = QuestionType(known["type"])
    if in_table and kind in {QuestionType.TABLE, QuestionType.CONSENT}:
        raise DefinitionError(f"« {where} » : une colonne ne peut pas être de ce type.")
    options = tuple(_option(row, where) for row in _rows(known, "options", optional=True))
    if (kind in _CHOSEN) != bool(options) or len(options) > MAX_OPTIONS:
        raise DefinitionError(f"« {where} » : les choix ne vont pas avec le type.")
    codes = [option.code for option in options]
    if len(set(codes)) < len(codes):
        raise DefinitionError(f"« {where} » : un choix sert deux fois.")
    alone = tuple(known.get("alone", ()))
    if set(alone) - set(codes):
        raise DefinitionError(f"« {where} » : « alone » nomme un choix inconnu.")
    columns = tuple(
        _question(row, f"{where}, colonne {rank}", in_table=True)
        for rank, row in enumerate(_rows(known, "columns", optional=True), 1)
    )
    if (kind is QuestionType.TABLE) != bool(columns):
        raise DefinitionError(f"« {where} » : les colonnes vont avec les tableaux, et eux seuls.")
    if kind is QuestionType.CONSENT and not known.get("wording"):
        raise DefinitionError(f"« {where} » : un accord a un texte.")
    low, high = (_number(known, side, where) if kind in _MEASURED else None for side in ("min", "max"))
    if low is not None and high is not None and low > high:
        raise DefinitionError(f"« {where} » : le minimum dépasse le maximum.")
    return Question(
        code=code,
        type=kind,
        label=_text(known, "label", where),
        options=options,
        alone=alone,
        columns=columns,
        condition=_condition(known.get("condition"), where),
        min=low,
        max=high,
        short=known.get("short") is True,
        required=known.get("required") is True,
        max_choices=_whole(known, "max_choices", where),
        max_length=_whole(known, "max_length", where),
        max_rows=_whole(known, "max_rows", where),
        **_texts(known),
    )


def _texts(known: Mapping[str, Any]) -> dict[str, Any]:
    return {name: str(known.get(name, "")) for name in _TEXTS}


def _option(data: Any, where: str) -> Option:
    known = _known(data, {"code", "label"}, where)
    if not isinstance(known.get("code"), str) or not OPTION_CODE.fullmatch(known["code"]):
        raise DefinitionError(f"« {where} » : un choix a un code en minuscules sans accent.")
    return Option(known["code"], _text(known, "label", where))


def _condition(data: Any, where: str) -> Condition | None:
    if data is None:
        return None
    known = _known(data, {"question", "any_of"}, where)
    codes = _rows(known, "any_of")
    return Condition(str(known.get("question")), tuple(map(str, codes)))


def _known(data: Any, names: set[str], where: str) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise DefinitionError(f"« {where} » : un objet est attendu.")
    unknown = sorted(set(data) - names)
    if unknown:
        raise DefinitionError(f"« {where} » : « {unknown[0]} » n’a pas de sens ici.")
    return data


def _rows(data: Mapping[str, Any], name: str, *, optional: bool = False) -> Sequence[Any]:
    rows = data.get(name, [] if optional else None)
    if not isinstance(rows, list) or not (rows or optional):
        raise DefinitionError(f"« {name} » : une liste est attendue.")
    return rows


def _text(data: Mapping[str, Any], name: str, where: str) -> str:
    text = data.get(name)
    if not isinstance(text, str) or not text.strip():
        raise DefinitionError(f"« {where} » : « {name} » manque.")
    return text


def _code(data: Mapping[str, Any], where: str) -> str:
    code = data.get("code")
    if not isinstance(code, str) or not CODE.fullmatch(code):
        raise DefinitionError(f"« {where} » : le code est en minuscules sans accent, 40 signes au plus.")
    return code


def _whole(data: Mapping[str, Any], name: str, where: str) -> int | None:
    value = data.get(name)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
        raise DefinitionError(f"« {where} » : « {name} » est un nombre entier positif.")
    return value


def _number(data: Mapping[str, Any], name: str, where: str) -> Decimal | None:
    if data.get(name) is None:
        return Decimal(0) if name == "min" else None
    try:
        value = Decimal(str(data[name]))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise DefinitionError(f"« {where} » : « {name} » est un nombre.")
    return value
