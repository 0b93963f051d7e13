"""The rows that anybody can read are noted each minute: one that is there no longer was withdrawn.

What is compared is the answer itself, not the ways a row may leave it: a farm that takes its storage back,
a carrier that closes, an account erased, a rule that changes.
"""

import datetime
import itertools
from collections.abc import Iterable, Iterator

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from pat_logistics.history import events_of, last_change_id
from pat_logistics.open_data.datasets import Dataset
from pat_logistics.portal.open_data.models import PublicRow
from pat_logistics.portal.open_data.registry import TOLD

# A copy that comes more seldom reads everything anew.
KEPT = datetime.timedelta(days=365)
AT_A_TIME = 5_000
# A change whose transaction ends after a later one's does not move the mark: nothing waits longer than this.
MARK_S, MARK = 300, "public-rows:mark"


def note_changes(now: datetime.datetime | None = None) -> bool:
    """Note what is public and what is so no longer, if anything was written since; whether there was."""
    now = now or timezone.now()
    mark = last_change_id(events_of(dataset.rows(AnonymousUser()).model) for dataset in TOLD)
    if cache.get(MARK) == mark:
        return False
    for dataset in TOLD:
        note(dataset, now)
    cache.set(MARK, mark, MARK_S)
    return True


def note(dataset: Dataset, now: datetime.datetime) -> None:
    rows = dataset.rows(AnonymousUser()).order_by()
    noted = PublicRow.objects.filter(dataset=dataset.code)
    is_public = Exists(rows.filter(pk=OuterRef("row_id")))
    with transaction.atomic():
        noted.filter(~is_public, withdrawn_at=None).update(withdrawn_at=now)
        noted.withdrawn().filter(is_public).update(withdrawn_at=None, noted_at=now)
        is_noted = Exists(noted.filter(row_id=OuterRef("pk")))
        for pks in _by_thousands(rows.filter(~is_noted).values_list("pk", flat=True)):
            new = [PublicRow(dataset=dataset.code, row_id=pk, noted_at=now) for pk in pks]
            # Two runs at once note the same row.
            PublicRow.objects.bulk_create(new, ignore_conflicts=True)


def forget_old(now: datetime.datetime) -> int:
    """Forget the withdrawals of more than a year; how many."""
    old = PublicRow.objects.withdrawn().filter(withdrawn_at__lt=now - KEPT)
    return old.delete()[0]


def _by_thousands(keys: Iterable[int]) -> Iterator[list[int]]:
    each = iter(keys)
    while batch := list(itertools.islice(each, AT_A_TIME)):
        yield batch
