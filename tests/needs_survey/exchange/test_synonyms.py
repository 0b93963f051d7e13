"""The everyday words of the choices."""

import pytest

from needs_survey.exchange import synonyms
from pat_logistics.folding import fold
from tests.factories.needs_survey import QuestionnaireFactory

pytestmark = pytest.mark.django_db


def test_every_synonym_names_a_choice_of_its_question_and_only_one():
    asked = {}
    for question in QuestionnaireFactory().parsed.questions:
        for each in (question, *question.columns):
            asked.setdefault(each.code, []).append(each)
    for code, words in synonyms.table().items():
        offered = {option.code: option.label for each in asked[code] for option in each.options}
        assert set(words) <= set(offered), code
        for each in asked[code]:
            mine = [
                (fold(word), option.code) for option in each.options for word in words.get(option.code, ())
            ]
            assert len({word for word, _ in mine}) == len(mine), code
            labels = {fold(option.label): option.code for option in each.options}
            assert all(labels.get(word, choice) == choice for word, choice in mine), code
