"""Invented diagnoses, answer by answer; test_seed_large.py loads them."""

import json
import random

import pytest

from needs_survey import large
from needs_survey.models import Questionnaire
from needs_survey.services import QUESTIONS


def drawn(seed):
    return random.Random(seed)  # noqa: S311 - examples, not secrets


@pytest.fixture(scope="module")
def questionnaire():
    return Questionnaire(version=1, definition=json.loads(QUESTIONS.read_text(encoding="utf-8")))


def test_every_invented_answer_is_one_of_the_questionnaire(questionnaire):
    rng = drawn(1)
    for _ in range(50):
        for code, value in large._answers(rng, questionnaire).items():
            question = questionnaire.parsed.question(code)
            allowed = {option.code for option in question.options}
            for each in value if isinstance(value, list) else [value]:
                assert not allowed or each in allowed, code


def test_the_same_seed_gives_the_same_answers(questionnaire):
    first, second = (large._answers(drawn(7), questionnaire) for _ in range(2))
    assert first == second
    assert first != large._answers(drawn(8), questionnaire)
