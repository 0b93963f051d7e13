"""The lines of a calculation, as rows of a table."""

import math

import pytest

from cost_calc.calculator.presentation import LineRow
from cost_calc.templatetags.lines import as_row


def row(**changes):
    values = {
        "label": "Conduite",
        "leg": 1,
        "leg_name": "",
        "eur": 12.5,
        "co2e_kg": 0.0,
        "minutes": 50.0,
        "formula": "minutes ÷ 60 × €/h",
        "inputs": [("minutes", "50 min", "estimé"), ("valeur de l’heure", "15 €/h", "référence")],
        "provenance": "estimé",
        "source": "Logicoût, 2023",
    }
    return as_row(LineRow(**values | changes))


def test_a_line_says_its_formula_its_numbers_and_their_source():
    said = row()
    assert '<th scope="row">Conduite<p>minutes ÷ 60 × €/h <span' in said
    assert "minutes\u00a0: 50 min (estimé)\u00a0; valeur de l’heure\u00a0: 15 €/h (référence)" in said
    assert '<p class="provenance">Logicoût, 2023</p>' in said


def test_what_is_nothing_is_left_empty_and_what_is_not_known_is_said():
    said = row(eur=math.nan, minutes=0.0, co2e_kg=0.0)
    assert said.endswith('<td>inconnu</td><td></td><td class="carbon"></td></tr>')


def test_carbon_bears_the_mark_of_how_it_is_counted():
    assert '<span class="lines__mark">réel</span></td>' in row(co2e_kg=1.2, carbon_mark="réel")


@pytest.mark.parametrize("field", ["label", "formula", "source"])
def test_what_somebody_wrote_is_text_and_never_html(field):
    assert "&lt;b&gt;" in row(**{field: "<b>"})
