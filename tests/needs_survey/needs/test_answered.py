"""Which kinds of solution answer what farms look for, and what troubles them."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from carriers.enums import SolutionKind
from needs_survey.needs.answered import OF_TROUBLES, OF_WISHES, solutions_for
from needs_survey.questionnaire import Definition
from tests.needs_survey.shipped import SHIPPED


def test_a_choice_leads_to_the_kinds_that_answer_it_the_best_first():
    [(words, address)] = solutions_for([("too_far", "les clients sont loin")])
    parts = urlsplit(address)
    assert words == "Les clients sont loin"
    assert parts.path == reverse("carriers:list")
    assert parse_qs(parts.query) == {"kind": [kind.value for kind in OF_TROUBLES["too_far"]]}


def test_what_no_solution_answers_leads_nowhere():
    assert solutions_for([("nothing", "Rien"), ("winter", "Hiver")])[0][0] == "Hiver"
    assert solutions_for([("nothing", "Rien")]) == ()


@pytest.mark.parametrize("answers", [OF_TROUBLES, OF_WISHES], ids=["troubles", "wishes"])
def test_a_kind_answers_a_choice_once(answers):
    for code, kinds in answers.items():
        assert kinds, code
        assert len(set(kinds)) == len(kinds), code
        assert set(kinds) <= set(SolutionKind), code


def test_each_choice_named_is_one_of_the_questionnaire():
    choices = {
        question.code: {option.code for option in question.options}
        for question in Definition.parse(SHIPPED).questions
    }
    assert set(OF_TROUBLES) <= choices["irritants"]
    assert set(OF_WISHES) <= choices["sought"]
