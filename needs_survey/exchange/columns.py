"""What a header of a file of responses speaks of.

Our own headers are codes: `cost_known`, `products_1_family` for a numbered row, `season_1` to `season_12`
for the months. KoboToolbox and ODK write the groups before them (`section_costs/cost_known`, or with a
dash), and may spread several choices over columns of 0 and 1 (`irritants/too_far`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from needs_survey.enums import QuestionType
from needs_survey.questionnaire import Definition, Question
from pat_logistics.folding import fold
from pat_logistics.vocabulary import Month

ID, VERSION = "id", "version"
# Texts that our forms show between the questions; the tools export them as empty columns.
NOTE = "pat_note_"
# Written in a hidden question of our forms, since those tools do not always give the version back.
FORM_VERSION = "pat_version"
MAIN_SHEET, HELP_SHEET = "reponses", "codes"
# Ours, and the journal of who typed what and when that ODK may add.
SILENT_SHEETS = {HELP_SHEET, "audit"}
# Columns that the collecting tools add, by what they say of a response.
KEYS = ("meta/rootuuid", "_uuid", "meta/instanceid", "meta-instanceid", "key", "instanceid")
PARENT_KEYS = ("_submission__uuid", "parent_key")
INDEX, PARENT_INDEX = "_index", "_parent_index"
TOOLS = {
    "start", "end", "today", "deviceid", "username", "phonenumber", "simserial", "subscriberid", "audit",
    "formhub/uuid", "meta/instancename", "meta/deprecatedid", "meta-instancename",
    "submissiondate", "submitterid", "submittername", "attachmentspresent", "attachmentsexpected", "status",
    "reviewstate", "edits", "formversion", "background-audio",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """The answer a column holds: of a question or of a column of a row of a table.

    `row` counts from 1 and is 0 in a sheet of its own, where each line is a row; `month` and `option` are
    those of a level per month and of a choice spread over columns.
    """

    question: Question
    table: str = ""
    row: int = 0
    month: int = 0
    option: str = ""

    @property
    def name(self) -> str:
        """Of the field of the form."""
        return f"{self.question.code}_{self.month}" if self.month else self.question.code


class Headers:
    """Finds what the headers of a file mean in one version of the questionnaire."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.simple = {question.code: question for question in definition.questions if not question.columns}
        self.tables = {question.code: question for question in definition.questions if question.columns}
        labels = [fold(question.label) for question in self.simple.values()]
        self.of_label = {
            fold(question.label): question
            for question in self.simple.values()
            if labels.count(fold(question.label)) == 1
        }

    def target(self, header: str, table: str = "") -> Target | None:
        """What a header says; None for one of nothing here. `table`: that of the sheet it stands in."""
        questions = self._columns(table) if table else self.simple
        parts = re.split(r"[/-]", header.split(" (", 1)[0].strip().casefold())
        if len(parts) > 1:
            of, option = questions.get(parts[-2]), parts[-1]
            if of and of.type is QuestionType.MANY and option in {each.code for each in of.options}:
                return Target(of, table, option=option)
        return (
            _named(questions, parts[-1], table)
            or (None if table else self._numbered(parts[-1]))
            or (None if table else self._labelled(header))
        )

    def _columns(self, table: str) -> dict[str, Question]:
        return {column.code: column for column in self.tables[table].columns}

    def _numbered(self, text: str) -> Target | None:
        for table in self.tables:
            found = re.fullmatch(rf"{table}_([1-9]\d{{0,2}})_(.+)", text)
            if found and (target := _named(self._columns(table), found[2], table)):
                return Target(target.question, table, int(found[1]), target.month)
        return None

    def _labelled(self, header: str) -> Target | None:
        question = self.of_label.get(fold(header))
        return Target(question) if question and question.type is not QuestionType.MONTHS else None


def _named(questions: dict[str, Question], text: str, table: str) -> Target | None:
    if question := questions.get(text):
        return Target(question, table)
    code, _, month = text.rpartition("_")
    question = questions.get(code)
    if question and question.type is QuestionType.MONTHS and month in map(str, Month.values):
        return Target(question, table, month=int(month))
    return None


def is_of_tool(header: str) -> bool:
    """A column that a collecting tool adds, and that answers nothing."""
    text = header.casefold()
    if re.split(r"[/-]", text)[-1].startswith(NOTE):
        return True
    return text.startswith("_") or text in TOOLS or text in KEYS or text in PARENT_KEYS


def headers_of(question: Question, before: str = "") -> Iterator[tuple[str, str]]:
    """Header and French label of each column that answers a question."""
    if question.type is QuestionType.MONTHS:
        for month in Month:
            yield f"{before}{question.code}_{month.value}", f"{question.label}, {month.label}"
    else:
        unit = f" en {question.unit}" if question.unit else ""
        yield f"{before}{question.code}", f"{question.label}{unit}"
