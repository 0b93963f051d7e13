"""A figure as a cell of a table holds it."""

import pytest

from needs_survey.needs.figures import Figure


@pytest.mark.parametrize(
    ("figure", "written"),
    [
        (Figure(None, "kg"), '<span class="muted">masqué</span>'),
        (Figure(12), "12"),
        (Figure(1234.4, "kg", 1), '1\u202f234\u202fkg <span class="of-farms">1&nbsp;ferme</span>'),
        (Figure(0.0, "kg", 0), "0\u202fkg"),
        (Figure(5.0, "m³", 1500), '5\u202fm³ <span class="of-farms">1\u00a0500&nbsp;fermes</span>'),
    ],
)
def test_a_figure_says_how_many_farms_it_is_of(figure, written):
    assert figure.in_html == written
