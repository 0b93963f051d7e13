"""What the portal brings to a service, without anything about a person."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from carriers.models import QuoteMiss, SolutionViews
from tests.factories.carriers import SolutionFactory

pytestmark = pytest.mark.django_db


def test_a_day_is_counted_once():
    day, service = timezone.localdate(), SolutionFactory()
    SolutionViews.objects.create(solution=service, day=day, count=3)
    with pytest.raises(IntegrityError, match="solution_views_once_a_day"), transaction.atomic():
        SolutionViews.objects.create(solution=service, day=day, count=4)


def test_a_request_that_could_not_come_has_a_known_reason():
    with pytest.raises(IntegrityError, match="quote_miss_reason_known"), transaction.atomic():
        QuoteMiss.objects.create(solution=SolutionFactory(), day=timezone.localdate(), reason="mood")


@pytest.mark.parametrize("model", [SolutionViews, QuoteMiss])
def test_nothing_points_to_anybody(model):
    named = {field.related_model.__name__ for field in model._meta.fields if field.related_model}
    assert named == {"Solution"}
