import pytest
from django.urls import reverse

from pat_logistics.portal.pages.home import FACTS, SHOWN_PRODUCERS, territory_today
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory
from tests.factories.carriers import SolutionFactory
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db

HOME = reverse("pages:home")


def test_the_question_can_be_answered_right_there(client):
    page = client.get(HOME).text
    assert "Combien vous coûte vraiment une livraison" in page
    assert f'action="{reverse("cost_calc:compare")}"' in page
    for name in ("origin", "destination", "family", "mass_kg", "times", "period"):
        assert f'name="{name}"' in page


def test_the_three_doors_lead_somewhere(client):
    page = client.get(HOME).text
    for door in ("Je suis producteur", "Je conseille", "Je gère un territoire"):
        assert door in page


def test_counts_leave_out_what_is_not_published():
    ProducerFactory.create_batch(2, published=True)
    ProducerFactory(is_example=True, published=True)
    ProducerFactory()
    SolutionFactory()
    SolutionFactory(unpublished=True)
    today = territory_today()
    assert (today["producers"], today["example_producers"], today["solutions"]) == (3, 1, 1)


def test_who_can_help_is_counted_without_the_examples():
    ActorFactory(confirmed=True)
    ActorFactory()
    ActorFactory(example=True)
    ActorFactory(unpublished=True)
    today = territory_today()
    assert (today["actors"], today["unconfirmed_actors"]) == (2, 1)


def test_a_producer_who_does_not_publish_is_nowhere_on_the_page_even_for_administrators(client):
    ProducerFactory(name="Ferme discrète")
    client.force_login(UserFactory(administrator=True))
    assert "Ferme discrète" not in client.get(HOME).text


def test_a_farm_that_keeps_its_position_stands_at_the_town_hall():
    hidden = ProducerFactory(published=True, latitude=44.123, longitude=3.123)
    point = territory_today()["points"][0]
    assert (point["lat"], point["lon"]) == (hidden.commune.latitude, hidden.commune.longitude)


def test_the_page_takes_as_many_queries_for_one_producer_as_for_sixty(client, django_assert_max_num_queries):
    ProducerFactory.create_batch(60, published=True)
    with django_assert_max_num_queries(5):
        page = client.get(HOME)
    assert page.text.count("data-point=") == SHOWN_PRODUCERS


def test_an_empty_territory_says_what_works_already(client):
    page = client.get(HOME).text
    assert "Pas encore de producteur publié" in page
    assert "data-map=" not in page


def test_every_fact_has_a_source_and_a_date():
    for fact in FACTS:
        assert any(year in fact.source for year in ("2018", "2023", "2026"))


def test_a_shared_link_to_a_page_shows_its_title(client):
    page = client.get(reverse("pages:legal")).content.decode()
    title = page.partition("<title>")[2].partition(" – ")[0]
    assert f'<meta property="og:title" content="{title}">' in page


def test_the_portal_goes_on_a_home_screen(client):
    found = client.get(reverse("pages:manifest")).json()
    assert found["display"] == "standalone"
    assert found["start_url"] == found["scope"] == reverse("pages:home")
