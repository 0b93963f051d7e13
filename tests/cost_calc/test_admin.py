"""What an administrator may do to the values behind every result."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cost_calc.models import ReferenceValue, VehicleType
from tests.factories.accounts import UserFactory


@pytest.fixture
def staff(client, references):
    client.force_login(UserFactory(administrator=True))
    return client


def change(client, code, value):
    row = ReferenceValue.objects.get(code=code)
    fields = {
        name: getattr(row, name) for name in ("label", "unit", "vat_rate", "confidence", "source", "note")
    }
    return client.post(
        reverse("admin:cost_calc_referencevalue_change", args=[row.pk]), {**fields, "value": value}
    )


def test_a_value_may_be_corrected(staff):
    assert change(staff, "labour.eur_per_hour", "18").status_code == 302
    assert ReferenceValue.objects.get(code="labour.eur_per_hour").value == 18


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("road.detour_low", "0.5"),
        ("road.motorway_kmh", "0"),
        ("customer.basket_kg", "0"),
        ("level1.rigid_19t_groupage.mean_load_t", "0"),
        ("round.stops", "0"),
        ("labour.eur_per_hour", "-1"),
    ],
)
def test_a_value_the_calculation_cannot_use_is_refused(staff, code, value):
    page = change(staff, code, value)
    assert page.status_code == 200
    assert page.context["adminform"].form.errors
    assert str(ReferenceValue.objects.get(code=code).value) != value


def test_a_corrected_value_is_known_as_such_and_survives_a_new_load(staff):
    change(staff, "labour.eur_per_hour", "15")
    row = ReferenceValue.objects.get(code="labour.eur_per_hour")
    assert row.corrected_here


def test_the_list_says_which_values_are_old_and_one_click_says_they_were_checked(staff):
    row = ReferenceValue.objects.get(code="parcel.cold_uplift")
    page = reverse("admin:cost_calc_referencevalue_changelist")
    assert "à vérifier, plus de 12\u00a0mois" in staff.get(page, {"q": row.code}).content.decode()
    staff.post(page, {"action": "mark_checked", "_selected_action": [row.pk]})
    row.refresh_from_db()
    assert (row.checked_on, row.corrected_here) == (timezone.localdate(), False)


def test_a_vehicle_whose_energy_has_no_price_is_refused(staff):
    row = VehicleType.objects.get(code="small_van", valid_from="2026-11-01")
    names = ("label", "eur_per_km", "litres_per_100km", "payload_kg", "confidence", "source")
    fields = {name: getattr(row, name) for name in names} | {"temperatures": "ambient", "energy": "petrol"}
    address = reverse("admin:cost_calc_vehicletype_change", args=[row.pk])
    page = staff.post(address, fields)
    assert page.context["adminform"].form.errors["energy"] == [
        "Ajoutez d’abord la valeur de référence energy.petrol.eur."
    ]
    assert staff.post(address, fields | {"energy": "diesel"}).status_code == 302


@pytest.mark.parametrize("model", [ReferenceValue, VehicleType])
def test_nothing_a_past_result_used_can_be_removed(staff, model):
    row = model.objects.first()
    page = staff.post(reverse(f"admin:cost_calc_{model._meta.model_name}_delete", args=[row.pk]))
    assert page.status_code == 403


def test_a_value_is_found_by_its_code_or_its_words_however_they_are_typed(staff):
    row = ReferenceValue.objects.get(code="labour.eur_per_hour")
    ReferenceValue.objects.filter(pk=row.pk).update(label="Heure de l’éleveur")
    page = reverse("admin:cost_calc_referencevalue_changelist")
    for typed in (row.code, "HEURE DE L'ELEVEUR"):
        assert row in staff.get(page, {"q": typed}).context["cl"].result_list
