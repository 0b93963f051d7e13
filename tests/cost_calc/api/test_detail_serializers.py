"""Details of a calculation that only mean something together."""

import pytest

from cost_calc.api.detail_serializers import GoodsDetails, OwnDetails, PreparationSerializer


def codes(serializer):
    assert not serializer.is_valid()
    return {name: [each.code for each in found] for name, found in serializer.errors.items()}


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"eur_per_cold_hour": 3}, "eur_per_day"),
        ({"replacement_hours": 2}, "replacement_eur_per_hour"),
        ({"replacement_eur_per_hour": 15, "replacement_hours": None}, "replacement_hours"),
        ({"other_use_share": 0.5}, "fixed_eur_per_year"),
    ],
)
def test_a_number_that_says_nothing_alone_asks_for_its_other(given, missing):
    assert codes(OwnDetails(data=given)) == {missing: ["required"]}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"eur_per_day": 0, "eur_per_cold_hour": 3},
        {"replacement_hours": 2, "replacement_eur_per_hour": 15},
        {"other_use_share": 0},
    ],
)
def test_a_pair_that_is_whole_is_taken(given):
    serializer = OwnDetails(data=given)
    assert serializer.is_valid(), serializer.errors


@pytest.mark.parametrize("of_a_crate", ["eur_per_crate", "minutes_per_crate"])
def test_what_a_crate_costs_asks_how_many_there_are(of_a_crate):
    assert codes(PreparationSerializer(data={of_a_crate: 2})) == {"crates": ["required"]}
    assert PreparationSerializer(data={of_a_crate: 2, "crates": 4}).is_valid()


def test_null_says_the_same_as_nothing_and_bounds_hold():
    assert GoodsDetails(data={"volume_m3": None, "ready_hour": 24}).is_valid()
    assert codes(GoodsDetails(data={"volume_m3": 0, "ready_hour": 25})) == {
        "volume_m3": ["min_value"],
        "ready_hour": ["max_value"],
    }
