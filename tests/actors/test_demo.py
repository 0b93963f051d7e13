"""Invented customers."""

import pytest

from pat_logistics.actors.demo import load
from pat_logistics.actors.enums import Standing
from pat_logistics.actors.models import Actor
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def communes():
    for trait in ("mende", "florac", "montpellier"):
        CommuneFactory(**{trait: True})


def test_they_are_customers_that_say_what_they_ask_and_that_they_are_invented():
    assert load() == 5
    for actor in Actor.objects.all():
        actor.full_clean(validate_unique=False)
        assert actor.standing == Standing.EXAMPLE
        assert "(exemple)" in actor.name
        assert actor.tells_terms


def test_a_second_load_adds_nothing():
    load()
    assert load() == 0
    assert Actor.objects.count() == 5
