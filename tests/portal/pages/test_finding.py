"""One search for farms, solutions, communes and guides."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pat_logistics.portal.pages.finding import find
from tests.factories.actors import ActorFactory
from tests.factories.carriers import ServiceAreaFactory, SolutionFactory
from tests.factories.guides import GuideFactory
from tests.factories.producers import ProducerFactory, ProductLineFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db
SEARCH = reverse("pages:search")


@pytest.fixture
def territory():
    """A cheese maker at Mende, a carrier of chilled goods that comes there, and a guide on cold."""
    mende = CommuneFactory(mende=True)
    farm = ProducerFactory(published=True, name="Chèvrerie du Lot", commune=mende)
    ProductLineFactory(producer=farm, family="cheese", name="Pélardon")
    line = SolutionFactory(name="Ligne des Causses")
    ServiceAreaFactory(solution=line, departement="48")
    GuideFactory(title="Livrer du fromage en été")
    return mende


def found(text, user=None):
    groups = find(text, user or AnonymousUser())
    kinds = ("communes", "producers", "solutions", "guides")
    return {kind: [str(row) for row in groups[kind].rows] for kind in kinds if groups[kind].rows}


def test_a_product_finds_farms_solutions_and_guides(territory):
    assert found("fromage") == {
        "producers": ["Chèvrerie du Lot"],
        "solutions": ["Ligne des Causses"],
        "guides": ["Livrer du fromage en été"],
    }


def test_a_commune_finds_its_page_and_what_is_there(territory):
    assert found("mende") == {
        "communes": ["Mende (48)"],
        "producers": ["Chèvrerie du Lot"],
        "solutions": ["Ligne des Causses"],
    }


def test_a_place_among_the_words_narrows_farms_and_solutions(territory):
    CommuneFactory(insee="48140", name="Saint-Chély-d'Apcher", latitude=44.6, longitude=3.4)
    assert found("fromage st chely") == {
        "communes": ["Saint-Chély-d'Apcher (48)"],
        "producers": ["Chèvrerie du Lot"],
        "solutions": ["Ligne des Causses"],
    }


def test_a_short_name_of_a_commune_does_not_answer_two_words(territory):
    CommuneFactory(insee="46031", name="Bio", departement="46", latitude=44.8, longitude=1.8)
    CommuneFactory(insee="32256", name="Miélan", departement="32", latitude=43.4, longitude=0.3)
    assert "communes" not in found("miel bio")
    assert found("bio")["communes"] == ["Bio (46)"]


def test_a_product_is_not_taken_for_a_commune_that_looks_like_it(territory):
    CommuneFactory(insee="08184", name="Fromy", departement="08", latitude=49.6, longitude=5.3)
    assert "communes" not in found("fromage")
    assert found("fromy")["communes"] == ["Fromy (08)"]


def test_who_can_help_is_found_with_the_rest(territory):
    ActorFactory(name="Chambre du fromage", commune=territory)
    ActorFactory(name="Syndicat du fromage", unpublished=True)
    groups = find("fromage mende", AnonymousUser())
    assert [str(row) for row in groups["actors"].rows] == ["Chambre du fromage"]
    assert groups["actors"].query == "q=fromage+mende"


def test_what_looks_like_who_can_help_keeps_no_misspelt_place_from_being_read(territory):
    ActorFactory(name="Ispagnac accueil")
    ispagnac = CommuneFactory(insee="48075", name="Ispagnac", latitude=44.37, longitude=3.53)
    assert find("ispanhac", AnonymousUser())["communes"].rows == [ispagnac]


def test_a_misspelt_name_is_found(territory):
    assert found("chevrrerie")["producers"] == ["Chèvrerie du Lot"]


def test_a_product_and_a_place_both_misspelt_are_found(territory):
    ispagnac = CommuneFactory(
        insee="48075", name="Ispagnac", departement="48", latitude=44.37, longitude=3.53
    )
    ProducerFactory(published=True, name="Ferme du Pont", commune=ispagnac)
    ProductLineFactory(producer=ProducerFactory(published=True, commune=ispagnac), family="cheese")
    answer = find("ispanhac fromge", AnonymousUser())
    assert [str(row) for row in answer["communes"].rows] == ["Ispagnac (48)"]
    assert answer["producers"].place == ispagnac
    assert answer["producers"].total >= 1
    assert "Ferme du Pont" not in [str(row) for row in answer["producers"].rows]


def test_what_is_not_published_is_not_found(territory):
    ProducerFactory(name="Ferme secrète")
    SolutionFactory(name="Service secret", unpublished=True)
    GuideFactory(title="Guide secret", published_at=None)
    assert found("secret") == {}


def test_nothing_found_says_what_to_do_and_keeps_the_words(client):
    page = client.get(SEARCH, {"q": "xyzzy<b>"}).text
    assert "Rien ne répond à" in page
    assert 'value="xyzzy&lt;b&gt;"' in page


@pytest.mark.parametrize("text", ["", " ", "%", "\x00", "a" * 5000, "un deux trois quatre cinq six sept"])
def test_any_text_is_answered(client, text):
    assert client.get(SEARCH, {"q": text}).status_code == 200


def test_more_rows_take_no_more_queries(territory):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            find("fromage mende", AnonymousUser())
        return len(captured)

    few = queries()
    for number in range(30):
        farm = ProducerFactory(published=True, name=f"Ferme {number}", commune=territory)
        ProductLineFactory(producer=farm, family="cheese")
        ServiceAreaFactory(solution=SolutionFactory(), departement="48")
    assert queries() <= few <= 24


@pytest.mark.parametrize("address", ["/n-existe-pas/", reverse("pages:home")])
def test_the_search_is_on_every_page_and_on_the_one_that_does_not_exist(client, address):
    assert f'action="{SEARCH}"' in client.get(address).text
