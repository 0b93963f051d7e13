"""The question, as it is typed."""

import pytest
from django.urls import reverse

from tests.cost_calc.calculator.views.samples import text
from tests.cost_calc.frequency import asked

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def communes(territory):
    """Places to name."""


@pytest.mark.parametrize(
    ("answers", "per_year", "said"),
    [
        ({"times": "1", "period": "week"}, 52, "1 fois par semaine"),
        ({"times": "1", "period": "fortnight"}, 26, "1 fois tous les 15 jours"),
        ({"times": "2,5", "period": "month"}, 30, "2,5 fois par mois"),
        ({"per_month": "4"}, 48, "4 fois par mois"),
        ({"per_month": "4", "times": "1", "period": "week"}, 52, "1 fois par semaine"),
    ],
)
def test_the_form_and_old_addresses_say_how_often(answers, per_year, said):
    question = asked(**answers)
    assert question.deliveries_per_year == per_year
    assert str(question.frequency) == said


def test_nothing_said_is_nothing_supposed():
    assert asked().deliveries_per_year is None


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"mass_kg": ""}, "mass_kg", "Combien de kilos livrez-vous"),
        ({"mass_kg": "-3"}, "mass_kg", "Donnez un nombre entre"),
        ({"mass_kg": "nan"}, "mass_kg", "Donnez un nombre entre"),
        ({"mass_kg": "1e12"}, "mass_kg", "Donnez un nombre entre"),
        ({"mass_kg": "beaucoup"}, "mass_kg", "Donnez un nombre entre"),
        ({"addresses": "2,5"}, "addresses", "Donnez un nombre entier"),
        ({"addresses": "0"}, "addresses", "Donnez un nombre entre"),
        ({"addresses": "20", "stop_2": "48092", "kg_2": "5"}, "addresses", "Avec plusieurs clients"),
        ({"origin": "Nullepart-sur-Rien"}, "origin", "Nous ne connaissons pas"),
        ({"family": "or"}, "family", ""),
        ({"vehicle": "tracteur"}, "vehicle", ""),
        ({"fixed_eur_per_year": "4000"}, "km_per_year", "Combien de kilomètres"),
        ({"stop_2": "30189"}, "kg_2", "Combien de kilos"),
        ({"kg_2": "12"}, "stop_2", "Où se trouve ce client"),
        ({"stop_2": "30189", "kg_2": "5", "distance_km": "50"}, "distance_km", "plusieurs clients"),
    ],
)
def test_a_wrong_answer_is_explained_at_its_field_and_nothing_typed_is_lost(get, changes, field, message):
    page = get(goods_value_eur="480", **changes)
    assert page.status_code == 200
    assert message in " ".join(page.context["form"].errors[field])
    assert 'value="480"' in page.content.decode()


@pytest.mark.parametrize("typed", ["60,5", "60.5", " 60,50 "])
def test_a_number_may_be_typed_the_french_way(get, typed):
    assert get(mass_kg=typed).context["question"].mass_kg == 60.5


def test_a_weight_copied_from_the_result_page_is_read(get):
    question = get(mass_kg="1\u202f200", goods_value_eur="3\u202f600,50\u00a0€").context["question"]
    assert (question.mass_kg, question.goods_value_eur) == (1200, 3600.5)


@pytest.mark.parametrize("typed", ["1.250,50", "1,200.50", "12 50", "60 €"])
def test_a_weight_that_may_be_two_is_refused_and_never_guessed(get, typed):
    page = get(mass_kg=typed)
    assert "Donnez un nombre" in " ".join(page.context["form"].errors["mass_kg"])
    assert f'value="{typed}"' in page.content.decode()


def test_a_link_that_answers_part_of_the_question_fills_it_without_complaint(client, territory):
    page = client.get(reverse("cost_calc:compare"), {"origin": "48061", "family": "honey"})
    assert not page.context["form"].errors
    assert "Florac Trois Rivières (48)" in text(page)
    assert '<option value="honey" selected>' in page.content.decode()


@pytest.mark.parametrize("name", ["other_stops", "fill_kg", "other_kg"])
def test_a_wrong_number_on_board_is_explained_at_its_field(get, name):
    page = get(**{name: "beaucoup"})
    assert page.context["form"].errors[name]
    assert 'value="beaucoup"' in page.content.decode()
