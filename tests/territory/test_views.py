"""The communes a device takes along."""

import pytest
from django.urls import reverse

from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


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


def test_the_suggestions_are_json_that_any_cache_may_keep(client, real_communes):
    response = client.get(reverse("territory:search"), {"q": "st chely"})
    assert response.json()["results"][0] == {
        "insee": "48140", "label": "Saint-Chély-d'Apcher (48)", "detail": "48200",
    }  # fmt: skip
    assert response["Cache-Control"] == "public, max-age=86400"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("query", ["", "?q=", "?q=%00", "?q=%ff%fe", "?q=" + "a" * 5000, "?other=1"])
def test_the_suggestions_have_an_answer_to_everything(client, query):
    response = client.get(reverse("territory:search") + query)
    assert (response.status_code, response.json()) == (200, {"results": []})


def test_suggestions_are_only_read(client):
    assert client.post(reverse("territory:search")).status_code == 405
