"""How a diagnosis begins."""

import uuid

import pytest

from needs_survey.forms import BeginForm


@pytest.mark.parametrize(
    ("typed", "wrong"), [({"length": "short"}, set()), ({"length": "endless"}, {"length"}), ({}, {"length"})]
)
def test_a_diagnosis_is_short_or_long(typed, wrong):
    assert set(BeginForm({"key": uuid.uuid4()} | typed).errors) == wrong


def test_a_diagnosis_is_told_from_the_others_by_its_key():
    assert "key" in BeginForm({"length": "short", "key": "forged"}).errors
