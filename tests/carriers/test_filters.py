"""Choosing solutions: what is asked, and how it is understood."""

import unicodedata

import pytest

from carriers.filters import SolutionFilterSet
from carriers.models import Solution
from tests.factories.carriers import SolutionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["frigorifque", "FRIGORIFIQUE", "frigorifique"])
def test_a_word_is_found_with_a_typing_error(typed):
    SolutionFactory(name="Groupage frigorifique")
    SolutionFactory(name="Palettes", temperatures=["ambient"])
    filters = SolutionFilterSet({"q": typed}, Solution.objects.all())
    assert [row.name for row in filters.qs] == ["Groupage frigorifique"]
    assert filters.is_approximate is (typed == "frigorifque")


@pytest.mark.parametrize("typed", ["st chely", "Saint-Chély", unicodedata.normalize("NFD", "Chély")])
def test_a_service_is_found_however_it_is_typed(typed):
    SolutionFactory(name="Quai de St-Chély")
    SolutionFactory(name="Palettes")
    filters = SolutionFilterSet({"q": typed}, Solution.objects.all())
    assert [row.name for row in filters.qs] == ["Quai de St-Chély"]
    assert not filters.is_approximate


@pytest.mark.parametrize("address", ["/solutions/", "/api/v1/solutions/"])
def test_a_weight_pasted_with_its_spaces_and_its_unit_is_read(client, mende, montpellier, address):
    SolutionFactory(from_mende_to_montpellier=True, slug="navette", max_kg=2000)
    query = {"origin": "48095", "destination": "34172"}
    for mass_kg, is_served in (("1\u202f200,5\u00a0kg", True), ("2\u202f200,5\u00a0kg", False)):
        response = client.get(address, query | {"mass_kg": mass_kg})
        found = response.json()["count"] if "api" in address else len(response.context["page"].object_list)
        assert bool(found) is is_served


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"weekday": "2"}, "weekday"),
        ({"mass_kg": "1.250,50"}, "mass_kg"),
        ({"destination": "34172", "weekday": "2", "date": "2026-11-25"}, "date"),
        ({"mass_kg": "beaucoup"}, "mass_kg"),
        ({"mass_kg": "1" + "0" * 400}, "mass_kg"),
        ({"mass_kg": "-3"}, "mass_kg"),
        ({"mass_kg": "NaN"}, "mass_kg"),
        ({"date": "9999-99-99"}, "date"),
        ({"family": "dragon"}, "family"),
    ],
)
def test_an_answer_without_sense_is_said_at_its_field_and_kept(client, montpellier, query, field):
    response = client.get("/solutions/", query)
    assert response.status_code == 200
    assert field in response.context["form"].errors


def test_the_same_question_leads_to_the_prices(client, mende, montpellier):
    SolutionFactory(from_mende_to_montpellier=True)
    query = {"origin": "48095", "destination": "34172", "family": "cheese", "mass_kg": "60"}
    page = client.get("/solutions/", query).content.decode()
    link = "/calculer/?origin=48095&amp;destination=34172&amp;family=cheese&amp;mass_kg=60"
    assert link in page
