"""An XLSForm as the data of a questionnaire; what a questionnaire cannot hold is refused with its row."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from needs_survey.enums import QuestionType
from needs_survey.exchange import xlsform
from needs_survey.exchange.columns import FORM_VERSION
from needs_survey.exchange.responses import plain
from needs_survey.questionnaire import CODE, Definition, DefinitionError
from pat_logistics.exchange.lines import there_twice
from pat_logistics.exchange.sheets import CONTROL, Row, UnreadableFileError, tables_of
from pat_logistics.folding import fold, yes_or_no
from pat_logistics.vocabulary import Month

# What the collecting tools note by themselves, and asks nothing.
METADATA = {"start", "end", "today", "deviceid", "username", "phonenumber", "email", "audit", "simserial"}
TYPES = {
    "text": QuestionType.TEXT,
    "integer": QuestionType.INTEGER,
    "decimal": QuestionType.DECIMAL,
    "select_one": QuestionType.ONE,
    "select_multiple": QuestionType.MANY,
}
# Spreadsheets curl the quotes of a condition, and the forms of others double them.
QUOTES = str.maketrans(dict.fromkeys('"‘’‚‛“”„‟`´', "'"))
FRENCH = re.compile(r"fr|francais|french|.* fr")
OR_OTHER = re.compile(r"\s+or[_ ](?:specify )?other$", re.IGNORECASE)
OTHER, OTHER_LABEL = "other", "autre"
SELECTED = re.compile(r"selected\(\s*\$\{(\w+)\}\s*,\s*'([^']*)'\s*\)|\$\{(\w+)\}\s*=\s*'([^']*)'")
NUMBER = r"(-?\d+(?:\.\d+)?)"
TERMS = (
    ("min", re.compile(rf"\.\s*>=\s*{NUMBER}")),
    ("max", re.compile(rf"\.\s*<=\s*{NUMBER}")),
    ("max_length", re.compile(r"string-length\(\.\)\s*<=\s*(\d+)")),
    ("max_choices", re.compile(r"count-selected\(\.\)\s*<=\s*(\d+)")),
    ("alone", re.compile(r"\(not\(selected\(\.,\s*'([^']*)'\)\) or count-selected\(\.\) = 1\)")),
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the sheet « survey », by its number there; cells by header, in lower case."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    def words(self, name: str) -> str:
        """A text in French when the form speaks several languages, else the first that is given."""
        parts = [(header.partition(":"), text) for header, text in self.cells.items()]
        named = [(fold(language), text) for (head, _, language), text in parts if head.strip() == name]
        french = [text for language, text in named if FRENCH.fullmatch(language)]
        plain = [text for language, text in named if not language]
        return next(filter(None, [*french, *plain, *(text for _, text in named)]), "")

    def expression(self, name: str) -> str:
        """A condition or a constraint, its quotes and spaces those of the keyboard."""
        return " ".join(self[name].translate(QUOTES).split())

    @property
    def kind(self) -> str:
        """« begin group » and « begin_group » are the same."""
        return re.sub(r"^(begin|end)[ _]", r"\1_", self["type"].casefold())

    def refused(self, message: str) -> UnreadableFileError:
        return UnreadableFileError(f"Feuille « survey », ligne {self.number} : {message}")


@dataclass(slots=True)
class _Place:
    """Where the reading stands: the section, and the table when inside one."""

    sections: list[dict[str, Any]] = field(default_factory=list)
    table: dict[str, Any] | None = None
    in_group: bool = False
    notes: dict[str, str] = field(default_factory=dict)


def read(content: bytes) -> dict[str, Any]:
    """The data of a questionnaire, checked. Raises UnreadableFileError with the row that makes no sense."""
    sheets = tables_of(content, is_header=lambda text: text == "type")
    if not {"survey", "choices", "settings"} <= set(sheets):
        raise UnreadableFileError(
            "Un XLSForm est un classeur XLSX : feuilles « survey », « choices », « settings »."
        )
    rows = list(_rows(sheets["survey"], "survey"))
    settings = next(_rows(sheets["settings"], "settings"), _Row(0, {}))
    place = _Reader(rows, _lists(sheets["choices"])).read()
    data = {"title": settings["form_title"] or "Questionnaire", "sections": place.sections}
    try:
        Definition.parse(data)
    except DefinitionError as error:
        raise _located(str(error), rows) from None
    return data


def _located(message: str, rows: list[_Row]) -> UnreadableFileError:
    """The row that a fault of the whole names by its code."""
    codes = re.findall(r"« ([^»,]+?)[ ,»]", message)
    for row in rows:
        if row["name"] and row["name"].removeprefix(xlsform.SECTION) in codes:
            return row.refused(message)
    return UnreadableFileError(message)


def _rows(rows: list[Row], sheet: str) -> Iterator[_Row]:
    headers = [plain(cell).casefold() for cell in rows[0][1]] if rows else []
    if twice := there_twice(headers):
        raise UnreadableFileError(f"Feuille « {sheet} » : la colonne « {twice[:60]} » est là deux fois.")
    for number, cells in rows[1:]:
        texts = [plain(cell) for cell in cells]
        if any(CONTROL.search(text) for text in texts):
            raise UnreadableFileError(f"Feuille « {sheet} », ligne {number} : un caractère est illisible.")
        yield _Row(number, {name: text for name, text in zip(headers, texts, strict=False) if name})


def _lists(rows: list[Row]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in _rows(rows, "choices"):
        option = {"code": row["name"], "label": row.words("label")}
        found.setdefault(row["list_name"] or row["list name"], []).append(option)
    return found


class _Reader:
    def __init__(self, rows: list[_Row], lists: dict[str, list[dict[str, str]]]) -> None:
        self.rows, self.lists = rows, lists
        self.place = _Place()

    def read(self) -> _Place:
        rows = iter(self.rows)
        for row in rows:
            if row["pat_type"] == QuestionType.MONTHS:
                self._ask(self._months(row, rows), row)
            else:
                self._take(row)
        if self.place.in_group or self.place.table is not None:
            raise UnreadableFileError("Feuille « survey » : un groupe ou une répétition n’est pas fermé.")
        return self.place

    def _take(self, row: _Row) -> None:
        kind, name = row.kind, row["name"]
        if not kind or kind in METADATA or name == FORM_VERSION:
            return
        if kind == "note" and name.startswith((xlsform.SECTION_NOTE, xlsform.TABLE_NOTE)):
            self._note(row)
        elif kind == "begin_group":
            self._begin_section(row)
        elif kind == "begin_repeat":
            self._begin_table(row)
        elif kind == "end_group" and self.place.in_group and self.place.table is None:
            self.place.in_group = False
        elif kind == "end_repeat" and self.place.table is not None:
            self.place.table = None
        elif kind.startswith(("begin_", "end_")):
            raise row.refused(f"« {row['type'][:40]} » n’est pas à sa place.")
        else:
            question = self._question(row)
            self._ask(question, row)
            if OR_OTHER.search(row["type"]):
                self._ask(_which_other(question), row)

    def _note(self, row: _Row) -> None:
        if row["name"].startswith(xlsform.SECTION_NOTE) and self.place.sections:
            self.place.sections[-1]["help"] = row.words("label")
        self.place.notes[row["name"]] = row.words("label")

    def _begin_section(self, row: _Row) -> None:
        if self.place.in_group or self.place.table is not None:
            raise row.refused("un groupe ne peut pas être dans un autre.")
        code = _code(row, row["name"].removeprefix(xlsform.SECTION))
        self.place.sections.append({"code": code, "label": _label(row), "questions": []})
        self.place.in_group = True

    def _begin_table(self, row: _Row) -> None:
        if self.place.table is not None:
            raise row.refused("une répétition ne peut pas être dans une autre.")
        table = {
            **_kept(row),
            "type": "table",
            "code": _code(row, row["name"]),
            "label": _label(row),
            "help": self.place.notes.get(f"{xlsform.TABLE_NOTE}{row['name']}", ""),
            "required": bool(yes_or_no(row["pat_required"])),
            "columns": [],
        }
        if condition := _condition(row):
            table["condition"] = condition
        self._ask(table, row)
        self.place.table = table

    def _ask(self, question: dict[str, Any], row: _Row) -> None:
        """A question goes in its table, in its section, or in a first section without a name."""
        if self.place.table is not None:
            self.place.table["columns"].append(question)
            return
        if not self.place.in_group:
            if self.place.sections:
                raise row.refused("cette question est hors de tout groupe.")
            raise row.refused("mettez chaque question dans un groupe : ce sont les pages du diagnostic.")
        self.place.sections[-1]["questions"].append(question)

    def _question(self, row: _Row) -> dict[str, Any]:
        basic, _, choices = row["type"].partition(" ")
        kind = row["pat_type"] or TYPES.get(basic.casefold(), "")
        if kind not in QuestionType.values or basic.casefold() not in TYPES:
            raise row.refused(
                f"le type « {row['type'][:40]} » n’est pas repris. Ceux qui le sont : {', '.join(TYPES)}."
            )
        unit = row["pat_unit"]
        question = {
            **_kept(row),
            "code": _code(row, row["name"]),
            "type": str(kind),
            "label": _label(row).removesuffix(f" ({unit})") if unit else _label(row),
            "required": bool(yes_or_no(row["required"])),
            "default": row["default"],
        }
        if condition := _condition(row):
            question["condition"] = condition
        hint = row.words("hint")
        if kind == QuestionType.CONSENT:
            return question | {"wording": hint, "help": row["pat_help"]}
        question["help"] = "" if kind == QuestionType.COMMUNE and hint == xlsform.COMMUNE_HINT else hint
        if basic.casefold().startswith("select"):
            question["options"] = self._options(row, choices.strip())
        if kind not in xlsform.PATTERNS:
            question |= _limits(row)
        return question

    def _options(self, row: _Row, name: str) -> list[dict[str, str]]:
        own, has_other = OR_OTHER.sub("", name), OR_OTHER.search(name)
        if own not in self.lists:
            raise row.refused(f"la liste « {own[:60]} » n’est pas dans la feuille « choices ».")
        options = self.lists[own]
        if has_other and all(option["code"] != OTHER for option in options):
            options = [*options, {"code": OTHER, "label": OTHER_LABEL}]
        return options

    def _months(self, row: _Row, rows: Iterator[_Row]) -> dict[str, Any]:
        """Twelve questions that follow one another are one, a level for each month."""
        code = row["name"].rpartition("_")[0]
        names = [row["name"]]
        for following in rows:
            names.append(following["name"])
            if len(names) == len(Month):
                break
        if names != [f"{code}_{month}" for month in Month.values]:
            raise row.refused("les douze mois se suivent, de janvier à décembre.")
        question = self._question(row)
        return question | {"code": _code(row, code), "label": row["pat_label"] or question["label"]}


def _kept(row: _Row) -> dict[str, Any]:
    """What the columns of ours keep."""
    kept: dict[str, Any] = {
        "number": row["pat_number"],
        "short": bool(yes_or_no(row["pat_short"])),
        "unit": row["pat_unit"],
        "row": row["pat_row"],
    }
    if rows := row["pat_max_rows"]:
        if not rows.isdecimal() or len(rows) > 4:
            raise row.refused(f"« pat_max_rows » vaut « {rows[:20]} » : donnez un nombre.")
        kept["max_rows"] = int(rows)
    return kept


def _code(row: _Row, code: str) -> str:
    if not CODE.fullmatch(code):
        raise row.refused(
            f"« {code[:60]} » n’est pas un code : minuscules sans accent, chiffres et « _ », 40 au plus."
        )
    return code


def _which_other(question: dict[str, Any]) -> dict[str, Any]:
    """What « or_other » asks when « autre » is chosen, under the name that the tools give it."""
    return {
        "code": f"{question['code']}_{OTHER}",
        "type": QuestionType.TEXT.value,
        "label": f"{question['label']} : précisez",
        "short": question["short"],
        "condition": {"question": question["code"], "any_of": [OTHER]},
    }


def _label(row: _Row) -> str:
    label = row.words("label")
    if not label:
        raise row.refused("il manque l’intitulé (« label »).")
    return label


def _condition(row: _Row) -> dict[str, Any] | None:
    """« relevant » as the choices of one question before; anything else is refused."""
    text = row.expression("relevant")
    if not text:
        return None
    parts = [SELECTED.fullmatch(part.strip()) for part in re.split(r"\s+or\s+", text)]
    found = [(part[1] or part[3], part[2] or part[4]) for part in parts if part]
    if len(found) != len(parts) or len({question for question, _ in found}) != 1:
        raise row.refused(
            f"la condition « {text[:80]} » n’est pas reprise. Écrivez : selected(${{question}}, 'choix'), "
            "plusieurs reliées par « or »."
        )
    return {"question": found[0][0], "any_of": [code for _, code in found]}


def _limits(row: _Row) -> dict[str, Any]:
    """« constraint » as bounds; anything else is refused."""
    limits: dict[str, Any] = {}
    for term in re.split(r"\s+and\s+", text) if (text := row.expression("constraint")) else []:
        name, found = next(
            ((name, found) for name, form in TERMS if (found := form.fullmatch(term.strip()))), ("", None)
        )
        if found is None or len(found[1]) > 40:
            raise row.refused(
                f"la contrainte « {term[:80]} » n’est pas reprise. Écrivez par exemple : . >= 0 and . <= 100."
            )
        if name == "alone":
            limits.setdefault(name, []).append(found[1])
        else:
            limits[name] = found[1] if name in ("min", "max") else int(found[1])
    return limits
