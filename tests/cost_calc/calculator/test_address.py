"""A shared address says what was answered, and nothing else."""

import pytest
from django.http import QueryDict

from cost_calc.calculator.address import answers_of, canonical_query, is_tidy, without
from cost_calc.calculator.forms import QuestionForm

SENT = (
    "origin=48095&destination=Montpellier&destination_typed=&family=cheese&mass_kg=60%2C50&times=4&period=month"
    "&goods_value_eur=&organic=on&addresses=1&options=tail_lift&options=weekend&stop_2=&kg_2="
)


@pytest.fixture
def form(territory):
    found = QuestionForm(QueryDict(SENT))
    assert found.is_valid(), found.errors
    return found


def test_an_address_leaves_out_what_was_not_answered_and_what_changes_nothing(form):
    assert set(canonical_query(form).split("&")) == {
        "origin=48095", "destination=34172", "family=cheese", "mass_kg=60.5", "times=4", "period=month",
        "organic=on", "options=tail_lift", "options=weekend",
    }  # fmt: skip


def test_the_short_address_asks_the_very_same_question(form):
    again = QuestionForm(QueryDict(canonical_query(form)))
    assert again.is_valid()
    assert again.question() == form.question()


def test_a_small_form_sends_the_other_answers_along(form):
    assert "mass_kg" not in dict(without(answers_of(form), ["mass_kg"]))
    assert "origin" in dict(without(answers_of(form), ["mass_kg"]))


@pytest.mark.parametrize(
    ("query", "tidy"),
    [("mass_kg=60", True), ("mass_kg=60&kg_2=", False), ("origin=48095&origin_typed=Mende", False)],
)
def test_an_address_with_empty_answers_is_not_tidy(query, tidy):
    assert is_tidy(QueryDict(query)) is tidy
