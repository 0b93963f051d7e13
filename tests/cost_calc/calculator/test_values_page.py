"""The values of the calculation, with their sources."""

import re

from django.urls import reverse
from django.utils import timezone

from cost_calc.calculator.values_page import FIRST
from cost_calc.models import ReferenceValue, VehicleType
from tests.cost_calc.calculator.views.samples import text


def test_the_values_page_gives_every_source(client, references):
    page = text(client.get(reverse("cost_calc:references")))
    assert "Arrêté du 26 avril 2017" in page
    assert "Université Gustave Eiffel" in page


def test_the_values_page_shows_every_figure_of_a_price_and_its_vat(client, references):
    page = text(client.get(reverse("cost_calc:references")))
    assert "1,6675 €/l hors taxes" in page
    assert "2,001 €/l avec 20 % de TVA" in page
    assert "0,000008481 g/km" in page


def test_the_values_page_grades_a_guessed_consumption_apart_from_a_cost(client, references):
    page = text(client.get(reverse("cost_calc:references")))
    assert re.search(r"10,1 l/100 km</td>.{0,160}Coût : A<br>Consommation : B", page, re.DOTALL)
    assert re.search(r">7 l/100 km</td>.{0,160}Coût : C<br>Consommation : D", page, re.DOTALL)
    assert "0,4965 €/km, TVA comprise" in page
    assert "dont la TVA ne peut pas être ôtée" in page


def test_the_values_page_says_which_values_nobody_has_checked_for_a_year(client, references):
    codes = ["parcel.cold_uplift", "energy.diesel"]
    ReferenceValue.objects.exclude(code__in=codes).delete()
    VehicleType.objects.all().delete()
    page = text(client.get(reverse("cost_calc:references")))
    assert page.count("plus de 12 mois, à vérifier") == 1
    assert page.index("plus de 12 mois") > page.index("Supplément pour un colis réfrigéré")


def test_the_values_that_matter_come_first_and_the_rest_waits_by_theme(client, references):
    page = client.get(reverse("cost_calc:references"))
    shown = page.context["page"]
    assert [row.code for row, _ in shown.first] == list(FIRST)
    themed = [row.code for theme in shown.themes for row, _ in theme.rows]
    assert len(themed) + len(FIRST) == ReferenceValue.objects.at(timezone.localdate()).count()
    assert "Cinq coefficients par véhicule" in text(page)


def test_a_value_is_found_by_the_words_of_its_name_or_of_its_source(client, references):
    page = client.get(reverse("cost_calc:references"), {"q": "gazole"}).context["page"]
    found = {row.code for row, _ in page.first} | {row.code for theme in page.themes for row, _ in theme.rows}
    assert found >= {"energy.diesel", "energy.diesel.eur"}
    assert "handling.stop_minutes" not in found
    nothing = text(client.get(reverse("cost_calc:references"), {"q": "xyzzy<b>"}))
    assert "Aucune valeur</strong> pour" in nothing
    assert "essayez un seul mot" in nothing


def test_the_file_of_values_holds_what_the_page_shows(client, references):
    response = client.get(reverse("cost_calc:references_csv"), {"q": "gazole à la pompe"})
    assert response["Content-Type"].startswith("text/csv")
    header, *lines = response.content.decode("utf-8-sig").splitlines()
    assert header.startswith("Code;Intitulé;Valeur utilisée;Unité;")
    assert any(line.startswith("energy.diesel.eur;Gazole à la pompe;1,6675;€/l;2,001;0,2;") for line in lines)


def test_the_hour_is_explained_by_its_convention_and_by_today_s_minimum_wage(client, references):
    page = text(client.get(reverse("cost_calc:compare")))
    assert "15 €, la convention de 2012" in page
    assert "elle ferait 20 € aujourd’hui" in page
