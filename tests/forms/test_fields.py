"""Fields that several apps share."""

import pytest
from django.core.exceptions import ValidationError

from pat_logistics.forms.fields import DaysField, PhoneField, SiretField


@pytest.mark.parametrize(("typed", "hours"), [("7", 168), ("1,5", 36), ("2 jours", 48), ("1", 24)])
def test_days_are_kept_in_hours(typed, hours):
    field = DaysField()
    assert field.clean(field.widget.value_from_datadict({"d": typed}, {}, "d")) == hours


@pytest.mark.parametrize("typed", ["0", "-1", "nan", "inf", "une semaine"])
def test_days_without_sense_are_refused(typed):
    with pytest.raises(ValidationError):
        DaysField().clean(typed)


@pytest.mark.parametrize(("hours", "shown"), [(168, "7"), (36, "1.5"), (8, "0.333"), (None, None)])
def test_hours_are_shown_in_days_without_a_useless_zero(hours, shown):
    assert DaysField(required=False).prepare_value(hours) == shown


def test_a_number_is_stored_in_one_way_and_a_phone_offers_its_figures():
    assert PhoneField().clean("04.66.00.00.00") == PhoneField().clean("0466000000")
    assert PhoneField().widget.attrs["inputmode"] == "tel"


def test_a_siret_is_read_in_groups_and_refused_with_a_wrong_digit():
    assert SiretField().clean("732 829 320 00074") == "73282932000074"
    with pytest.raises(ValidationError):
        SiretField().clean("732 829 320 00075")
