"""What a validation wrote."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from needs_survey.models import Application, AppliedRow
from tests.factories.needs_survey import validated_response
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    return Application.objects.create(response=validated_response(ProducerFactory()))


def test_a_response_is_written_once_and_again_once_undone(application):
    with pytest.raises(IntegrityError, match="application_one_standing"), transaction.atomic():
        Application.objects.create(response=application.response)
    Application.objects.update(undone_at=timezone.now())
    Application.objects.create(response=application.response)


def test_a_row_is_of_a_known_kind_and_new_when_nothing_was_there_before(application):
    told = {"application": application, "row_id": 1, "label": "livraison"}
    row = AppliedRow.objects.create(kind="flow", **told)
    assert row.is_new
    assert not AppliedRow(before={}).is_new
    with pytest.raises(IntegrityError, match="appliedrow_kind_known"), transaction.atomic():
        AppliedRow.objects.create(kind="secret", **told)
