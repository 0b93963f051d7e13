"""From the cells of a response to what its forms would have typed: the rules stay those of the screen."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from needs_survey.entry import MAX_VALUE
from needs_survey.enums import QuestionType
from needs_survey.exchange import columns, synonyms
from needs_survey.exchange.columns import Headers, Target
from needs_survey.exchange.responses import Incoming, bare, plain
from needs_survey.fields import NO, YES
from needs_survey.questionnaire import Question
from pat_logistics.exchange.sheets import CONTROL
from pat_logistics.folding import fold, yes_or_no
from pat_logistics.forms.numbers import from_a_tool

OWN = {columns.ID, columns.VERSION, columns.FORM_VERSION}
# What spreadsheets drop at the head of what is not a number: digits, and how many zeros they may begin with.
FIGURES = {QuestionType.COMMUNE: (5, 1), QuestionType.PHONE: (10, 1), QuestionType.SIRET: (14, 2)}
CHOSEN = {QuestionType.ONE, QuestionType.MANY, QuestionType.MONTHS, QuestionType.CONSENT}
# Table ("" outside of any), row from 1, name of the field.
Where = tuple[str, int, str]


@dataclass(slots=True)
class Reading:
    """A response as its forms would have typed it, and where each value stands in the file."""

    typed: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    places: dict[Where, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    is_short: bool = True


def as_typed(incoming: Incoming, headers: Headers) -> Reading:
    """What the forms of a version would have sent; a value that has no place there is a fault."""
    return _Typing(headers, incoming).read()


class _Typing:
    def __init__(self, headers: Headers, incoming: Incoming) -> None:
        self.headers, self.incoming = headers, incoming
        self.found = Reading()
        self.values: dict[Where, list[str]] = {}
        # Choices spread over columns; they count when no column gives them whole.
        self.ticked: dict[Where, list[str]] = {}

    def read(self) -> Reading:
        for header, cell in self.incoming.line.cells.items():
            if bare(header) not in OWN:
                self._take(header, cell, self.headers.target(header), f"colonne {_name(header)}")
        for table, lines in self.incoming.rows.items():
            for row, line in enumerate(lines, 1):
                for header, cell in line.cells.items():
                    target = self.headers.target(header, table) if table in self.headers.tables else None
                    if bare(header) != columns.ID:
                        place = f"feuille {line.sheet}, ligne {line.number}, colonne {_name(header)}"
                        self._take(header, cell, target, place, row)
        self.values = self.ticked | self.values
        for section in self.headers.definition.sections:
            typed = dict(self._of_section(section.code, section.questions))
            if typed:
                self.found.typed[section.code] = typed
        return self.found

    def _of_section(self, code: str, questions: tuple[Question, ...]) -> Iterator[tuple[str, list[str]]]:
        mine = {question.code: question for question in questions}
        for (table, row, name), values in sorted(self.values.items()):
            if table in mine:
                yield f"{table}-{row - 1}-{name}", values
            elif not table and self._question(name).code in mine:
                yield f"{code}-{name}", values
        for table in mine:
            rows = [row for of, row, _ in self.values if of == table]
            if rows:
                yield f"{table}-TOTAL_FORMS", [str(max(rows))]
                yield f"{table}-INITIAL_FORMS", ["0"]

    def _question(self, name: str) -> Question:
        return self.headers.simple.get(name) or self.headers.simple[name.rpartition("_")[0]]

    def _take(self, header: str, cell: Any, target: Target | None, place: str, row: int = 0) -> None:
        if target is None:
            if not columns.is_of_tool(header):
                self.found.faults.append(f"{place} : cette version ne pose pas la question.")
            return
        if target.row and target.table in self.incoming.rows:
            self.found.faults.append(f"{place} : ce tableau a déjà sa feuille.")
            return
        text, fault = _text(cell, target.question)
        if fault:
            self.found.faults.append(f"{place} : {fault}")
        elif text:
            where = (target.table, target.row or row, target.name)
            self.found.places.setdefault(where, f"{place}, « {text[:40]} »")
            self._keep(target, where, text, place)

    def _keep(self, target: Target, where: Where, text: str, place: str) -> None:
        question = target.question
        if target.option:
            is_ticked = yes_or_no(text)
            if is_ticked is None:
                self.found.faults.append(f"{place} : « {text[:40]} » ; écrivez 1 ou 0.")
            if not is_ticked:
                return
            self.ticked.setdefault(where, []).append(target.option)
        elif question.type is QuestionType.MONTHS and not target.month:
            levels = re.split(r"[\s;,]+", text)
            if len(levels) != 12:
                self.found.faults.append(f"{place} : donnez douze niveaux, de janvier à décembre.")
                return
            for month, level in enumerate(levels, 1):
                self.values[where[0], where[1], f"{where[2]}_{month}"] = codes_named(question, level)
        else:
            self.values[where] = codes_named(question, text)
        table = self.headers.tables.get(target.table)
        self.found.is_short &= question.short and (table is None or table.short)


def _name(header: str) -> str:
    return header.split(" (", 1)[0][:60]


def _text(cell: Any, question: Question) -> tuple[str, str]:
    """Text of a cell as somebody would type it, or what is wrong with it."""
    if isinstance(cell, datetime.date | datetime.time | datetime.timedelta):
        return "", "c’est une date. Mettez la colonne au format texte."
    text = plain(cell)
    if len(text) > MAX_VALUE:
        return "", f"ce texte est trop long : {MAX_VALUE} caractères au plus."
    if CONTROL.search(text):
        return "", "cette cellule contient un caractère illisible."
    digits = "".join(text.split())
    figures, zeros = FIGURES.get(question.type, (0, 0))
    if digits.isdecimal() and figures - zeros <= len(digits) < figures:
        text = digits.zfill(figures)
    return from_a_tool(text) if question.type is QuestionType.DECIMAL else text, ""


def codes_named(question: Question, text: str) -> list[str]:
    """Codes of the choices that a text names, by code, in French or by another word for it.

    What names none stays as it is.
    """
    if question.type not in CHOSEN:
        return [text]
    if question.type is QuestionType.CONSENT:
        return [{True: YES, False: NO, None: text}[yes_or_no(text)]]
    known = synonyms.codes(question)
    known |= {fold(option.label): option.code for option in question.options}
    known |= {fold(option.code): option.code for option in question.options}
    if (whole := fold(text)) in known or question.type is not QuestionType.MANY:
        return [known.get(whole, text)]
    # Several labels are set apart by semicolons, several codes by spaces; a label may hold a comma.
    for sign in (r"[;|\n]+", r"\s+", r","):
        parts = [fold(part) for part in re.split(sign, text) if part.strip()]
        if all(part in known for part in parts):
            return [known[part] for part in parts]
    return [known.get(fold(part), part.strip()) for part in re.split(r"[;|\n]+", text) if part.strip()]
