import pytest

from cost_calc.pricing.comparison import compare_shipment
from cost_calc.pricing.question import OwnMeans
from tests.cost_calc.conftest import DAY
from tests.cost_calc.pricing.rounds import (
    FLORAC,
    LANGOGNE,
    MARVEJOLS,
    MONTPELLIER,
    stops,
)


@pytest.fixture
def week(ask):
    """A week's round from Mende: three near customers, one far."""
    return ask(stops=stops((FLORAC, 40.0), (LANGOGNE, 30.0), (MARVEJOLS, 60.0), (MONTPELLIER, 25.0)))


@pytest.fixture
def result(week):
    return compare_shipment(week, at=DAY)


@pytest.fixture
def compare(ask):
    def compared(*, own=None, **changes):
        return compare_shipment(ask(own=OwnMeans(**(own or {})), **changes), at=DAY)

    return compared


@pytest.fixture
def potatoes(compare):
    """A tonne and a half of potatoes, 12 km away."""

    def compared(mass_kg=1500.0, **own):
        given = {"distance_km": 12.0, "driving_minutes": 12.0} | own
        return compare(to="48009", mass_kg=mass_kg, family="vegetables", temperature="ambient", own=given)

    return compared
