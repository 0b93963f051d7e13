"""The calculator as a producer meets it."""

import json
import re

import pytest
from django.urls import reverse

from cost_calc.models import ReferenceValue
from tests.cost_calc.calculator.views.samples import CASE, said, text
from tests.factories.territory import CommuneFactory


def test_the_empty_form_asks_five_things(client, references):
    page = client.get(reverse("cost_calc:compare"))
    assert page.status_code == 200
    assert [field.name for field in page.context["form"].first_fields] == list(CASE)


def test_the_address_alone_gives_the_result_back(get):
    page = get()
    assert page.status_code == 200
    assert "60 kg de fromage et produits laitiers au frais, de Mende à Montpellier" in said(page)
    assert "de Mende (48) à Montpellier (34)" in said(page)
    assert len(page.context["rows"]) >= 8
    again = get()
    assert [row.eur_per_kg for row in again.context["rows"]] == [
        row.eur_per_kg for row in page.context["rows"]
    ]


def test_a_place_of_yesterday_is_priced_where_it_is_today_and_the_page_says_so(get):
    page = get(destination="Javols", destination_typed="")
    assert "de Mende (48) à Peyre en Aubrac (48)" in text(page)
    assert "Javols, aujourd’hui Peyre en Aubrac (48)." in text(page)
    assert "aujourd’hui Peyre en Aubrac" not in text(get(destination="48009"))


@pytest.mark.parametrize("typed", ["Quézac", "1000", "972"])
def test_a_place_that_may_be_several_is_asked_about_without_javascript(get, typed):
    page = get(destination=typed, destination_typed="")
    assert "rows" not in page.context
    field = page.context["form"]["destination"]
    assert field.errors
    assert str(field).count('type="radio"') >= 1
    assert f'value="{typed}"' in str(field)


def test_many_homes_are_said_with_the_delivery(get):
    page = get(family="honey", mass_kg="500", addresses="250")
    assert "500 kg de miel à température ambiante, de Mende à Montpellier (250 adresses)" in said(page)
    assert "Compté pour une seule adresse : pour 250 adresses" in text(page)


def test_every_way_is_shown_once_possible_or_with_the_reason(get):
    context = get().context
    shown = [row.id for name in ("rows", "unwanted", "impossible") for row in context[name]]
    assert len(shown) == len(set(shown)) == len(context["result"].priced)


def test_each_line_of_an_option_says_how_and_from_where(get):
    page = text(get())
    assert "minutes ÷ 60 × valeur de l’heure" in page
    assert "valeur de référence" in page
    assert "exemple, non contractuel" in page


def test_the_legs_of_the_options_are_drawn_on_a_map(get):
    page = get()
    legs = json.loads(re.search(r'id="map-legs"[^>]*>(.*?)</script>', page.content.decode())[1])
    assert {leg["kind"] for leg in legs} >= {"own", "carrier"}
    assert "Traits droits entre les mairies" in text(page)


def test_the_carbon_is_explained_once_above_the_options(get):
    page = text(get())
    assert page.count("Le CO₂ compte le carburant brûlé en route") == 1
    assert "Carbone\u00a0: consommation" not in page


def test_own_delivery_is_always_shown_as_a_legitimate_choice(get):
    page = get(refuses_intermediaries="on")
    assert "Livrer soi-même reste un choix légitime" in text(page)
    assert any(row.is_own for row in page.context["rows"])


def test_a_page_for_a_very_small_or_very_large_delivery_still_answers(get):
    for mass in ("0,1", "20000"):
        assert get(mass_kg=mass).status_code == 200


def test_a_delivery_inside_one_commune_still_answers(get):
    page = get(destination="48095")
    assert page.status_code == 200
    assert page.context["road"].distance_km > 0


def test_a_round_over_several_customers_is_one_page(get):
    page = get(stop_2="30189", kg_2="20", stop_3="30007", kg_3="10")
    assert page.context["question"].mass_kg == 90
    assert "Nîmes" in text(page)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_calculator_only_reads(client, method):
    assert getattr(client, method)(reverse("cost_calc:compare")).status_code == 405


def test_the_page_asks_a_bounded_number_of_queries(get, django_assert_max_num_queries):
    with django_assert_max_num_queries(17):
        get()


def test_what_a_van_puts_in_the_air_is_shown_where_it_is_published(get):
    """The usual chilled van is Logicoût's Euro 5: 0.622 g of nitrogen oxides a kilometre."""
    context = get(distance_km="100").context
    own = next(row for row in context["rows"] if row.id == "own")
    assert own.pollutants.replace("\u202f", " ") == "124 g d’oxydes d’azote et 0,2 g de particules"
    bought = next(row for row in context["rows"] if row.id == "groupage-frais-mende")
    assert bought.pollutants == ""


def test_the_sentence_of_a_round_gives_the_length_of_the_whole_round(get):
    page = get(stop_2="30189", kg_2="20")
    own = next(row for row in page.context["rows"] if row.id == "own")
    assert f"Tournée de {own.distance_km:.0f} km" in text(page)


def test_a_missing_value_is_said_to_be_our_fault_and_the_question_is_kept(get):
    ReferenceValue.objects.filter(code="threshold.mean_share").delete()
    page = get()
    assert page.status_code == 503
    assert "L’erreur est de notre côté" in text(page)
    assert 'value="60"' in page.content.decode()


def test_what_else_is_on_board_is_asked_at_once(client, references):
    page = client.get(reverse("cost_calc:compare"))
    assert [field.name for field in page.context["form"].on_board_fields] == ["other_kg", "other_stops"]
    assert "Qu’avez-vous d’autre à bord" in text(page)


def test_a_filled_van_is_a_supposition_shown_apart_that_a_field_changes(get):
    page = get(fill_kg="500")
    assert "own-round" not in {row.id for row in page.context["rows"]}
    assert "Une supposition, hors du classement : 500 kg d’autres livraisons" in text(page)
    assert 'name="fill_kg" value="500"' in page.content.decode()
    # Without a script the form alone asks the same question again.
    assert '<input type="hidden" name="mass_kg" value="60">' in page.content.decode()


def test_a_declared_round_takes_the_place_of_the_supposition(get):
    page = get(other_kg="240", other_stops="3")
    assert "own-round" in {row.id for row in page.context["rows"]}
    assert "Et si vous remplissiez votre fourgon" not in text(page)


def test_a_range_says_what_it_holds(get):
    assert "selon la route, le remplissage de votre fourgon, la valeur de votre heure et le coût" in text(
        get()
    )


def test_the_customer_s_trip_is_told_in_kilometres_and_takes_no_headline(get):
    page = get(destination="48009", family="vegetables", mass_kg="1500", distance_km="12")
    assert [row.id for row in page.context["collected"]] == ["collected"]
    assert "collected" not in {highlight.row.id for highlight in page.context["highlights"]}
    assert "Hors du classement : personne ne livre pour rien" in text(page)
    assert "trajets, " in text(page)
    assert "Avec un véhicule plus grand" in text(page)


def test_the_lines_shown_add_up_to_the_total_shown(get):
    for row in get().context["rows"]:
        cents = sum(round(100 * line.eur) for line in row.lines)
        assert cents == round(100 * row.total_eur)


def test_the_page_says_what_is_left_out_only_when_something_is(get, monkeypatch):
    assert "Cette comparaison porte sur" not in text(get())
    for module in ("carriers.models.shortlist", "cost_calc.pricing.comparison"):
        monkeypatch.setattr(f"{module}.MAX_FITTING", 3)
    page = get()
    assert f"3 solutions sur les {page.context['result'].fitting} qui peuvent convenir" in text(page)


def test_a_customer_over_the_sea_is_told_that_no_road_leads_there(get):
    CommuneFactory(insee="97209", name="Fort-de-France", departement="972", latitude=14.6, longitude=-61.07)
    page = get(destination="97209")
    assert page.status_code == 200
    assert "aucune route n’y mène" in text(page)
    assert "Par-delà la mer" in text(page)
    assert "9 241" not in text(page)
