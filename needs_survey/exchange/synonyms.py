"""Other words that people write for a choice: « resto », « hebdomadaire », « GAEC ».

A table beside the questions, by question, then by choice; a word that a choice already bears is left to it.
"""

import json
from functools import cache
from pathlib import Path

from needs_survey.questionnaire import Question
from pat_logistics.folding import fold

TABLE = Path(__file__).resolve().parent.parent / "data" / "synonyms.json"


@cache
def table() -> dict[str, dict[str, list[str]]]:
    """Question, choice, words."""
    found: dict[str, dict[str, list[str]]] = json.loads(TABLE.read_text(encoding="utf-8"))
    return found


def codes(question: Question) -> dict[str, str]:
    """By folded word, the code of the choice; only of choices that the question offers."""
    words = table().get(question.code, {})
    return {fold(word): option.code for option in question.options for word in words.get(option.code, ())}
