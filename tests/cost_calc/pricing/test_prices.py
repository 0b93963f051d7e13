"""The price a delivery is held against: one's own, else the family's, never another product's."""

import datetime

import pytest

from cost_calc.models import ReferenceValue
from cost_calc.pricing.prices import SalePrice, sale_price
from cost_calc.pricing.references import ReferenceSet
from tests.cost_calc.conftest import DAY


def price(question):
    return sale_price(question, ReferenceSet.at(DAY))


def test_without_a_price_of_one_s_own_or_of_the_family_there_is_none(ask):
    assert price(ask()) is None


def test_one_s_own_price_comes_first(ask, family_price):
    assert price(ask(goods_value_eur=900.0)) == SalePrice(15.0)


@pytest.fixture
def family_price(ask):
    return ReferenceValue.objects.create(
        code="goods.eur_per_kg.honey", label="Miel", value=12.5, unit="€/kg", confidence="B",
        source="Relevé d’exemple", valid_from=datetime.date(2026, 1, 1),
    )  # fmt: skip


def test_the_price_of_a_family_is_used_for_it_with_its_source_and_for_no_other(ask, family_price):
    assert price(ask(family="honey")) == SalePrice(12.5, "Relevé d’exemple (2026)")
    assert price(ask(family="cheese")) is None
