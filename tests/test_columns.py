"""Columns that several apps share."""

import pytest
from django.core.exceptions import ValidationError

from pat_logistics.columns import PhoneColumn, SiretColumn, every_month, labels_field
from pat_logistics.forms.fields import PhoneField, SiretField


@pytest.mark.parametrize(("column", "field"), [(PhoneColumn, PhoneField), (SiretColumn, SiretField)])
def test_a_column_brings_its_field_to_every_form(column, field):
    assert isinstance(column(max_length=30).formfield(), field)


def test_a_label_nobody_gives_is_refused():
    labels_field().clean(["organic", "aop_igp"], None)
    with pytest.raises(ValidationError):
        labels_field().clean(["organic", "home_made"], None)


def test_no_two_rows_share_their_months():
    months = every_month()
    months.pop()
    assert every_month() == list(range(1, 13))
