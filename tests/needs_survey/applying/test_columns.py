"""The columns of a planned row: fitted, told in words, refused."""

from decimal import Decimal

import pytest

from needs_survey.applying.columns import changes_of, errors_of, values_of
from needs_survey.applying.wanted import wanted_rows
from needs_survey.enums import RowKind
from producers.models import Flow, ProductLine
from tests.factories.producers import FlowFactory, ProductLineFactory

pytestmark = pytest.mark.django_db
CHEESE = {"family": "cheese", "temperature": "chilled"}


def wanted(kind, **answers):
    [row] = [row for row in wanted_rows(answers) if row.kind == kind]
    return row


def test_a_number_gets_the_decimals_of_its_column():
    told = wanted(
        RowKind.PRODUCT_LINE,
        products=[CHEESE | {"eur_per_kg": "12.345"}],
    )
    assert values_of(told, ProductLine())["eur_per_kg"] == Decimal("12.35")


def test_a_name_left_empty_keeps_the_one_there_is():
    told = wanted(RowKind.PRODUCT_LINE, products=[CHEESE])
    assert "name" not in values_of(told, ProductLineFactory(name="Tomme"))


def test_a_change_is_told_with_both_values_and_an_addition_with_its_own():
    flow = FlowFactory(kg_per_delivery=1200)
    [change] = changes_of(flow, {"kg_per_delivery": Decimal(1200)}, {"kg_per_delivery": Decimal("12.5")}, {})
    assert (change.before.replace("\u202f", " "), change.after) == ("1 200", "12,5")
    assert not list(changes_of(Flow(), {}, {"returns_kg": None}, {}))


def test_what_the_portal_refuses_is_told_in_its_own_words_under_the_name_of_the_column():
    flow = FlowFactory()
    assert list(errors_of(flow)) == []
    flow.kg_per_delivery = Decimal(0)
    assert list(errors_of(flow)) == ["Une livraison pèse de 0,01 à 44 000 kg."]
    flow.customer_type = "king"
    assert any(error.startswith("Type de client : ") for error in errors_of(flow))
