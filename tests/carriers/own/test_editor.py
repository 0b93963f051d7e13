"""Tariff grids typed by a carrier: what is refused, what is warned about, what is kept."""

import datetime
from urllib.parse import urlencode

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from carriers import changes
from carriers.editing import GridEditor
from carriers.models import TariffBand, TariffGrid
from pat_logistics.accounts.models import Membership, Role
from pat_logistics.history import last_change_id
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.carriers import SolutionFactory, TariffGridFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def staff(client):
    """The client of someone who works for a company."""
    user = UserFactory()
    Membership.objects.create(user=user, organisation=OrganisationFactory(), role=Role.CARRIER)
    client.force_login(user)
    return user


@pytest.fixture
def service(staff):
    return SolutionFactory(carrier__organisation=staff.memberships.get().organisation)


def today():
    return timezone.localdate()


def typed(*bands, zones=(), **changes):
    """What the editor sends: each band as (from, to, price) with maybe a zone."""
    data = {
        "name": "Groupage d’essai",
        "purpose": "transport",
        "basis": "per_100kg",
        "valid_from": (today() + DAY).isoformat(),
        "source": "Déclaré",
        "source_date": today().isoformat(),
        "bands-TOTAL_FORMS": str(len(bands)),
        "bands-INITIAL_FORMS": "0",
        "zones-TOTAL_FORMS": str(len(zones)),
        "zones-INITIAL_FORMS": "0",
    }
    for place, (low, high, price, *zone) in enumerate(bands):
        data |= {
            f"bands-{place}-min_kg": low,
            f"bands-{place}-max_kg": high,
            f"bands-{place}-price_eur": price,
        }
        data[f"bands-{place}-zone"] = zone[0] if zone else ""
    for place, (code, label, share) in enumerate(zones):
        data |= {f"zones-{place}-code": code, f"zones-{place}-label": label}
        data[f"zones-{place}-surcharge_share"] = share
    return data | changes


BANDS = (("0", "100", "42,50"), ("100", "", "34"))


def add(client, service, data):
    return client.post(reverse("company:grid_add", args=[service.slug]), data)


def test_percentages_and_decimals_are_typed_the_french_way(client, service):
    add(
        client, service, typed(*BANDS, chilled_share="25", minimum_eur="28,5", zones=[("M", "Montagne", "8")])
    )
    grid = service.grids.get()
    assert (float(grid.chilled_share), float(grid.minimum_eur)) == (0.25, 28.5)
    assert float(grid.zones.get().surcharge_share) == 0.08
    assert [float(band.price_eur) for band in grid.bands.all()] == [42.5, 34]


def test_the_last_day_people_give_is_included(client, service):
    last = today() + 10 * DAY
    add(client, service, typed(*BANDS, valid_to=last.isoformat()))
    grid = service.grids.get()
    assert (grid.last_day, grid.valid_during.upper) == (last, last + DAY)


@pytest.mark.parametrize(
    "changes",
    [
        {"valid_from": "2026-02-31"},
        {"valid_from": "9999-12-31", "valid_to": "9999-12-31"},
        {"valid_from": "0001-01-01"},
        {"minimum_eur": "1e400"},
        {"minimum_eur": "NaN"},
        {"minimum_eur": "9" * 500},
        {"minimum_eur": "-1"},
        {"chilled_share": "sNaN"},
        {"chilled_share": "1e999999"},
        {"chilled_share": "25,123"},
        {"name": "a\x00b"},
        {"basis": "magic"},
        {"purpose": ""},
        {"source": ""},
        {"basis": "percent"},
        {"basis": "pallet"},
        {"basis": "fixed_variable"},
        {"fuel_propulsion_share": "20"},
        {"fuel_propulsion_share": "90", "fuel_cold_share": "20"},
        {"vat_share": "150"},
        {"bands-0-price_eur": "dix"},
        {"bands-0-max_kg": "0"},
        {"bands-0-min_kg": "∞"},
        {"bands-TOTAL_FORMS": "9" * 30},
        {"bands-TOTAL_FORMS": "x"},
        {"bands-TOTAL_FORMS": "100000"},
    ],
)
def test_what_makes_no_sense_is_refused_on_the_page_and_nothing_is_written(client, service, changes):
    response = add(client, service, typed(*BANDS) | changes)
    assert response.status_code == 200
    assert response.context["editor"].error_count
    assert "à corriger" in response.content.decode()
    assert not TariffGrid.objects.exists()


def test_what_was_typed_is_still_there_after_a_refusal(client, service):
    page = add(client, service, typed(("0", "abc", "42,50"), note="Prix d’hiver")).content.decode()
    assert 'value="abc"' in page
    assert 'value="42,50"' in page
    assert "Prix d’hiver" in page


def test_bands_that_overlap_are_refused_and_named(client, service):
    response = add(client, service, typed(("0", "100", "10"), ("50", "200", "9")))
    assert "se recouvrent" in response.content.decode()
    assert not TariffGrid.objects.exists()


def test_a_banded_grid_needs_a_band(client, service):
    assert "au moins une tranche" in add(client, service, typed()).content.decode()


def test_an_emptied_row_is_a_band_taken_away(client, service):
    add(client, service, typed(*BANDS, ("", "", "")))
    assert TariffBand.objects.count() == 2


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


@pytest.fixture
def served(service, monkeypatch):
    """A grid that was in force before today."""
    grid = TariffGridFactory(solution=service)
    monkeypatch.setattr("carriers.editing.is_open_to_correction", lambda row, day: row.first_day >= day)
    return grid


def test_correcting_a_grid_that_has_served_leads_to_a_new_version(client, served):
    response = client.post(reverse("company:grid_edit", args=[served.pk]), typed(*BANDS))
    assert response.url == reverse("company:grid_version", args=[served.pk])
    assert TariffBand.objects.filter(price_eur="42.5").count() == 0


def test_a_grid_that_has_served_cannot_be_deleted(client, served):
    client.post(reverse("company:grid_delete", args=[served.pk]))
    assert TariffGrid.objects.filter(pk=served.pk).exists()


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


@pytest.mark.parametrize("share", ["1e999999999", "-1e999999999", "1e-999999999"])
def test_a_percentage_of_a_billion_digits_is_an_error_at_its_field(client, service, share):
    page = add(client, service, typed(*BANDS, chilled_share=share))
    assert "chilled_share" in page.context["editor"].form.errors


def test_a_grid_that_is_not_in_the_way_is_never_closed(client, service):
    other = TariffGridFactory(solution=service, purpose="handling")
    before = other.valid_during
    add(client, service, typed(*BANDS, action=f"close:{other.pk}", valid_from="2025-06-01"))
    other.refresh_from_db()
    assert other.valid_during == before


def test_a_zero_that_the_database_refuses_is_told_at_its_field(client, service):
    response = add(client, service, typed(("0", "", "0E9999999999")))
    assert response.status_code == 200
    assert "Écrivez un nombre" in response.content.decode()
    assert not TariffGrid.objects.exists()


def test_a_number_copied_from_the_portal_is_understood(client, service):
    add(client, service, typed(("0", "", "1\u202f234,50")))
    assert float(service.grids.get().bands.get().price_eur) == 1234.5


def test_a_grid_that_has_ended_is_not_brought_back(client, service):
    over = DateRange(today() - 60 * DAY, today() - 30 * DAY)
    ended = TariffGridFactory(solution=service, valid_during=over)
    last = today() + 30 * DAY
    client.post(reverse("company:grid_end", args=[ended.pk]), {"last_day": last.isoformat()})
    ended.refresh_from_db()
    assert ended.last_day == today() - 31 * DAY


def test_who_waited_for_the_lock_does_not_overwrite_the_one_who_held_it(service):
    first = typed(*BANDS)
    grid = GridEditor(service, data=QueryDict(urlencode(first))).save()
    assert grid is not None
    late = first | {"name": "En retard", "opened_on": last_change_id(changes.of_grid(grid))}
    waiting = GridEditor(service, grid, data=QueryDict(urlencode(late)))
    TariffGrid.objects.filter(pk=grid.pk).update(name="Arrivée avant")
    assert waiting.save() is None
    assert TariffGrid.objects.get(pk=grid.pk).name == "Arrivée avant"
