import datetime

import pytest
from django.core.cache import cache
from django.utils import timezone

from pat_logistics.portal.open_data import dumps, tasks
from pat_logistics.portal.open_data.models import PublicRow
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db


def test_the_clock_notes_what_is_public():
    cache.clear()
    farm = ProducerFactory(published=True)
    tasks.note_public_rows()
    assert PublicRow.objects.filter(dataset="producers", row_id=farm.pk).exists()


def test_the_clock_forgets_old_withdrawals():
    long_ago = timezone.now() - datetime.timedelta(days=400)
    PublicRow.objects.create(dataset="producers", row_id=1, withdrawn_at=long_ago)
    PublicRow.objects.create(dataset="producers", row_id=2, withdrawn_at=timezone.now())
    tasks.forget_withdrawals()
    assert PublicRow.objects.get().row_id == 2


@pytest.mark.django_db(transaction=True)
def test_the_clock_writes_the_files_of_the_day(data_folder):
    tasks.make_dumps()
    assert len(dumps.days()) == 1
