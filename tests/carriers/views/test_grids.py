"""The grids of a service, page by page."""

import datetime

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from carriers.models import TariffGrid
from tests.carriers.typed_grids import BANDS, DAY, add, today, typed
from tests.factories.carriers import TariffGridFactory

pytestmark = pytest.mark.django_db


def test_a_grid_that_has_served_cannot_be_deleted(client, served):
    client.post(reverse("company:grid_delete", args=[served.pk]))
    assert TariffGrid.objects.filter(pk=served.pk).exists()


def test_two_people_do_not_overwrite_each_other_unawares(client, service):
    add(client, service, typed(*BANDS))
    grid = service.grids.get()
    address = reverse("company:grid_edit", args=[grid.pk])
    mark = client.get(address).context["editor"].form.initial["opened_on"]
    client.post(address, typed(*BANDS, note="La première", opened_on=mark))
    response = client.post(address, typed(*BANDS, note="La seconde", opened_on=mark))
    assert "quelqu’un d’autre" in response.content.decode()
    grid.refresh_from_db()
    assert grid.note == "La première"


def test_a_grid_ends_on_a_day_to_come_only(client, service):
    grid = TariffGridFactory(solution=service)
    address = reverse("company:grid_end", args=[grid.pk])
    for day in ("hier", (today() - DAY).isoformat(), "9999-12-31"):
        client.post(address, {"last_day": day})
        grid.refresh_from_db()
        assert grid.last_day == datetime.date(2026, 12, 31)
    client.post(address, {"last_day": today().isoformat()})
    grid.refresh_from_db()
    assert grid.last_day == today()


@pytest.mark.parametrize("name", ["grid", "grid_edit", "grid_version"])
def test_the_grid_of_another_company_does_not_exist(client, service, name):
    assert client.get(reverse(f"company:{name}", args=[TariffGridFactory().pk])).status_code == 404


def test_a_grid_that_has_ended_is_not_brought_back(client, service):
    over = DateRange(today() - 60 * DAY, today() - 30 * DAY)
    ended = TariffGridFactory(solution=service, valid_during=over)
    last = today() + 30 * DAY
    client.post(reverse("company:grid_end", args=[ended.pk]), {"last_day": last.isoformat()})
    ended.refresh_from_db()
    assert ended.last_day == today() - 31 * DAY
