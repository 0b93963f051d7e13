import pytest
from django.db import IntegrityError
from django.utils import timezone

from pat_logistics.portal.open_data.models import PublicRow

pytestmark = pytest.mark.django_db


def test_a_row_is_noted_once_in_each_list():
    PublicRow.objects.create(dataset="producers", row_id=1)
    PublicRow.objects.create(dataset="solutions", row_id=1)
    with pytest.raises(IntegrityError):
        PublicRow.objects.create(dataset="producers", row_id=1)


def test_only_what_has_a_date_of_withdrawal_is_withdrawn():
    PublicRow.objects.create(dataset="producers", row_id=1)
    gone = PublicRow.objects.create(dataset="producers", row_id=2, withdrawn_at=timezone.now())
    assert list(PublicRow.objects.withdrawn()) == [gone]
