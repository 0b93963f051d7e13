"""Figures that do not go together, and answers that contradict each other: told, never refused.

The checks are data, in the questionnaire, so that the page, the import and the page without network
(static/js/offline/checks.js, the same reading) share one definition and its bounds. A check compares two
quantities, `left` and `right`, by their ratio; whoever typed them corrects one, or says that it is so.

A quantity is a number of a row (`"of": "row"`), of all the rows of a table added up (`"of": "products"`), the
greatest of them (`"take": "max"`), or a sum of plain answers (`"answers": [...]`). `times` multiplies, for
each row, columns, numbers, what a choice counts for (`"column"`, `"values"`) and the part of the year when
there is some of the product (`"season": "products"`). `same` keeps the rows that share a column with the row
checked. What lacks an answer is not compared.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from needs_survey.answers import Answers, codes_in, float_of, rows_of
from pat_logistics import formats

MAX_CHECKS = 50
MONTHS = 12
_NAMES = {"code", "at", "each", "left", "right", "low", "high", "when", "message", "source"}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One check that does not hold: where (`row` from 1, 0 for the question as a whole), and in words.

    `mark` names it with its figures: confirmed, it stays so until one of them changes.
    """

    at: str
    row: int
    message: str
    mark: str


def check_problem(data: Any, questions: Mapping[str, set[str]]) -> str:
    """What is wrong with a check of a questionnaire, in French; `questions` gives the columns of each."""
    if not isinstance(data, dict) or set(data) - _NAMES or not {"code", "at", "message"} <= set(data):
        return "un contrôle a un code, une question et un message."
    if data["at"] not in questions:
        return f"« {data['at']} » n’est pas une question."
    if "when" in data:
        known = all(isinstance(row, dict) and row.get("question") in questions for row in data["when"])
        return "" if known else "une condition porte sur une question connue."
    for side in ("left", "right"):
        if not isinstance(data.get(side), dict):
            return f"« {side} » est une quantité."
        if unknown := [name for name in _names(data[side], data["at"], questions) if name]:
            return unknown[0]
    bounds = [data[side] for side in ("low", "high") if data.get(side) is not None]
    if not bounds or not all(isinstance(bound, int | float) and bound > 0 for bound in bounds):
        return "une limite est un nombre positif."
    return ""


def _names(quantity: Mapping[str, Any], at: str, questions: Mapping[str, set[str]]) -> Iterator[str]:
    for code in quantity.get("answers", ()):
        yield "" if code in questions else f"« {code} » n’est pas une question."
    table = quantity.get("of", "")
    if not table:
        return
    columns = questions.get(at if table == "row" else table)
    if not columns:
        yield f"« {table} » n’est pas un tableau."
        return
    for factor in quantity.get("times", ()):
        name = factor.get("column") if isinstance(factor, dict) else factor
        if isinstance(name, str) and name not in columns:
            yield f"« {name} » n’est pas une colonne."


def doubts(checks: Sequence[Mapping[str, Any]], at: set[str], answers: Answers) -> Iterator[Doubt]:
    """What does not hold among the checks told at some questions."""
    for check in checks:
        if check["at"] not in at:
            continue
        if "when" in check:
            if all(_is_answered(answers, row) for row in check["when"]):
                yield Doubt(check["at"], 0, check["message"], check["code"])
            continue
        rows = rows_of(answers, check["at"]) if check.get("each") else [{}]
        for number, row in enumerate(rows, 1):
            left, right = (_quantity(check[side], row, answers) for side in ("left", "right"))
            if left is None or right is None or right <= 0 or _holds(check, left / right):
                continue
            yield Doubt(
                check["at"],
                number if check.get("each") else 0,
                check["message"].format(left=formats.plain(left), right=formats.plain(right)),
                ":".join([check["code"], *(str(int(number * 100 + 0.5)) for number in (left, right))]),
            )


def _is_answered(answers: Answers, condition: Mapping[str, Any]) -> bool:
    given = answers.get(condition["question"])
    chosen = codes_in(given) if isinstance(given, list) else [given]
    return any(code in condition["any_of"] for code in chosen)


def _holds(check: Mapping[str, Any], ratio: float) -> bool:
    low, high = check.get("low"), check.get("high")
    return (low is None or ratio >= low) and (high is None or ratio <= high)


def _quantity(quantity: Mapping[str, Any], row: Answers, answers: Answers) -> float | None:
    """None when nothing it needs was answered."""
    if codes := quantity.get("answers"):
        given = [number for code in codes if (number := float_of(answers.get(code))) is not None]
        return sum(given) if given else None
    if quantity["of"] == "row":
        return _of_row(quantity, row, answers)
    rows = rows_of(answers, quantity["of"])
    if (same := quantity.get("same")) and row.get(same):
        rows = [each for each in rows if each.get(same) == row[same]]
    counted = [number for each in rows if (number := _of_row(quantity, each, answers)) is not None]
    if not counted:
        return None
    return max(counted) if quantity.get("take") == "max" else sum(counted)


def _of_row(quantity: Mapping[str, Any], row: Answers, answers: Answers) -> float | None:
    product = 1.0
    for factor in quantity["times"]:
        number = _factor(factor, row, answers)
        if number is None:
            return None
        product *= number
    return product


def _factor(factor: Any, row: Answers, answers: Answers) -> float | None:
    if isinstance(factor, str):
        return float_of(row.get(factor))
    if not isinstance(factor, dict):
        return float(factor)
    if table := factor.get("season"):
        return _part_of_year(rows_of(answers, table), row.get("family"))
    return float_of(factor["values"].get(row.get(factor["column"])))


def _part_of_year(products: Sequence[Answers], family: Any) -> float:
    """Months when there is some of it, out of twelve; a season not told is the whole year."""
    for product in products:
        levels = product.get("season") or []
        if product.get("family") == family and any(levels):
            return sum(1 for level in levels if level and level != "none") / MONTHS
    return 1.0
