"""Fields that the forms of a company share."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from carriers.forms.fields import EpciField, PercentField, same_name, written
from carriers.models import Carrier
from tests.carriers.own_space import area, body
from tests.factories.carriers import (
    CarrierFactory,
    SolutionFactory,
)
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


def test_an_epci_is_found_by_a_word_of_its_name(client, company):
    for number, name in enumerate(("Cœur de Lozère", "Mont Lozère")):
        CommuneFactory(epci=f"24480000{number}", epci_name=name)
    solution = SolutionFactory(carrier=company)
    address = reverse("company:areas", args=[solution.slug])
    assert "Plusieurs" in body(client.post(address, area(scope="epci", epci="lozere")))
    client.post(address, area(scope="epci", epci="coeur"))
    client.post(address, area(scope="epci", epci="mont"))
    assert set(solution.areas.values_list("epci", flat=True)) == {"244800000", "244800001"}


@pytest.mark.parametrize(
    ("value", "cents", "text"),
    [
        (Decimal("1234.50"), False, "1234,5"),
        (Decimal("1234.50"), True, "1234,50"),
        (Decimal("12.00"), True, "12"),
        (0.1, False, "0,1"),
        (Decimal("1E+3"), False, "1000"),
        (None, False, ""),
        ("pas un nombre", True, "pas un nombre"),
    ],
)
def test_a_number_is_written_as_people_type_it(value, cents, text):
    assert written(value, cents=cents) == text


@pytest.mark.parametrize(("typed", "share"), [("25", "0.25"), ("20,45", "0.2045"), ("0", "0"), ("900", "9")])
def test_a_percentage_is_kept_as_a_share_and_shown_as_typed(typed, share):
    field = PercentField()
    kept = field.clean(typed.replace(",", "."))
    assert kept == Decimal(share)
    assert field.prepare_value(kept) == typed


@pytest.mark.parametrize("typed", ["-1", "901", "20,456", "9e999999", "inf", "beaucoup"])
def test_a_percentage_without_sense_is_refused(typed):
    with pytest.raises(ValidationError):
        PercentField().clean(typed)


def test_a_grouping_is_shown_by_its_name_and_kept_by_its_number():
    CommuneFactory(mende=True, epci="244800405", epci_name="Cœur de Lozère")
    CommuneFactory(florac=True, epci="200069151", epci_name="Gorges Causses Cévennes")
    field = EpciField()
    assert field.prepare_value("244800405") == "Cœur de Lozère"
    assert field.clean("coeur de lozere") == "244800405"
    with pytest.raises(ValidationError, match="Nous ne connaissons pas"):
        field.clean("Nulle Part")


def test_a_name_is_the_same_however_it_is_written():
    first, second = CarrierFactory(name="Froid d’Aubrac"), CarrierFactory(name="FROID D AUBRAC")
    assert list(same_name(Carrier.objects.all(), second, "froid d'aubrac")) == [first]
