"""A questionnaire as an XLSForm, the spreadsheet that KoboToolbox and ODK make a form of.

Sections are groups named `section_…`, tables are repeats, the months of a season are twelve questions
`season_1` to `season_12`. Columns in `pat_` keep what XLSForm has no word for; those tools pass over them.
`reading_xlsform` reads the same sheets back.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from needs_survey.enums import QuestionType
from needs_survey.exchange.columns import FORM_VERSION, NOTE
from needs_survey.fields import FEW_CHOICES, NO, YES
from needs_survey.questionnaire import Definition, Question
from pat_logistics.constraints import PHONE, WRONG_PHONE
from pat_logistics.exchange.writing import Sheet
from pat_logistics.vocabulary import Month

LANGUAGE = "Français (fr)"
LABEL, HINT, MESSAGE = (f"{name}::{LANGUAGE}" for name in ("label", "hint", "constraint_message"))
SURVEY = (
    "type", "name", LABEL, HINT, "required", "relevant", "constraint", MESSAGE, "appearance", "default",
    "calculation", "pat_type", "pat_label", "pat_help", "pat_number", "pat_short", "pat_unit", "pat_row",
    "pat_max_rows", "pat_required",
)  # fmt: skip
CHOICES = ("list_name", "name", LABEL)
SETTINGS = ("form_title", "form_id", "version", "default_language")
SECTION, SECTION_NOTE, TABLE_NOTE = "section_", f"{NOTE}section_", f"{NOTE}table_"
# A hyphen, which no code holds: no list of ours takes the name of another.
YES_NO = "yes-no"
COMMUNE_HINT = "Son nom, ou son code INSEE si plusieurs portent ce nom."
BASIC = {
    QuestionType.INTEGER: "integer",
    QuestionType.DECIMAL: "decimal",
    QuestionType.ONE: "select_one",
    QuestionType.MANY: "select_multiple",
    QuestionType.MONTHS: "select_one",
    QuestionType.CONSENT: "select_one",
}
PATTERNS = {
    QuestionType.SIRET: (r"^[0-9]{14}$", "14 chiffres, sans espace."),
    QuestionType.PHONE: (f"^{PHONE}$", WRONG_PHONE),
    QuestionType.EMAIL: (r"^[^@ ]+@[^@ ]+\.[^@ ]+$", "Une adresse électronique."),
}
Cells = dict[str, str]


def sheets_of(definition: Definition, version: int) -> list[Sheet]:
    """The three sheets of a version, all cells as text."""
    return [
        _sheet("survey", SURVEY, _survey(definition, version)),
        _sheet("choices", CHOICES, _choices(definition)),
        _sheet("settings", SETTINGS, [_settings(definition, version)]),
    ]


def _sheet(name: str, headers: Sequence[str], rows: Iterable[Cells]) -> Sheet:
    cells = ([row.get(header, "") for header in headers] for row in rows)
    return Sheet(name, headers, cells, frozen=2, width=24)


def _settings(definition: Definition, version: int) -> Cells:
    return {
        "form_title": definition.title,
        "form_id": "pat_diagnostic",
        "version": str(version),
        "default_language": LANGUAGE,
    }


def _survey(definition: Definition, version: int) -> Iterator[Cells]:
    yield {"type": "calculate", "name": FORM_VERSION, "calculation": f"'{version}'"}
    for section in definition.sections:
        on_one_page = not any(question.columns for question in section.questions)
        yield {
            "type": "begin_group",
            "name": f"{SECTION}{section.code}",
            LABEL: section.label,
            "appearance": "field-list" if on_one_page else "",
        }
        if section.help:
            yield {"type": "note", "name": f"{SECTION_NOTE}{section.code}", LABEL: section.help}
        for question in section.questions:
            yield from _table(question) if question.columns else _rows(question, question.code)
        yield {"type": "end_group"}


def _table(question: Question) -> Iterator[Cells]:
    relevant = _relevant(question)
    if question.help:
        name = f"{TABLE_NOTE}{question.code}"
        yield {"type": "note", "name": name, LABEL: question.help, "relevant": relevant}
    yield {
        "type": "begin_repeat",
        "name": question.code,
        LABEL: question.label,
        "relevant": relevant,
        "pat_type": "table",
        "pat_row": question.row,
        "pat_max_rows": str(question.max_rows or ""),
        "pat_required": "yes" if question.required else "",
        "pat_number": question.number,
        "pat_short": "yes" if question.short else "",
    }
    for column in question.columns:
        yield from _rows(column, f"{question.code}-{column.code}")
    yield {"type": "end_repeat"}


def _rows(question: Question, choices: str) -> Iterator[Cells]:
    """One question, or the twelve that ask a level for each month."""
    cells = _cells(question, choices)
    if question.type is not QuestionType.MONTHS:
        yield cells
        return
    for month in Month:
        label = f"{question.label}, {month.label}"
        yield {**cells, "name": f"{question.code}_{month.value}", LABEL: label, "pat_label": question.label}


def _cells(question: Question, choices: str) -> Cells:
    kind = question.type
    basic = BASIC.get(kind, "text")
    if basic.startswith("select"):
        basic = f"{basic} {YES_NO if kind is QuestionType.CONSENT else choices}"
    hint = question.wording or question.help or (COMMUNE_HINT if kind is QuestionType.COMMUNE else "")
    constraint, message = _constraint(question)
    return {
        "type": basic,
        "name": question.code,
        LABEL: f"{question.label} ({question.unit})" if question.unit else question.label,
        HINT: hint,
        "required": "yes" if question.required else "",
        "relevant": _relevant(question),
        "constraint": constraint,
        MESSAGE: message,
        "appearance": _appearance(question),
        "default": question.default,
        "pat_type": kind.value,
        "pat_help": question.help if question.wording else "",
        "pat_number": question.number,
        "pat_short": "yes" if question.short else "",
        "pat_unit": question.unit,
        "pat_row": question.row,
        "pat_max_rows": str(question.max_rows or ""),
    }


def _relevant(question: Question) -> str:
    """`selected` holds for one choice as for several."""
    if question.condition is None:
        return ""
    asked = question.condition.question
    return " or ".join(f"selected(${{{asked}}}, '{code}')" for code in question.condition.any_of)


def _constraint(question: Question) -> tuple[str, str]:
    """What an answer must hold to, and how it is said; the terms are those that the reading knows."""
    if question.type in PATTERNS:
        pattern, message = PATTERNS[question.type]
        return f"regex(., '{pattern}')", message
    terms, words = [], []
    if question.min is not None:
        terms.append(f". >= {question.min:f}")
        words.append(f"au moins {_french(question.min)}")
    if question.max is not None:
        terms.append(f". <= {question.max:f}")
        words.append(f"au plus {_french(question.max)}")
    if question.max_length:
        terms.append(f"string-length(.) <= {question.max_length}")
        words.append(f"{question.max_length} caractères au plus")
    if question.max_choices:
        terms.append(f"count-selected(.) <= {question.max_choices}")
        words.append(f"{question.max_choices} choix au plus")
    for code in question.alone:
        terms.append(f"(not(selected(., '{code}')) or count-selected(.) = 1)")
        words.append(f"« {question.label_of(code)} » ne va avec aucun autre choix")
    text = ", ".join(words)
    return " and ".join(terms), f"{text[:1].upper()}{text[1:]}." if text else ""


def _french(number: Decimal) -> str:
    return f"{number:f}".replace(".", ",")


def _appearance(question: Question) -> str:
    if question.type is QuestionType.LONG_TEXT:
        return "multiline"
    if question.type in (QuestionType.PHONE, QuestionType.SIRET):
        return "numbers"
    many = len(question.options) > FEW_CHOICES
    is_list = question.type is QuestionType.MONTHS or (question.type is QuestionType.ONE and many)
    return "minimal" if is_list else ""


def _choices(definition: Definition) -> Iterator[Cells]:
    for question in definition.questions:
        for row in question.columns or (question,):
            name = f"{question.code}-{row.code}" if question.columns else row.code
            for option in row.options:
                yield {"list_name": name, "name": option.code, LABEL: option.label}
    for code, label in ((YES, "oui"), (NO, "non")):
        yield {"list_name": YES_NO, "name": code, LABEL: label}
