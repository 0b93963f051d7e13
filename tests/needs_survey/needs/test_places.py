"""Where places are on a map."""

import pytest

from needs_survey.needs.places import Position, positions_of
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


def test_a_grouping_stands_at_the_middle_of_its_communes():
    for latitude, longitude in ((44.0, 3.0), (45.0, 3.5)):
        CommuneFactory(epci="200006930", latitude=latitude, longitude=longitude)
    CommuneFactory(epci="200069136", latitude=10.0, longitude=10.0)
    assert positions_of(["200006930"], "epci") == {"200006930": Position(44.5, 3.25)}


def test_a_commune_stands_at_its_town_hall():
    mende = CommuneFactory(mende=True)
    assert positions_of(["48095"], "commune") == {
        "48095": Position(round(mende.latitude, 5), round(mende.longitude, 5))
    }


def test_a_place_that_nobody_knows_stands_nowhere():
    CommuneFactory(epci="")
    assert positions_of(["", "99999"], "epci") == positions_of(["99999"], "commune") == {}
