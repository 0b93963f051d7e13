"""Tariff grids typed by a carrier: what is refused, what is warned about, what is kept."""

import pytest

from carriers.models import TariffGrid
from tests.carriers.typed_grids import BANDS, DAY, add, today, typed

pytestmark = pytest.mark.django_db


def test_the_last_day_people_give_is_included(client, service):
    last = today() + 10 * DAY
    add(client, service, typed(*BANDS, valid_to=last.isoformat()))
    grid = service.grids.get()
    assert (grid.last_day, grid.valid_during.upper) == (last, last + DAY)


def test_what_was_typed_is_still_there_after_a_refusal(client, service):
    page = add(client, service, typed(("0", "abc", "42,50"), note="Prix d’hiver")).content.decode()
    assert 'value="abc"' in page
    assert 'value="42,50"' in page
    assert "Prix d’hiver" in page


def test_adding_a_band_keeps_what_was_typed_and_starts_where_the_last_one_ends(client, service):
    response = add(client, service, typed(("0", "50", "pas encore"), action="add_band"))
    rows = response.context["editor"].bands.forms
    assert [row["min_kg"].value() for row in rows] == ["0", "50"]
    assert 'value="pas encore"' in response.content.decode()
    assert "à corriger" not in response.content.decode()
    assert not TariffGrid.objects.exists()


def test_another_basis_shows_its_own_questions_and_keeps_the_others_answers(client, service):
    response = add(client, service, typed(*BANDS, basis="percent", kg_per_pallet="400", action="basis"))
    form = response.context["editor"].form
    assert [field.name for field in form.own_prices] == ["percent_of_value"]
    assert 'name="kg_per_pallet" value="400"' in response.content.decode()
