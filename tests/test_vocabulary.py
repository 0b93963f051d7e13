"""Codes that leave the portal: questionnaires, files and programs of others hold them."""

import pytest

from cost_calc.engine.shipment import Temperature as EngineTemperature
from pat_logistics import vocabulary
from pat_logistics.vocabulary import DEFAULT_TEMPERATURE, ProductFamily, Temperature, Weekday

LISTS = (
    vocabulary.Temperature,
    vocabulary.ProductFamily,
    vocabulary.SeasonLevel,
    vocabulary.Label,
    vocabulary.Packaging,
    vocabulary.CustomerType,
    vocabulary.Month,
    vocabulary.Weekday,
)


def test_the_engine_knows_the_same_temperatures():
    assert {each.value for each in EngineTemperature} == set(Temperature.values)


def test_every_family_travels_at_a_temperature():
    assert set(DEFAULT_TEMPERATURE) == set(ProductFamily)
    assert DEFAULT_TEMPERATURE[ProductFamily.FROZEN_MEAT] == Temperature.FROZEN
    assert DEFAULT_TEMPERATURE[ProductFamily.HONEY] == Temperature.AMBIENT


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
def test_no_two_codes_are_said_alike(words):
    assert len(set(words.labels)) == len(words.labels)


def test_days_are_those_of_the_calendar():
    assert (Weekday.MONDAY, Weekday.SUNDAY) == (1, 7)
