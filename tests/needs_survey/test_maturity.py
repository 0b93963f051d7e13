"""The maturity of a farm: each answer, what is unknown, and the bands."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs_survey.maturity import FORMULA, INPUTS, Band, bands, score
from needs_survey.questionnaire import Definition
from needs_survey.services import QUESTIONS

BEST = {
    "cost_known": "computed",
    "cost_in_price": "yes",
    "rounds_written": "yes",
    "tools": ["paper", "agrilocal"],
    "cold_mastered": "yes",
    "ready_to": ["entrust", "carry"],
    "changed_organisation": "yes",
}
WORST = {
    "cost_known": "no",
    "cost_in_price": "no",
    "rounds_written": "no",
    "tools": ["paper"],
    "cold_mastered": "no",
    "ready_to": ["nothing"],
    "changed_organisation": "no",
}
SHIPPED = Definition.parse(json.loads(QUESTIONS.read_text(encoding="utf-8")))


def points(code, answer):
    parts = score({code: answer}).parts
    return next(part.points for part in parts if part.code == code)


def test_the_best_answers_give_twelve_points():
    maturity = score(BEST)
    assert (maturity.total, maturity.possible, maturity.band) == (12, 12, Band.HIGH)
    assert str(maturity) == "12 sur 12"


def test_the_worst_answers_give_none():
    maturity = score(WORST)
    assert (maturity.total, maturity.band) == (0, Band.LOW)


@pytest.mark.parametrize(
    ("code", "answer", "expected"),
    [
        ("cost_known", "roughly", 1),
        ("cost_in_price", "partly", 1),
        ("tools", ["spreadsheet"], 1),
        ("tools", ["other", "paper"], 1),
        ("tools", ["online_shop"], 2),
        ("cold_mastered", "not_needed", 1),
        ("ready_to", ["pay"], 1),
        ("ready_to", ["pay", "carry", "entrust"], 2),
        ("changed_organisation", "tried", 1),
    ],
)
def test_an_answer_in_between_gives_its_points(code, answer, expected):
    assert points(code, answer) == expected


def test_without_an_answer_nothing_is_known():
    maturity = score({})
    assert maturity.total is None
    assert maturity.band is None
    assert len(maturity.unknown) == 7
    assert str(maturity) == "inconnu"


def test_what_is_unknown_leaves_a_range():
    maturity = score({"cost_known": "roughly", "ready_to": ["nothing"]})
    assert (maturity.low, maturity.high) == (1, 9)
    assert maturity.total is None
    assert str(maturity) == "entre 1 et 9 sur 12"


def test_a_band_is_told_when_the_unknown_cannot_change_it():
    almost = {code: answer for code, answer in BEST.items() if code != "rounds_written"}
    assert score(almost).band is Band.HIGH
    assert score(almost | {"cost_in_price": "no", "ready_to": ["nothing"]}).band is Band.MEDIUM
    assert score(almost | {"cost_in_price": "partly", "ready_to": ["nothing"]}).band is None


def test_a_choice_of_another_version_is_unknown():
    assert points("cost_known", "perhaps") is None


@pytest.mark.parametrize("code", [part[0] for part in FORMULA])
def test_every_choice_shipped_is_worth_something_known(code):
    question = next(row for row in SHIPPED.questions if row.code == code)
    for option in question.options:
        answer = [option.code] if isinstance(BEST[code], list) else option.code
        assert points(code, answer) is not None


def test_a_farm_that_others_deliver_for_has_its_band_in_the_territory_too():
    farm = BEST | {"rounds_written": None, "cost_in_price": "partly", "ready_to": ["nothing"]}
    for by, expected in ((["carrier"], Band.HIGH), (["carrier", "self"], None), (None, None)):
        told = farm | {"delivered_by": by}
        said = {code: (np.array([0]), [told[code]]) for code in INPUTS}
        assert bands(said) == [score(told).band] == [expected]


# Questions of several choices.
SEVERAL = ("tools", "ready_to", "delivered_by")
ANSWER = st.sampled_from(
    [
        None,
        "",
        "no",
        "yes",
        "partly",
        "not_needed",
        "computed",
        3,
        [],
        ["paper"],
        ["nothing"],
        ["agrilocal", "x"],
        ["carrier"],
        ["carrier", "self"],
    ]
)
ANSWERS = st.fixed_dictionaries(dict.fromkeys(INPUTS, ANSWER))


@given(st.lists(ANSWERS, max_size=8))
def test_many_responses_at_once_get_the_band_of_each(responses):
    responses = [
        {code: answer for code, answer in each.items() if isinstance(answer, list) == (code in SEVERAL)}
        for each in responses
    ]
    said = {code: (np.arange(len(responses)), [each.get(code) for each in responses]) for code in INPUTS}
    assert bands(said) == [score(each).band for each in responses]
