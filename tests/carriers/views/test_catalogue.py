"""The catalogue, the page of a solution and the page of a carrier."""

import datetime

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from carriers.enums import AreaRole, GridPurpose, SolutionKind
from tests.factories.carriers import (
    CarrierFactory,
    DropPointFactory,
    RideFactory,
    ServiceAreaFactory,
    SolutionFactory,
    TariffGridFactory,
    TariffZoneFactory,
)
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db
LIST = reverse("carriers:list")
MAP = reverse("carriers:map")
HTMX = {"HX-Request": "true"}


def names(response):
    return {row.solution.name for row in response.context["found"]}


def body(response):
    return response.content.decode()


def test_the_catalogue_lists_everything_published(client, catalogue):
    assert names(client.get(LIST)) == {"Ligne fraîche", "Quai", "Casiers", "Logicoût"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "ligne"}, {"Ligne fraîche"}),
        ({"q": "fraiche"}, {"Ligne fraîche", "Casiers"}),
        ({"q": "fromage"}, {"Ligne fraîche", "Casiers"}),
        ({"q": "surgelés"}, {"Quai"}),
        ({"q": "transporteurs"}, {"Ligne fraîche", "Quai"}),
        ({"kind": ["locker", "software"]}, {"Casiers", "Logicoût"}),
        ({"temperature": "frozen"}, {"Quai"}),
        ({"origin": "48095"}, {"Ligne fraîche", "Quai"}),
        ({"destination": "34172"}, {"Ligne fraîche"}),
        ({"origin": "48095", "temperature": "frozen"}, {"Quai"}),
        ({"origin": "48095", "destination": "34172", "kind": "parcel"}, set()),
    ],
)
def test_the_catalogue_is_narrowed_by_words_nature_temperature_and_places(client, catalogue, query, expected):
    CommuneFactory(mende=True)
    CommuneFactory(montpellier=True)
    assert names(client.get(LIST, query)) == expected


def test_a_place_among_the_words_keeps_what_takes_charge_there(client, catalogue):
    CommuneFactory(insee="48140", name="Saint-Chély-d'Apcher", latitude=44.8, longitude=3.28)
    response = client.get(LIST, {"q": "fromage st chely"})
    assert names(response) == {"Ligne fraîche"}
    assert "celles qui prennent en charge à Saint-Chély-d&#x27;Apcher" in body(response)
    assert "origin=48140" in response.context["map_url"]


def test_a_facet_counts_what_each_choice_would_give_all_else_being_equal(client, catalogue):
    facets = {facet.name: facet for facet in client.get(LIST, {"kind": "locker"}).context["facets"]}
    assert {option.value: option.count for option in facets["kind"].options} == {
        "carrier": 2,
        "locker": 1,
        "software": 1,
    }
    assert {option.value: option.count for option in facets["temperature"].options} == {
        "ambient": 1,
        "chilled": 1,
    }


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "rocket"},
        {"temperature": "tepid"},
        {"origin": "nulle-part"},
        {"destination": "99999"},
        {"q": "x" * 500},
        {"page": "dernière"},
        {"page": "-3"},
        {"q": "\x00"},
    ],
)
def test_an_odd_address_is_answered_with_a_page(client, catalogue, query):
    response = client.get(LIST, query)
    assert response.status_code == 200
    assert names(response)


def test_an_unknown_commune_is_said_beside_its_field(client, catalogue):
    response = client.get(LIST, {"origin": "nulle-part"})
    assert response.context["form"].errors.keys() == {"origin"}


def test_nothing_found_says_what_to_do_next(client, catalogue):
    assert "Voir toutes les solutions" in body(client.get(LIST, {"q": "introuvable"}))
    assert "Voir toutes les solutions" not in body(client.get(LIST))


def test_an_empty_catalogue_leads_to_the_calculator(client):
    assert reverse("cost_calc:compare") in body(client.get(LIST)).split("resultats", 1)[1]


def test_htmx_gets_a_fragment_of_the_same_results(client, catalogue):
    fragment = client.get(LIST, {"temperature": "frozen"}, headers=HTMX)
    assert names(fragment) == {"Quai"}
    assert "<html" not in body(fragment)
    assert "HX-Request" in fragment["Vary"]


def test_long_lists_come_by_pages_that_keep_the_filters(client):
    SolutionFactory.create_batch(13)
    response = client.get(LIST, {"temperature": "chilled", "page": 2})
    assert len(response.context["page"]) == 1
    assert "temperature=chilled&amp;page=1" in body(response)


@pytest.mark.parametrize("number", [1, 20])
def test_the_catalogue_takes_the_same_queries_whatever_its_length(client, number, django_assert_num_queries):
    for solution in SolutionFactory.create_batch(number, from_mende_to_montpellier=True):
        DropPointFactory(solution=solution)
    SolutionFactory(locker=True)
    with django_assert_num_queries(5):  # count, page, rows, two facets
        client.get(LIST)


def test_the_map_shows_every_solution_that_answers_and_not_only_those_of_the_page(client):
    SolutionFactory.create_batch(13, locker=True)
    assert 'data-map-url="/solutions/carte.json?' in body(client.get(LIST))
    assert client.get(MAP, {"kind": "locker"}).json()["total"] == 13
    assert client.get(MAP, {"kind": "platform"}).json()["total"] == 0


@pytest.fixture
def complete():
    """A solution with everything a page can show."""
    montpellier = CommuneFactory(montpellier=True, epci="243400017", epci_name="Montpellier Méditerranée")
    solution = SolutionFactory(name="Ligne A75", atp_attested=True, atp_expires_on=datetime.date(2020, 1, 1))
    ServiceAreaFactory(
        solution=solution, departement="48", weekdays=[1, 2, 3, 4, 5], cut_off=datetime.time(12)
    )
    ServiceAreaFactory(solution=solution, role=AreaRole.DELIVERY, epci=montpellier.epci, weekdays=[2, 4])
    DropPointFactory(solution=solution, name="Quai de Mende")
    grid = TariffGridFactory(solution=solution, is_example=True, minimum_eur=28, payant_pour=True)
    TariffZoneFactory(grid=grid, surcharge_share="0.08")
    return solution


def test_a_page_says_areas_days_weights_prices_and_where_they_come_from(client, complete):
    page = body(client.get(complete.get_absolute_url())).replace("\xa0", " ").replace("\u202f", " ")
    for words in (
        "Lozère (48)",
        "du lundi au vendredi",
        "commande avant 12 h",
        "Montpellier Méditerranée",
        "mardi, jeudi",
        "Quai de Mende",
        "exemple, non contractuel",
        "42,00 € les 100 kg",
        "Minimum de facturation : 28,00 €",
        "Payant-pour",
        "Zone de montagne : supplément de 8 %",
        "Déclaré par le transporteur, 1er octobre 2026",
        "dépassée",
        "Calculer une livraison",
    ):
        assert words in page, words


def test_a_published_price_is_not_called_an_example(client):
    solution = SolutionFactory(priced=True)
    assert "non contractuel" not in body(client.get(solution.get_absolute_url()))


def test_an_operator_who_confirmed_is_quoted_with_the_date(client):
    solution = SolutionFactory(confirmed_on=datetime.date(2026, 11, 2))
    page = body(client.get(solution.get_absolute_url()))
    assert "Vérifié le 2\xa0novembre\xa02026" in page


def test_an_example_says_so_in_the_list_and_on_its_page(client):
    solution = SolutionFactory(example=True)
    for address in (LIST, solution.get_absolute_url(), solution.carrier.get_absolute_url()):
        assert "badge--example" in body(client.get(address))


def test_past_prices_are_not_shown(client, complete):
    past = DateRange(datetime.date(2020, 1, 1), datetime.date(2021, 1, 1))
    TariffGridFactory(
        solution=complete, purpose=GridPurpose.HANDLING, valid_during=past, name="Grille de 2020"
    )
    assert "Grille de 2020" not in body(client.get(complete.get_absolute_url()))


def test_a_solution_without_a_grid_says_how_to_know_the_price(client):
    assert "ne publie pas de grille" in body(client.get(SolutionFactory().get_absolute_url()))
    assert "frais de la tournée" in body(client.get(SolutionFactory(shared_round=True).get_absolute_url()))
    assert "Tarifs" not in body(client.get(SolutionFactory(tool=True).get_absolute_url()))


@pytest.mark.parametrize("kind", [SolutionKind.PARCEL, SolutionKind.STORAGE, SolutionKind.PLATFORM])
def test_only_a_carrier_is_said_to_come_to_the_farm(client, kind):
    solution = SolutionFactory(kind=kind, commune=CommuneFactory(mende=True))
    ServiceAreaFactory(solution=solution, departement="48")
    page = body(client.get(solution.get_absolute_url()))
    assert "Ouvert aux producteurs de" in page
    assert "Enlèvement à la ferme" not in page


@pytest.mark.parametrize("number", [1, 10])
def test_a_page_takes_the_same_queries_whatever_it_shows(client, number, django_assert_num_queries):
    solution = SolutionFactory(priced=True)
    for index in range(number):
        ServiceAreaFactory(solution=solution, role=AreaRole.DELIVERY, departement=f"{10 + index}")
        DropPointFactory(solution=solution)
    CommuneFactory(insee="10001", departement="10")
    with django_assert_num_queries(8):  # itself, drop points, areas, grids, bands, zones, towns, rides
        client.get(solution.get_absolute_url())


def test_an_unknown_address_is_not_found(client):
    assert client.get(reverse("carriers:detail", args=["inconnue"])).status_code == 404
    assert client.get(reverse("carriers:carrier", args=["inconnu"])).status_code == 404


def test_a_carrier_shows_its_contact_and_its_services(client):
    carrier = CarrierFactory(phone="04 66 00 00 00", website="https://transports.example")
    SolutionFactory(carrier=carrier, name="Ligne fraîche")
    page = body(client.get(carrier.get_absolute_url()))
    assert "04 66 00 00 00" in page
    assert "Ligne fraîche" in page


@pytest.mark.parametrize("view", ["list", "detail", "carrier"])
def test_pages_only_answer_to_reading(client, view):
    solution = SolutionFactory()
    args = {"list": [], "detail": [solution.slug], "carrier": [solution.carrier.slug]}[view]
    assert client.post(reverse(f"carriers:{view}", args=args)).status_code == 405


def test_the_page_of_a_solution_leads_to_a_quote_for_the_delivery_asked(client, catalogue):
    page = body(client.get(catalogue.get_absolute_url(), {"origin": "48095"}))
    assert f'{reverse("quotes:ask")}?origin=48095">Demander un devis</a>' in page


def test_the_area_of_a_draft_is_not_found(client):
    slug = SolutionFactory(unpublished=True).slug
    assert client.get(reverse("carriers:area", args=[slug])).status_code == 404
    assert client.get(reverse("cost_calc:solution_price", args=[slug])).status_code == 404


def test_client_producers_are_named_on_both_pages_once_both_agreed(client):
    solution = SolutionFactory()
    agreed = RideFactory(agreed=True, carrier=solution.carrier)
    proposed = RideFactory(carrier=solution.carrier)
    for address in (solution.get_absolute_url(), solution.carrier.get_absolute_url()):
        page = client.get(address).content.decode()
        assert agreed.producer.name in page
        assert proposed.producer.name not in page


def test_the_facts_of_the_service_are_said(client):
    solution = SolutionFactory(
        returns_empties=True,
        returns_note="À la tournée suivante",
        sanitary_approval=True,
        approval_number="48.095.001",
        max_length_cm=60,
        max_width_cm=40,
        max_height_cm=30,
        contact_email="tournees@exemple.fr",
    )
    page = client.get(solution.get_absolute_url()).content.decode()
    for words in ("repris. À la tournée suivante", "48.095.001", "60 × 40 × 30 cm", "tournees@exemple.fr"):
        assert words in page
