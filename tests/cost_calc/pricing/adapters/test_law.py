"""What the law asks, with the thresholds in force."""

import pytest

from cost_calc.pricing import adapters
from cost_calc.pricing.adapters.law import max_celsius
from cost_calc.pricing.references import ReferenceSet
from tests.cost_calc.conftest import DAY


@pytest.fixture
def refs(references):
    return ReferenceSet.at(DAY)


def test_every_family_of_the_derogation_has_its_weekly_limit(refs):
    rules = adapters.rules(refs)
    assert rules.approval_weekly["cheese"] == rules.approval_weekly["yogurt"]
    assert rules.approval_weekly["fresh_meat"] != rules.approval_weekly["cheese"]
    assert rules.approval_km == refs.threshold("approval.distance")


@pytest.mark.parametrize(
    ("family", "temperature", "declared", "rule"),
    [
        ("cheese", "chilled", "", "very_perishable"),
        ("cheese", "chilled", "prepared", "prepared"),
        ("cheese", "frozen", "", None),
        ("honey", "ambient", "", None),
    ],
)
def test_goods_keep_to_the_class_of_their_family_unless_another_is_declared(
    refs, family, temperature, declared, rule
):
    expected = None if rule is None else refs.threshold(f"temperature.{rule}")
    assert max_celsius(refs, family, temperature, declared) == expected
