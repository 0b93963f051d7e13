"""The communes a device takes along."""

import pytest
from django.urls import reverse

from pat_logistics.territory.departements import NAMES, REGIONS, region_of
from tests.factories.territory import CommuneFactory

MAINLAND = {code for code in NAMES if len(code) == 2}


def test_each_departement_of_the_mainland_is_in_one_region():
    listed = " ".join(REGIONS).split()
    assert len(listed) == len(set(listed))
    assert set(listed) == MAINLAND
    assert region_of("974") == ["974"]


@pytest.mark.django_db
def test_a_device_knows_the_region_what_is_near_and_the_larger_towns(client):
    CommuneFactory(mende=True, population=12_000)
    far = {"latitude": 48.8, "longitude": 7.0}
    CommuneFactory(insee="34001", name="Abeilhan", departement="34", population=900, **far)
    CommuneFactory(
        insee="63113", name="Clermont", departement="63", population=500, latitude=45.5, longitude=3.1
    )
    CommuneFactory(insee="67482", name="Strasbourg", departement="67", population=290_000, **far)
    CommuneFactory(insee="67001", name="Achenheim", departement="67", population=2_000, **far)
    found = client.get(reverse("territory:offline")).json()["communes"]
    assert [insee for insee, *_ in found] == ["48095", "34001", "67482", "63113"]
