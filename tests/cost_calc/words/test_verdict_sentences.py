"""One sentence for each verdict of the engine."""

import pytest

from cost_calc.engine.verdicts import Code
from cost_calc.pricing.references import ReferenceSet
from cost_calc.words.verdict_sentences import ATP, NO_COLD, SALES, TEMPERATURES, VERDICTS
from tests.cost_calc.conftest import DAY


@pytest.mark.parametrize("code", Code)
def test_each_code_has_its_sentence_or_one_for_each_of_its_cases(code):
    message, _ = VERDICTS[code]
    cases = {known for sale, known in SALES if sale is code}
    assert message or cases == {True, False} or code is Code.ATP_REQUIRED


@pytest.mark.parametrize("vehicle", ["own", "shared"])
@pytest.mark.parametrize("temperature", TEMPERATURES)
def test_each_vehicle_without_cold_says_which_goods_it_does_not_take(vehicle, temperature):
    assert NO_COLD[vehicle, temperature]


@pytest.mark.django_db
def test_each_rule_that_a_sentence_rests_on_is_in_force(references):
    named = {rule for _, rule in (*VERDICTS.values(), *ATP.values()) if rule}
    assert named <= set(ReferenceSet.at(DAY).rules)
