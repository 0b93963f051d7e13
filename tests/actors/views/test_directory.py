"""The pages of who can help."""

import pytest
from django.urls import reverse

from tests.factories.actors import ActorFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db
LIST = reverse("actors:list")


def text_of(page):
    return " ".join(page.text.replace("\N{NO-BREAK SPACE}", " ").split())


def test_each_says_what_it_does_and_how_far_to_believe_it(client):
    ActorFactory(name="Syndicat du Lot", source_date="2014-08-02")
    ActorFactory(name="Chambre vérifiée", confirmed=True)
    ActorFactory(name="Chambre inventée", example=True)
    page = text_of(client.get(LIST))
    assert "3 résultats, dont 1 à confirmer" in page
    assert "Vu le 2 août 2014 sur" in page
    assert "Vérifié le 2 novembre 2026" in page
    assert "Exemple inventé" in page


@pytest.mark.parametrize(
    ("date", "told"), [("2018-12", "Vu en décembre 2018"), ("2024", "Vu en 2024"), ("", "Vu, sans date,")]
)
def test_a_source_is_dated_as_far_as_it_is(client, date, told):
    actor = ActorFactory(source_date=date)
    page = client.get(actor.get_absolute_url())
    assert f'sur <a href="{actor.source_url}"' in page.text
    assert told in text_of(page)
    assert "La source dit ce qui était public à sa date" in text_of(page)


def test_what_an_advisor_entered_without_a_source_says_so(client):
    actor = ActorFactory(origin="advisor", source_url="", source_date="")
    assert "Saisi par un conseiller, <strong>à confirmer</strong>" in text_of(client.get(LIST))
    assert "La source dit" not in text_of(client.get(actor.get_absolute_url()))


def test_a_customer_says_what_it_asks(client):
    page = text_of(client.get(ActorFactory(canteen=True).get_absolute_url()))
    for told in ("mardi, jeudi", "à partir de 7 h 00, avant 10 h 30", "72 h avant la livraison", "demandé"):
        assert told in page


def test_a_customer_of_which_nothing_is_known_says_to_ask(client):
    shop = ActorFactory(kind="shop", customer_type="grocery")
    assert "demandez-les" in client.get(shop.get_absolute_url()).text
    market = ActorFactory(market=True, weekdays=[])
    assert "demandez-le à la mairie" in client.get(market.get_absolute_url()).text


def test_htmx_gets_what_changes_alone(client):
    ActorFactory(name="Syndicat")
    page = client.get(LIST, {"q": "syndicat"}, headers={"HX-Request": "true"}).text
    assert "<html" not in page
    assert 'id="resultats"' in page
    assert 'hx-swap-oob="true"' in page


def test_an_empty_list_says_what_to_do(client):
    assert "Personne pour l’instant" in client.get(LIST).text
    assert "Voir tout le monde" in client.get(LIST, {"q": "xyzzy"}).text


def test_the_list_takes_the_same_queries_whatever_its_length(client, django_assert_max_num_queries):
    for _ in range(25):
        ActorFactory(commune=CommuneFactory(mende=True))
    with django_assert_max_num_queries(5):
        client.get(LIST)


def test_the_map_has_all_the_pages_of_the_list(client):
    for _ in range(25):
        ActorFactory(commune=CommuneFactory(mende=True))
    answer = client.get(reverse("actors:map"), {"kind": "petr"}).json()
    assert answer["total"] == 25
    assert client.get(reverse("actors:map"), {"nature": "petr"}).status_code == 400
