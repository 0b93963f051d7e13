"""What else is on board of the own van."""

import pytest

from cost_calc.pricing.priced import Held
from tests.cost_calc.pricing.rounds import BY_OWN_VAN, by_id, eur_per_kg


@pytest.mark.parametrize("own", [{"other_kg": 0.0}, {"other_stops": 0}, {"other_kg": 0.0, "other_stops": 3}])
def test_nothing_else_on_board_is_an_answer_too(compare, own):
    result = compare(own=own)
    assert "own-round" not in by_id(result)
    assert result.filled is None
    assert Held.FILLING not in by_id(result)["own"].held


def test_what_if_the_van_were_filled_is_said_apart_for_every_way_that_takes_it(compare):
    result = compare()
    assert (result.filled.kg, result.filled.stops) == (240.0, 4)
    assert {way.filled.option.id for way in result.filled.ways} == BY_OWN_VAN | {"own-round"}
    for way in result.filled.ways:
        assert way.filled.eur_per_kg < way.today.eur_per_kg
        assert way.today in result.priced
        assert way.filled not in result.priced


def test_filling_as_supposed_costs_what_declaring_it_costs(compare):
    supposed = {way.filled.option.id: way.filled for way in compare(own={"fill_kg": 240.0}).filled.ways}
    declared = by_id(compare(own={"other_kg": 240.0}))
    for option, way in supposed.items():
        assert way.eur_per_kg == pytest.approx(declared[option].eur_per_kg)


def test_no_more_is_supposed_on_board_than_fits(compare):
    result = compare(mass_kg=700.0)
    assert result.filled.kg == 100.0 == result.filled.room_kg


def test_other_kilos_count_however_many_customers_there_are(compare):
    six = ["34172", "30189", "30007", "48061", "48140", "48092"]
    result = compare(to=six, mass_kg=20.0, own={"other_kg": 100.0})
    assert eur_per_kg(result, "own-round") < eur_per_kg(result)


def test_each_other_stop_lengthens_the_round(compare):
    lengths = [
        by_id(compare(own={"other_kg": 240.0, "other_stops": stops}))["own-round"].option.legs[0].distance_km
        for stops in (0, 1, 10)
    ]
    assert [length - lengths[0] for length in lengths] == pytest.approx([0, 5, 50])


def test_what_was_not_said_of_a_declared_round_is_named(compare):
    said = {
        name: by_id(compare(own=own))["own-round"].way.assumption
        for name, own in (
            ("kilos", {"other_stops": 2}),
            ("stops", {"other_kg": 50.0}),
            ("nothing", {"other_kg": 50.0, "other_stops": 2}),
        )
    }
    assert "faute de vos kilos" in said["kilos"]
    assert "faute de votre nombre" in said["stops"]
    assert "faute" not in said["nothing"]
