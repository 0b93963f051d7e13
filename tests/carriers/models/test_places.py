"""Where producers hand their goods over."""

import pytest

from carriers.models import Delivery, Serving
from tests.carriers.models.samples import fitting
from tests.factories.carriers import (
    DropPointFactory,
)
from tests.factories.territory import CommuneFactory
from tests.refused import refused

pytestmark = pytest.mark.django_db


def test_a_drop_point_stands_on_earth_and_has_its_own_name():
    point = DropPointFactory(name="Quai")
    refused(
        DropPointFactory.build(solution=point.solution, commune=point.commune, latitude=91),
        "drop_point_on_earth",
    )
    refused(
        DropPointFactory.build(solution=point.solution, commune=point.commune, name="Quai"), "drop_point_once"
    )


@pytest.fixture
def florac():
    return CommuneFactory(florac=True, epci="200069151")


def test_a_drop_point_within_twenty_kilometres_makes_a_solution_usable(mende, florac):
    near = DropPointFactory(commune=mende).solution
    DropPointFactory(commune=florac, latitude=florac.latitude, longitude=florac.longitude)
    assert list(fitting(origin=mende)) == [near]
    assert not Serving(Delivery(mende)).collected
