"""Answers as a page says them."""

import pytest

from needs_survey.enums import QuestionType
from needs_survey.questionnaire import Option, Question
from needs_survey.reading import in_words

LABELS = {"none": "rien", "low": "un peu", "normal": "normal", "peak": "pleine saison"}
NONE, LOW, NORMAL, PEAK = LABELS
OPTIONS = tuple(Option(code, label) for code, label in LABELS.items())
SEASON = Question("season", QuestionType.MONTHS, "Saison", options=OPTIONS)


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ([NORMAL] * 12, "normal toute l’année"),
        (
            [NORMAL] * 5 + [LOW] * 3 + [NORMAL] + [PEAK] * 2 + [NORMAL],
            "normal en septembre, de décembre à mai, "
            "un peu de juin à août, pleine saison en octobre et novembre",
        ),
        ([None] * 6 + [PEAK] + [None] * 5, "pleine saison en juillet"),
        ([], ""),
        ([NONE] * 12, "rien toute l’année"),
    ],
)
def test_the_months_of_one_level_are_said_together(levels, words):
    assert in_words(SEASON, levels, {}) == words
