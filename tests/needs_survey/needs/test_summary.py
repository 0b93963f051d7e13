"""What a territory is said to look like: nothing that its figures do not say."""

import pytest

from needs_survey.needs.figures import Figure, Line, Table
from needs_survey.needs.summary import _findings, _tops

pytestmark = pytest.mark.django_db


def test_what_is_named_as_often_is_said_together():
    rows = [("Hiver", Figure(3)), ("Petits volumes", Figure(3)), ("Trop de temps", Figure(2))]
    assert _tops(rows) == ("Hiver et petits volumes", Figure(3))


def test_the_most_named_says_so_when_something_masked_may_be_named_more():
    assert _tops([("Hiver", Figure(3)), ("Retours", Figure(None))]) == (
        "Hiver (hors réponses masquées)",
        Figure(3),
    )


def test_a_season_is_told_only_when_each_month_is():
    def table(kilos):
        lines = [Line((f"Mois {rank}",), (Figure(each, "kg", 5),)) for rank, each in enumerate(kilos)]
        return Table("volumes", "Volumes", ("Mois",), ("Volume",), lines)

    empty = Table("attentes", "Attentes", ("Lieu",), ("Fermes",), [])
    whole, holed = table([100.0] * 11 + [50.0]), table([100.0] * 11 + [None])
    [said] = _findings(empty, whole, empty, empty, empty)
    assert "50\u202f% de moins au creux" in said
    assert list(_findings(empty, holed, empty, empty, empty)) == []
