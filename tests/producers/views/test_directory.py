"""The directory and the page of a producer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pat_logistics.accounts.models import Role
from producers import finding
from producers.filters import PAGE_SIZE
from tests.factories.accounts import MembershipFactory, OrganisationFactory, advisor_of_lozere
from tests.factories.producers import FlowFactory, ProducerFactory, ProductLineFactory, StorageSiteFactory
from tests.factories.territory import CommuneFactory
from tests.producers.views.samples import LIST, full_producer, html, names

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def test_an_empty_directory_says_what_to_do(client):
    page = html(client.get(LIST))
    assert "Aucune fiche publiée pour l’instant" in page
    assert reverse("cost_calc:compare") in page


def test_a_search_without_result_says_what_to_do(client):
    ProducerFactory(published=True)
    page = html(client.get(LIST, {"q": "xyzzy"}))
    assert "sans «&nbsp;Nom, produit ou commune&nbsp;»</a>&nbsp;: 1 producteur" in page
    assert "Effacer tous les choix" in page


@pytest.mark.parametrize("text", ["miel bio", "Miel biologique", "apiculteur bio"])
def test_everyday_words_name_a_family_and_a_label(client, text):
    ProductLineFactory(
        producer=ProducerFactory(published=True, name="Ruches", labels=["organic"]), family="honey", name=""
    )
    ProductLineFactory(
        producer=ProducerFactory(published=True, name="Rucher voisin"), family="honey", name=""
    )
    assert names(client.get(LIST, {"q": text})) == ["Ruches"]


def test_a_place_where_nobody_is_gives_who_is_around(client):
    ProducerFactory(published=True, name="Ferme du Vent", commune=CommuneFactory(mende=True))
    CommuneFactory(insee="48140", name="Saint-Chély-d'Apcher", latitude=44.6, longitude=3.4)
    response = client.get(LIST, {"q": "st chely"}, headers=HTMX)
    assert names(response) == ["Ferme du Vent"]
    assert "autour de Saint-Chély-d&#x27;Apcher" in html(response)
    assert response["HX-Push-Url"] == "/producteurs/?commune=48140"


def test_each_answer_that_may_be_dropped_says_what_is_left_without_it_the_best_first(client):
    ProductLineFactory(producer=ProducerFactory(published=True, name="Ferme du Vent"), family="cheese")
    ProductLineFactory(producer=ProducerFactory(published=True, name="Ruches du Vent"), family="honey")
    ProductLineFactory(producer=ProducerFactory(published=True, name="Ruches du Lac"), family="honey")
    response = client.get(LIST, {"q": "ferme", "family": "honey", "label": "organic"})
    html(response)
    assert [(row["label"], row["count"]) for row in response.context["relaxations"]] == []
    response = client.get(LIST, {"q": "ferme", "family": "honey"})
    html(response)
    left = [(row["url"], row["count"]) for row in response.context["relaxations"]]
    assert left == [("/producteurs/?family=honey", 2), ("/producteurs/?q=ferme", 1)]


def test_a_very_long_list_is_cut_and_says_so(client, monkeypatch):
    monkeypatch.setattr(finding, "MAX_PAGES", 2)
    monkeypatch.setattr(finding, "PAGE_SIZE", 3)
    ProducerFactory.create_batch(7, published=True)
    page = html(client.get(LIST, {"page": "9"}))
    assert len(names(client.get(LIST, {"page": "9"}))) == 3
    assert "La liste montre les 6 premiers. Précisez la recherche" in page
    assert "7 producteurs" in page


def test_the_list_and_the_map_say_the_same(client):
    producer = ProducerFactory(published=True, name="Ferme du Vent")
    page = html(client.get(LIST))
    points = client.get("/producteurs/carte.json").json()["features"]
    assert [(point["id"], point["label"], point["url"]) for point in points] == [
        (producer.pk, "Ferme du Vent", producer.get_absolute_url())
    ]
    assert f'data-point="{producer.pk}"' in page


def test_names_are_sorted_without_regard_to_accents_and_case(client):
    for name in ("Zébu", "éclair", "Abeille", "Écho"):
        ProducerFactory(published=True, name=name)
    assert names(client.get(LIST)) == ["Abeille", "Écho", "éclair", "Zébu"]


@pytest.mark.parametrize("page", ["0", "-1", "abc", "99999999999999999999", "2"])
def test_a_page_that_does_not_exist_gives_the_nearest_one(client, page):
    ProducerFactory(published=True, name="Ferme du Vent")
    assert names(client.get(LIST, {"page": page})) == ["Ferme du Vent"]


def test_the_next_page_keeps_the_search(client):
    ProducerFactory.create_batch(PAGE_SIZE + 1, published=True, name="Ferme du Vent")
    page = html(client.get(LIST, {"q": "vent"}))
    assert "?q=vent&amp;page=2" in page
    assert names(client.get(LIST, {"q": "vent", "page": "2"})) == ["Ferme du Vent"]


def test_htmx_gets_the_results_the_filters_and_the_points_alone(client):
    ProducerFactory(published=True, name="Ferme du Vent")
    response = client.get(LIST, headers=HTMX)
    page = html(response)
    assert names(response) == ["Ferme du Vent"]
    assert "<html" not in page
    assert page.count('hx-swap-oob="true"') == 1
    assert 'data-map-url="/producteurs/carte.json?"' in page
    assert "HX-Request" in response["Vary"]


def test_htmx_puts_in_the_address_only_what_was_answered(client):
    CommuneFactory(mende=True)
    query = {
        "q": "",
        "commune": "mende",
        "commune_typed": "mende",
        "radius_km": "",
        "family": ["cheese", "honey"],
    }
    response = client.get(LIST, query, headers=HTMX)
    assert response["HX-Push-Url"] == "/producteurs/?commune=48095&family=cheese&family=honey"
    assert client.get(LIST, {"q": ""}, headers=HTMX)["HX-Push-Url"] == "/producteurs/"


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        html(client.get(url))
    return len(captured)


@pytest.mark.parametrize("url", [LIST, LIST + "?q=ferme&family=cheese&commune=48095"])
def test_the_list_costs_the_same_queries_whatever_its_length(client, url):
    CommuneFactory(mende=True)
    full_producer()
    few = queries_of(client, url)
    for _ in range(10):
        full_producer()
    assert queries_of(client, url) == few <= 9


def test_the_page_of_a_producer_costs_the_same_queries_whatever_it_holds(client):
    producer = full_producer()
    few = queries_of(client, producer.get_absolute_url())
    for _ in range(5):
        FlowFactory(producer=producer)
        StorageSiteFactory(producer=producer, offered=True)
    assert queries_of(client, producer.get_absolute_url()) == few <= 5


def test_the_page_shows_products_seasons_places_and_storage(client):
    producer = full_producer(is_example=True, name="Ferme du Vent", commune=CommuneFactory(mende=True))
    page = html(client.get(producer.get_absolute_url()))
    assert "toute l’année" in page
    assert "Montpellier (34)" in page
    assert "Chambre froide" in page
    assert "8\u202fm³" in page
    assert "Ce producteur est inventé" in page
    assert "La mairie de la commune." in page


def test_an_invented_producer_says_so_in_the_list(client):
    ProducerFactory(published=True, is_example=True)
    assert "badge--example" in html(client.get(LIST))


def test_a_producer_who_hides_the_contact_says_so(client):
    producer = ProducerFactory(published=True, phone="04 65 71 12 34")
    assert "ne publie pas ses coordonnées" in html(client.get(producer.get_absolute_url()))


def test_an_advisor_sees_what_is_not_published_and_that_it_is_not(client):
    producer = ProducerFactory(name="Ferme Secrète")
    client.force_login(advisor_of_lozere())
    assert "non publié" in html(client.get(LIST))
    page = html(client.get(producer.get_absolute_url()))
    assert "Cette fiche n’est pas publiée." in page
    assert f'href="{reverse("farm:overview", args=[producer.pk])}"' in page
    assert f'href="{reverse("survey:begin")}?ferme={producer.pk}"' in page


@pytest.mark.parametrize("slug", ["inconnu", "a" * 300])
def test_an_unknown_producer_is_not_found(client, slug):
    assert client.get(f"/producteurs/{slug}/").status_code == 404


def test_a_number_over_a_thousand_stays_a_plain_number_in_the_page(client):
    ProducerFactory(published=True, pk=123456)
    assert 'data-point="123456"' in html(client.get(LIST))


def test_the_directory_is_only_read(client):
    assert client.post(LIST).status_code == 405


def test_whoever_finds_the_own_farm_is_led_to_ask_for_it(client):
    producer = ProducerFactory(published=True, organisation=OrganisationFactory())
    claim = reverse("farm:claim", args=[producer.pk])
    assert claim in html(client.get(producer.get_absolute_url()))
    client.force_login(MembershipFactory(organisation=producer.organisation, role=Role.PRODUCER).user)
    assert claim not in html(client.get(producer.get_absolute_url()))
