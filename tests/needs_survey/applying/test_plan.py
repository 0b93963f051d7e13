"""What a validation would write, before it does."""

import pytest

from needs_survey.applying.plan import plan_of
from needs_survey.models import Application
from producers.models import Flow
from tests.factories.producers import (
    ProductLineFactory,
)
from tests.needs_survey.applying.writing import of

pytestmark = pytest.mark.django_db


def test_the_plan_shows_before_and_after(farm, draft, advisor):
    ProductLineFactory(producer=farm, family="cheese", name="", temperature="ambient")
    rows = plan_of(of(farm, draft), advisor).written
    (line,) = [row for row in rows if row.kind == "product_line"]
    (change,) = line.changes
    assert (change.before, change.after) == ("ambiante", "frais (0 à +4\u00a0°C)")


def test_the_plan_writes_nothing(farm, draft, advisor):
    plan_of(of(farm, draft), advisor)
    assert not Flow.objects.exists()
    assert not Application.objects.exists()
