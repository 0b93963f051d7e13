"""A grid typed as a whole, and what results may have used of it."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.urls import reverse

from carriers import changes
from carriers.editing import GridEditor
from carriers.models import TariffBand, TariffGrid
from pat_logistics.history import last_change_id
from tests.carriers.typed_grids import BANDS, DAY, add, today, typed
from tests.factories.carriers import TariffGridFactory

pytestmark = pytest.mark.django_db


def test_answers_of_another_basis_are_not_stored(client, service):
    add(client, service, typed(*BANDS, kg_per_pallet="400", percent_of_value="30"))
    grid = service.grids.get()
    assert (grid.kg_per_pallet, grid.percent_of_value) == (None, None)


def test_dates_of_another_grid_are_refused_by_its_name_and_one_click_ends_it_the_day_before(client, service):
    older = TariffGridFactory(solution=service, name="Groupage d’hier")
    response = add(client, service, typed(*BANDS))
    page = response.content.decode()
    assert "Groupage d’hier" in page
    assert f"close:{older.pk}" in page
    add(client, service, typed(*BANDS, action=f"close:{older.pk}"))
    older.refresh_from_db()
    assert older.last_day == today()
    assert service.grids.count() == 2


def test_the_grid_of_someone_else_is_never_closed(client, service):
    theirs = TariffGridFactory()
    TariffGridFactory(solution=service)
    add(client, service, typed(*BANDS, action=f"close:{theirs.pk}"))
    theirs.refresh_from_db()
    assert theirs.valid_during == TariffGridFactory.build(solution=None).valid_during
    assert service.grids.count() == 1


def test_a_grid_that_has_served_is_succeeded_and_stays_readable(client, service):
    older = TariffGridFactory(solution=service)
    response = client.get(reverse("company:grid_version", args=[older.pk]))
    assert response.context["editor"].bands.initial_form_count() == 2
    start = today() + 5 * DAY
    client.post(reverse("company:grid_version", args=[older.pk]), typed(*BANDS, valid_from=start.isoformat()))
    older.refresh_from_db()
    newer = service.grids.exclude(pk=older.pk).get()
    assert (older.last_day, newer.first_day) == (start - DAY, start)
    assert [float(band.price_eur) for band in older.bands.all()] == [42, 34]
    assert client.get(reverse("company:grid", args=[older.pk])).status_code == 200


def test_a_version_may_not_begin_in_days_that_have_been_priced(client, service):
    older = TariffGridFactory(solution=service)
    start = today() - DAY
    response = client.post(
        reverse("company:grid_version", args=[older.pk]), typed(*BANDS, valid_from=start.isoformat())
    )
    assert "au plus tôt" in response.content.decode()
    assert service.grids.count() == 1


def test_correcting_a_grid_that_has_served_leads_to_a_new_version(client, served):
    response = client.post(reverse("company:grid_edit", args=[served.pk]), typed(*BANDS))
    assert response.url == reverse("company:grid_version", args=[served.pk])
    assert TariffBand.objects.filter(price_eur="42.5").count() == 0


def test_a_grid_to_come_is_corrected_in_place_and_only_what_changed_is_written(client, service):
    add(client, service, typed(*BANDS))
    grid = service.grids.get()
    kept = grid.bands.get(min_kg=0)
    page = client.get(reverse("company:grid_edit", args=[grid.pk]))
    mark = page.context["editor"].form.initial["opened_on"]
    client.post(
        reverse("company:grid_edit", args=[grid.pk]),
        typed(BANDS[0], ("100", "", "30"), opened_on=mark),
    )
    assert grid.bands.get(min_kg=0).pk == kept.pk
    assert float(grid.bands.get(min_kg=100).price_eur) == 30


def test_a_grid_that_is_not_in_the_way_is_never_closed(client, service):
    other = TariffGridFactory(solution=service, purpose="handling")
    before = other.valid_during
    add(client, service, typed(*BANDS, action=f"close:{other.pk}", valid_from="2025-06-01"))
    other.refresh_from_db()
    assert other.valid_during == before


def test_who_waited_for_the_lock_does_not_overwrite_the_one_who_held_it(service):
    first = typed(*BANDS)
    grid = GridEditor(service, data=QueryDict(urlencode(first))).save()
    assert grid is not None
    late = first | {"name": "En retard", "opened_on": last_change_id(changes.of_grid(grid))}
    waiting = GridEditor(service, grid, data=QueryDict(urlencode(late)))
    TariffGrid.objects.filter(pk=grid.pk).update(name="Arrivée avant")
    assert waiting.save() is None
    assert TariffGrid.objects.get(pk=grid.pk).name == "Arrivée avant"
