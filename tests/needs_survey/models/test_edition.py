"""The edition of a département."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from needs_survey.models import Edition

pytestmark = pytest.mark.django_db


def edition(departement="48"):
    return Edition.objects.create(
        departement=departement, made_on=timezone.localdate(), farms=3, examples=0, figures={}, marks={}
    )


def test_a_departement_has_one_edition_in_force():
    edition()
    with pytest.raises(IntegrityError), transaction.atomic():
        edition()


def test_a_departement_that_does_not_exist_has_none():
    with pytest.raises(IntegrityError, match="edition_departement_shape"), transaction.atomic():
        edition("4x")


def test_an_edition_made_again_on_the_same_day_is_told_from_the_former():
    made = edition()
    before = made.made_at
    made.save()
    assert made.made_at > before
