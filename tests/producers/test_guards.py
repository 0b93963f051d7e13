"""Pages that a personal link opens."""

import pytest
from django.http import HttpResponse
from django.urls import reverse

from producers.guards import personal_page
from producers.personal import token_of
from tests.producers.received import AGAIN, farm_nobody_keeps, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def farm():
    return farm_nobody_keeps()


def test_the_page_is_kept_by_no_cache_and_found_by_no_search_engine(client, farm):
    for response in (client.get(url("received", farm)), client.get(AGAIN)):
        assert "no-store" in response["Cache-Control"]
        assert '<meta name="robots" content="noindex' in response.text
        assert response["Referrer-Policy"] == "same-origin"
    assert "noindex" in client.get(url("received", farm))["X-Robots-Tag"]


def test_a_forged_link_is_not_found_and_a_closed_one_says_why(client, farm):
    assert client.get(reverse("farm:received", args=["forge:d:token"])).status_code == 404
    address = url("received", farm)
    farm.delete()
    response = client.get(address)
    assert response.status_code == 410
    assert "noindex" in response["X-Robots-Tag"]


def test_a_page_gets_the_farm_of_its_link_and_what_its_address_says(rf, farm):
    seen = []
    page = personal_page(lambda request, *given, **named: seen.append((given, named)) or HttpResponse())
    token = token_of(farm)
    page(rf.get("/"), token, key="réponse")
    assert seen == [((farm, token), {"key": "réponse"})]
