"""A section of a response as a form: what was typed is kept as it was, what it means is kept beside it.

`typed` holds every list of values that the form sent, by name, so that nothing typed is ever lost, not even
what makes no sense. `answers` holds what was understood, by code.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME, BaseFormSet, formset_factory
from django.utils.datastructures import MultiValueDict

from needs_survey.checks import Doubt, doubts
from needs_survey.enums import QuestionType
from needs_survey.fields import field_of, not_a_choice
from needs_survey.questionnaire import Definition, Question, Section
from needs_survey.reading import in_words
from pat_logistics.territory.finding import Match
from pat_logistics.territory.forms import former_names
from pat_logistics.typed import whole_number
from pat_logistics.vocabulary import Month

MAX_ROWS = 100
# Rows shown before any was filled, and free ones after those that were.
FIRST_ROWS, MORE_ROWS = 1, 1
# What one section may weigh, typed: far more than a farm has to say.
MAX_NAMES, MAX_VALUE = 5_000, 5_000
# Tables whose rows the portal may hold already, and the hidden field that says which one a row came from.
KNOWN, WITH_KNOWN_ROWS = "known", {"products", "deliveries", "vehicles", "storage"}

# Ends the name of the boxes that say « these figures are right ».
CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to complete, to correct or to confirm, and where: in a table, `row` from 1 and the `column`.

    `candidates`: the communes that a text may mean, which a page shows beside its field.
    """

    section: str
    code: str
    label: str
    message: str
    is_missing: bool = False
    is_doubt: bool = False
    row: int = 0
    column: str = ""
    candidates: tuple[Match, ...] = ()

    @property
    def is_fault(self) -> bool:
        """Typed, and not understood."""
        return not (self.is_missing or self.is_doubt)


class AnswerForm(forms.Form):
    """Questions of a section, or the columns of one row. What is missing stops nobody: it is listed."""

    use_required_attribute = False
    # What a row says that is surprising, to show in it.
    doubts: Sequence["Told"] = ()

    def __init__(
        self, *args: Any, questions: tuple[Question, ...], with_known: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        if with_known:
            self.fields[KNOWN] = forms.CharField(required=False, widget=forms.HiddenInput)
        for question in questions:
            for name, field in _fields_of(question):
                field.initial = question.default or None
                self.fields[name] = field

    def add_error(self, field: str | None, error: Any) -> None:
        if field and getattr(error, "code", None) == "required":
            # Said by `problems`, of the question and not of each of its fields.
            self.cleaned_data.pop(field, None)
        else:
            super().add_error(field, error)

    @property
    def columns(self) -> list[tuple[Question, list[forms.BoundField]]]:
        """Each question with its fields, to draw."""
        return [(row, [self[name] for name in _names(row)]) for row in self.questions]

    def has_changed(self) -> bool:
        """A row that only says which one it was says nothing."""
        return any(name != KNOWN for name in self.changed_data)

    @property
    def known_in_words(self) -> str:
        """A row of the farm that needs no correction, on one line; nothing for one to look at."""
        found = self.answers() if self.is_bound else {}
        is_whole = not any(each.required and each.code not in found for each in self.questions)
        if KNOWN not in found or self.errors or self.doubts or not is_whole:
            return ""
        places = {code: getattr(self.fields.get(code), "found", None) for code in found}
        told = [
            str(places.get(each.code) or in_words(each, found[each.code], {}))
            for each in self.questions
            if each.code in found and each.type is not QuestionType.MONTHS
        ]
        return ", ".join(told)

    def answers(self) -> dict[str, Any]:
        """What was understood, by code; nothing for what was left empty."""
        self.is_valid()
        found: dict[str, Any] = {}
        for question in self.questions:
            values = [self.cleaned_data.get(name) for name in _names(question)]
            if question.type is QuestionType.MONTHS:
                if any(values):
                    found[question.code] = values
            elif values[0] not in (None, "", []):
                found[question.code] = values[0]
        if found and (known := whole_number(self.cleaned_data.get(KNOWN, ""))):
            found[KNOWN] = known
        return found


def _names(question: Question) -> list[str]:
    if question.type is QuestionType.MONTHS:
        return [f"{question.code}_{month}" for month in Month.values]
    return [question.code]


def _fields_of(question: Question) -> Iterator[tuple[str, forms.Field]]:
    if question.type is not QuestionType.MONTHS:
        yield question.code, field_of(question)
        return
    levels = [("", "—"), *((option.code, option.label) for option in question.options)]
    for name, month in zip(_names(question), Month, strict=True):
        yield (
            name,
            forms.ChoiceField(
                label=month.label.capitalize(),
                choices=levels,
                error_messages={"invalid_choice": not_a_choice(question)},
            ),
        )


class Rows(BaseFormSet):
    """The rows of a table; one that was left empty is no row."""

    def __init__(self, *args: Any, question: Question, columns: tuple[Question, ...], **kwargs: Any) -> None:
        self.question = question
        kwargs["form_kwargs"] = {"questions": columns, "with_known": question.code in WITH_KNOWN_ROWS}
        super().__init__(*args, **kwargs)

    def filled(self) -> list[tuple[int, AnswerForm]]:
        """Number and form of each row that says something and was not removed."""
        self.is_valid()
        return [
            (rank, form)
            for rank, form in enumerate(self.forms, 1)
            if form.has_changed() and not form.cleaned_data.get(DELETION_FIELD_NAME)
        ]


def removed_rows(typed: Mapping[str, Mapping[str, list[str]]]) -> set[tuple[str, int]]:
    """Table and identity of the rows that came from the farm and were taken out of the form."""
    found = set()
    for section in typed.values():
        for name, values in section.items():
            table, _, rest = name.partition("-")
            number, _, last = rest.partition("-")
            is_removed = section.get(f"{table}-{number}-{DELETION_FIELD_NAME}")
            known = whole_number(values[0] if values else "")
            if table in WITH_KNOWN_ROWS and last == KNOWN and is_removed and known:
                found.add((table, known))
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """A doubt on what was typed: the name of the box that confirms it, and whether it is ticked.

    `place` is that of the page where it is shown: a question, or a row of its table.
    """

    place: str
    name: str
    doubt: Doubt
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the page draws it: its fields, or its rows."""

    question: Question
    fields: list[forms.BoundField]
    rows: Rows | None = None
    is_asked: bool = True
    doubts: Sequence[Told] = ()


class SectionEntry:
    """A section with what was typed in it; `known` are the answers of the sections before.

    `checks` are those of the questionnaire: each is told in the last section that it needs.
    """

    def __init__(
        self,
        section: Section,
        typed: Mapping[str, list[str]] | None,
        *,
        known: Mapping[str, Any],
        short: bool,
        more_rows: str = "",
        checks: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        self.section, self.known = section, known
        self.questions = section.questions_of(short=short)
        data = MultiValueDict({name: list(values) for name, values in typed.items()}) if typed else None
        simple = tuple(row for row in self.questions if row.type is not QuestionType.TABLE)
        self.form = AnswerForm(data, questions=simple, prefix=section.code)
        self.tables = {
            question.code: _rows(question, data, short=short, more=question.code == more_rows)
            for question in self.questions
            if question.type is QuestionType.TABLE
        }
        self.answers = self._answers() if data is not None else {}
        self.doubts = list(self._doubts(checks, typed or {})) if data is not None else []

    def _answers(self) -> dict[str, Any]:
        found = self.form.answers()
        for code, rows in self.tables.items():
            filled = [form.answers() for _, form in rows.filled()]
            if any(filled):
                found[code] = [row for row in filled if row]
        return {
            question.code: found[question.code]
            for question in self.questions
            if question.code in found and question.is_asked({**self.known, **found})
        }

    def _doubts(self, checks: Sequence[Mapping[str, Any]], typed: Mapping[str, list[str]]) -> Iterator[Told]:
        context = {**self.known, **self.answers}
        asked = {question.code for question in self.questions if question.is_asked(context)}
        name = f"{self.section.code}-{CONFIRMED}"
        for doubt in doubts(checks, asked, context):
            place = doubt.at
            if doubt.row:
                # Answers hold the rows that say something; the page shows the others too.
                ranks = [rank for rank, form in self.tables[doubt.at].filled() if form.answers()]
                place = f"{doubt.at}-{ranks[doubt.row - 1] - 1}"
            yield Told(place, name, doubt, doubt.mark in typed.get(name, ()))

    def asked(self) -> list[Asked]:
        """The questions to draw, in their order."""
        context = {**self.known, **self.answers}
        for code, rows in self.tables.items():
            for rank, form in enumerate(rows.forms):
                form.doubts = [told for told in self.doubts if told.place == f"{code}-{rank}"]
        return [
            Asked(
                question,
                [] if question.code in self.tables else [self.form[name] for name in _names(question)],
                self.tables.get(question.code),
                question.is_asked(context),
                [told for told in self.doubts if told.place == question.code],
            )
            for question in self.questions
        ]

    @property
    def is_whole(self) -> bool:
        """Says something beyond what the form proposes, and lacks nothing: a page passed over is not."""
        says = self.form.is_bound and any(
            question.code in self.answers and str(self.answers[question.code]) != question.default
            for question in self.questions
        )
        return says and not any(True for _ in self.problems())

    def problems(self) -> Iterator[Problem]:
        """What is missing, not understood, or surprising and not confirmed, among the questions asked."""
        context = {**self.known, **self.answers}
        for question in self.questions:
            if not question.is_asked(context):
                continue
            if question.code in self.tables:
                yield from self._of_rows(question)
            else:
                yield from self._of(question, question.label, self.form, self.answers)
        for told in self.doubts:
            if not told.is_confirmed:
                yield self._doubtful(told)

    def _doubtful(self, told: Told) -> Problem:
        question = next(each for each in self.questions if each.code == told.doubt.at)
        row = int(told.place.rpartition("-")[2]) + 1 if told.doubt.row else 0
        label = f"{question.row or question.label} {row}" if row else question.label
        return Problem(self.section.code, question.code, label, told.doubt.message, is_doubt=True, row=row)

    def _of_rows(self, question: Question) -> Iterator[Problem]:
        rows = self.tables[question.code]
        filled = rows.filled() if rows.is_bound else []
        for message in rows.non_form_errors() if rows.is_bound else []:
            yield Problem(self.section.code, question.code, question.label, str(message))
        if question.required and not filled:
            yield self._missing(question, question.label)
        for number, form in filled:
            understood = form.answers()
            for column in form.questions:
                if column.is_asked(understood):
                    label = f"{question.row or question.label} {number}, {column.label}"
                    for problem in self._of(column, label, form, understood, at=question):
                        yield replace(problem, row=number, column=column.code)

    def _of(
        self,
        question: Question,
        label: str,
        form: AnswerForm,
        answers: Mapping[str, Any],
        at: Question | None = None,
    ) -> Iterator[Problem]:
        errors = form.errors.as_data()
        found = [error for name in _names(question) for error in errors.get(name, [])]
        for error in found:
            candidates = (error.params or {}).get("candidates", ())
            for message in error.messages:
                yield Problem(self.section.code, (at or question).code, label, message, candidates=candidates)
        if question.required and not found and question.code not in answers:
            yield self._missing(at or question, label)

    def former_names(self) -> list[str]:
        """What to tell of the communes given by a name or a code of yesterday."""
        forms_of_rows = (form for rows in self.tables.values() if rows.is_bound for form in rows.forms)
        return [note for form in (self.form, *forms_of_rows) for note in former_names(form)]

    def _missing(self, question: Question, label: str) -> Problem:
        return Problem(self.section.code, question.code, label, "Sans réponse.", is_missing=True)


def _rows(question: Question, data: Any, *, short: bool, more: bool) -> Rows:
    limit = question.max_rows or MAX_ROWS
    factory: Any = formset_factory(
        AnswerForm,
        formset=Rows,
        extra=FIRST_ROWS,
        can_delete=True,
        max_num=limit,
        absolute_max=limit,
        validate_max=True,
    )
    if data is not None and f"{question.code}-TOTAL_FORMS" not in data:
        data = None
    if data is not None:
        # What the portal filled in itself says nothing of the limits, by which the page adds a row.
        data = data.copy()
        data[f"{question.code}-MIN_NUM_FORMS"], data[f"{question.code}-MAX_NUM_FORMS"] = "0", str(limit)
    if data is not None and more:
        number = whole_number(data.get(f"{question.code}-TOTAL_FORMS", "")) or 0
        data[f"{question.code}-TOTAL_FORMS"] = str(min(number + MORE_ROWS, limit))
    table: Rows = factory(
        data,
        prefix=question.code,
        question=question,
        columns=question.columns_of(short=short),
        error_messages={
            "too_many_forms": f"{limit} lignes au plus : les suivantes ne sont pas gardées.",
            "missing_management_form": "Ce tableau n’a pas pu être lu. Rechargez la page.",
        },
    )
    return table


def typed_values(data: Any, section: Section) -> dict[str, list[str]]:
    """What a form sent about a section, name by name; names of nothing are left out."""
    starts = tuple(f"{code}-" for code in (section.code, *(q.code for q in section.questions if q.columns)))
    names = [name for name in data if name.startswith(starts) and "\x00" not in name][:MAX_NAMES]
    return {name: [value.replace("\x00", "")[:MAX_VALUE] for value in data.getlist(name)] for name in names}


def entries(
    definition: Definition, typed: Mapping[str, Mapping[str, list[str]]], *, short: bool
) -> Iterator[SectionEntry]:
    """Every section with what was typed in it, each knowing the answers of those before."""
    known: dict[str, Any] = {}
    for section in definition.sections_of(short=short):
        entry = SectionEntry(
            section, typed.get(section.code), known=dict(known), short=short, checks=definition.checks
        )
        known |= entry.answers
        yield entry
