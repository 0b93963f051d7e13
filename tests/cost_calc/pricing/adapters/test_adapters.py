"""The reference values, checked by building all that they go into."""

from dataclasses import replace

import pytest

from cost_calc.engine.errors import InvalidInput
from cost_calc.models import ReferenceValue
from cost_calc.pricing import adapters
from cost_calc.pricing.references import MissingReferenceError, ReferenceSet
from tests.cost_calc.conftest import DAY


@pytest.fixture
def refs(references):
    return ReferenceSet.at(DAY)


def with_value(refs, code, value):
    row = ReferenceValue(code=code, label=code, value=value, unit="", source="", valid_from=DAY)
    return replace(refs, values=refs.values | {code: row})


def test_the_values_in_force_make_sense(refs):
    adapters.check(refs)
    assert adapters.road_parameters(refs).local_km == refs["road.local_km"]


@pytest.mark.parametrize("code", ["round.stops", "energy.diesel", "road.detour", "customer.basket_kg"])
def test_a_value_without_sense_is_refused(refs, code):
    with pytest.raises((InvalidInput, ValueError)):
        adapters.check(with_value(refs, code, -1.0))


def test_a_value_that_is_missing_is_named(refs):
    without = {code: row for code, row in refs.values.items() if code != "parcel.daf"}
    with pytest.raises(MissingReferenceError, match=r"parcel\.daf"):
        adapters.check(replace(refs, values=without))
