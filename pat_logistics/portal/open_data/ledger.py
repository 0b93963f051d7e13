"""The rows that anybody can read are noted each minute: one that is there no longer was withdrawn.

What is compared is the answer itself, not the ways a row may leave it: a farm that takes its storage back,
a carrier that closes, an account erased, a rule that changes.
"""

import datetime
import itertools
from collections.abc import Iterable, Iterator

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from pat_logistics.history import events_of, last_change_id
from pat_logistics.open_data.datasets import Dataset
from pat_logistics.portal.open_data.models import PublicRow
from pat_logistics.portal.open_data.registry import TOLD
from pat_logistics.webhooks import services as webhooks
from pat_logistics.webhooks.models import Kind

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
    followed = webhooks.followed()
    for dataset in TOLD:
        note(dataset, now, is_followed=dataset.code in followed)
    cache.set(MARK, mark, MARK_S)
    return True


def note(dataset: Dataset, now: datetime.datetime, *, is_followed: bool = False) -> None:
    """Note what came and what left; the programs that follow the list are told, of what changed too."""
    rows = dataset.rows(AnonymousUser()).order_by()
    noted = PublicRow.objects.filter(dataset=dataset.code)
    is_public = Exists(rows.filter(pk=OuterRef("row_id")))
    with transaction.atomic():
        if is_followed:
            _one_at_a_time(dataset)
        left = _keys(noted.filter(~is_public, withdrawn_at=None))
        for pks in _by_thousands(left):
            noted.filter(row_id__in=pks).update(withdrawn_at=now)
        back = _keys(noted.withdrawn().filter(is_public))
        for pks in _by_thousands(back):
            noted.filter(row_id__in=pks).update(withdrawn_at=None, noted_at=now)
        is_noted = Exists(noted.filter(row_id=OuterRef("pk")))
        came = list(rows.filter(~is_noted).values_list("pk", flat=True))
        for pks in _by_thousands(came):
            new = [PublicRow(dataset=dataset.code, row_id=pk, noted_at=now) for pk in pks]
            PublicRow.objects.bulk_create(new, ignore_conflicts=True)
        if is_followed:
            public = dict.fromkeys([*back, *came], now)
            changed = {pk: moment for pk, moment in _note_moments(dataset).items() if pk not in public}
            webhooks.tell(dataset=dataset.code, kind=Kind.WITHDRAWN, rows=dict.fromkeys(left, now))
            webhooks.tell(dataset=dataset.code, kind=Kind.PUBLISHED, rows=public)
            webhooks.tell(dataset=dataset.code, kind=Kind.CHANGED, rows=changed)


def _one_at_a_time(dataset: Dataset) -> None:
    """Two runs at once would tell the same change twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"open_data.note:{dataset.code}"])


def _note_moments(dataset: Dataset) -> dict[int, datetime.datetime]:
    """When each row last changed, of those whose moment is not the one that was noted; and notes it.

    Compared for each row, not with a date of the last time: a change has the time at which its transaction
    began, and is seen when it ends.
    """
    rows = dataset.rows(AnonymousUser()).order_by().annotate(col_moment=dataset[dataset.changed].value)
    noted = PublicRow.objects.filter(dataset=dataset.code)
    seen = Subquery(noted.filter(row_id=OuterRef("pk")).values("changed_at"))
    moved = rows.annotate(col_seen=seen).filter(
        Q(col_seen=None) | ~Q(col_seen=F("col_moment")), col_moment__isnull=False
    )
    found: dict[int, datetime.datetime] = dict(moved.values_list("pk", "col_moment"))
    moment = Subquery(rows.filter(pk=OuterRef("row_id")).values("col_moment"))
    for pks in _by_thousands(found):
        noted.filter(row_id__in=pks).update(changed_at=moment)
    return found


def _keys(noted: QuerySet[PublicRow]) -> list[int]:
    return list(noted.values_list("row_id", flat=True))


def forget_old(now: datetime.datetime) -> int:
    """Forget the withdrawals of more than a year; how many."""
    old = PublicRow.objects.withdrawn().filter(withdrawn_at__lt=now - KEPT)
    return old.delete()[0]


def _by_thousands(keys: Iterable[int]) -> Iterator[list[int]]:
    each = iter(keys)
    while batch := list(itertools.islice(each, AT_A_TIME)):
        yield batch
