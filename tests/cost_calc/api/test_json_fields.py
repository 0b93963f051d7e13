"""Each JSON type is taken at its word, and what is unknown is refused."""

import math

import pytest
from rest_framework.exceptions import ValidationError

from cost_calc.api.json_fields import (
    CodeField,
    FlagField,
    NumberField,
    ResultField,
    StrictSerializer,
    TextField,
    WholeNumberField,
    finite,
)

CODES = CodeField(choices=[("diesel", "gazole"), ("petrol", "essence")])


class Box(StrictSerializer):
    kg = NumberField(min_value=0)
    label = TextField(max_length=5, required=False)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        (NumberField(), "12"),
        (NumberField(), True),
        (NumberField(), math.inf),
        (NumberField(), math.nan),
        (WholeNumberField(), 1.5),
        (WholeNumberField(), False),
        (WholeNumberField(), math.inf),
        (WholeNumberField(), "3"),
        (TextField(), 12),
        (CODES, "lpg"),
        (CODES, 1),
        (CODES, ["diesel"]),
        (FlagField(), "true"),
        (FlagField(), 1),
    ],
)
def test_another_type_is_not_read_as_if_it_were_the_right_one(field, given):
    with pytest.raises(ValidationError) as refused:
        field.run_validation(given)
    [message] = refused.value.detail
    assert message.endswith(".")


@pytest.mark.parametrize(
    ("field", "given", "read"),
    [
        (NumberField(), 12, 12.0),
        (WholeNumberField(), 3.0, 3),
        (TextField(), "Mende", "Mende"),
        (CODES, "diesel", "diesel"),
        (FlagField(), False, False),
    ],
)
def test_the_right_type_is_read(field, given, read):
    assert field.run_validation(given) == read


def test_a_code_that_is_wrong_is_answered_with_those_that_are_right():
    with pytest.raises(ValidationError, match="diesel, petrol"):
        CODES.run_validation("lpg")


def test_what_is_not_known_leaves_as_null():
    assert ResultField().to_representation(math.nan) is None
    assert finite(-math.inf) is None
    assert finite(1 / 3) == 1 / 3


def test_a_misspelt_name_is_told_beside_the_other_faults():
    box = Box(data={"kgs": 1, "label": "trop long"})
    assert not box.is_valid()
    assert {name: [each.code for each in found] for name, found in box.errors.items()} == {
        "kgs": ["unknown_field"],
        "kg": ["required"],
        "label": ["max_length"],
    }
    assert "kg, label" in box.errors["kgs"][0]


@pytest.mark.parametrize("body", [None, [], "kg"])
def test_a_body_that_is_no_object_is_refused_in_words(body):
    box = Box(data=body)
    assert not box.is_valid()
    [message] = box.errors["non_field_errors"]
    assert message.startswith("Écrivez un objet JSON")
