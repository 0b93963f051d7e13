"""The question of the calculator for the pages of others."""

import datetime

import pytest

from cost_calc.calculator.asking import blank_question, question_form
from cost_calc.pricing.reference_files import load_reference_values
from tests.factories.territory import CommuneFactory

DAY = datetime.date(2026, 11, 23)


@pytest.mark.django_db
def test_a_question_kept_as_a_query_is_asked_again():
    load_reference_values()
    mende, montpellier = CommuneFactory(mende=True), CommuneFactory(montpellier=True)
    form = question_form("origin=48095&destination=34172&family=cheese&mass_kg=60", DAY)
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["origin"], form.cleaned_data["destination"]) == (mende, montpellier)
    assert not question_form("origin=48095", DAY).is_valid()


def test_the_blank_form_is_drawn_once_and_accuses_nobody():
    drawn = blank_question()
    assert drawn is blank_question()
    assert 'name="mass_kg"' in drawn
    assert "field--error" not in drawn
