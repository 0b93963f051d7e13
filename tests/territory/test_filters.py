"""The commune of a list."""

import django_filters
import pytest

from pat_logistics.territory.filters import CommuneFilter
from pat_logistics.territory.models import RoadTrip
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


class Trips(django_filters.FilterSet):
    origin = CommuneFilter(field_name="origin")


@pytest.fixture
def trip(mende, montpellier):
    CommuneFactory(name="Mendive")
    return RoadTrip.objects.create(origin=mende, destination=montpellier, distance_km=181, minutes=155)


def test_a_list_is_narrowed_by_the_name_or_the_code_of_a_commune(trip):
    for text in ("Mende", "48095", "mende (48)"):
        assert list(Trips({"origin": text}, RoadTrip.objects.all()).qs) == [trip]
    assert not Trips({"origin": "34172"}, RoadTrip.objects.all()).qs.exists()


def test_a_text_that_may_be_several_communes_narrows_nothing_and_asks(trip):
    asked = Trips({"origin": "mend"}, RoadTrip.objects.all())
    assert not asked.is_valid()
    assert "Mendive" in str(asked.form["origin"])
