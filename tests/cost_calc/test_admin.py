"""What an administrator may do to the values behind every result."""

import pytest
from django.urls import reverse

from cost_calc.models import ReferenceValue, VehicleType
from tests.factories.accounts import UserFactory


@pytest.fixture
def staff(client, references):
    client.force_login(UserFactory(administrator=True))
    return client


def change(client, code, value):
    row = ReferenceValue.objects.get(code=code)
    fields = {name: getattr(row, name) for name in ("label", "unit", "confidence", "source", "note")}
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


@pytest.mark.parametrize("model", [ReferenceValue, VehicleType])
def test_nothing_a_past_result_used_can_be_removed(staff, model):
    row = model.objects.first()
    page = staff.post(reverse(f"admin:cost_calc_{model._meta.model_name}_delete", args=[row.pk]))
    assert page.status_code == 403
