"""A territory with its carriers of example: what a comparison needs to answer."""

import datetime

import pytest

from cost_calc.pricing.question import Question, Stop
from pat_logistics.territory.models import Commune

DAY = datetime.date(2026, 11, 23)


@pytest.fixture
def references(shared_references):
    """The reference values that come with the portal."""


@pytest.fixture
def territory(shared_territory):
    """The reference values, real communes and the carriers of example."""


@pytest.fixture
def ask(territory):
    """A question about chilled cheese from Mende to Montpellier, changed at will."""

    def question(*, to="34172", mass_kg=60.0, **changes):
        places = [to] if isinstance(to, str) else to
        stops = tuple(Stop(Commune.objects.get(pk=place), mass_kg) for place in places)
        values = {
            "origin": Commune.objects.get(pk="48095"),
            "stops": stops,
            "family": "cheese",
            "temperature": "chilled",
            "deliveries_per_year": 48.0,
        }
        return Question(**values | changes)

    return question
