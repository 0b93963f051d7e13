"""The one error of the engine."""

from cost_calc.engine.errors import InvalidInput


def test_an_error_says_where_why_and_what_its_sentence_needs():
    error = InvalidInput("shipment.mass_kg", "too_large", maximum=1e6)
    assert (error.field, error.reason, error.params) == ("shipment.mass_kg", "too_large", {"maximum": 1e6})
    assert str(error) == "shipment.mass_kg: too_large, maximum=1000000.0"


def test_whoever_catches_a_wrong_value_catches_it():
    assert isinstance(InvalidInput("a", "required"), ValueError)
    assert InvalidInput("a", "required").params == {}
