"""What changed last in a list, as Atom (RFC 4287): a reader of news follows it without a program.

Nothing here tells which rows were withdrawn: a feed is read by people, who would keep their names. Copies
forget them by the deletions of the API, which give numbers alone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, OrderBy
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from carriers.datasets import CARRIERS, SOLUTIONS
from pat_logistics.actors.datasets import ACTORS
from pat_logistics.open_data.datasets import Column, Dataset
from pat_logistics.open_data.extracts import LICENCE
from pat_logistics.portal.open_data.catalogue import absolute, list_of
from pat_logistics.portal.open_data.models import PublicRow
from producers.datasets import PRODUCERS

AT_MOST = 50
# A feed without any row has a date nevertheless, always the same: the moment of the reading is no change.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
# No XML can hold them, and a file that was imported may.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Told:
    """A list that has a feed: the columns that lead to the page of a row, and that sum it up."""

    dataset: Dataset
    page: str
    summary: tuple[str, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        dataset = self.dataset
        codes = (dataset.key, "name", self.page, dataset.changed, "is_example", *self.summary)
        return tuple(dataset[code] for code in codes)


FEEDS: Mapping[str, Told] = {
    told.dataset.code: told
    for told in (
        Told(PRODUCERS, "url", ("commune", "families")),
        Told(CARRIERS, "url", ("commune",)),
        Told(SOLUTIONS, "page", ("kind", "commune", "summary")),
        Told(ACTORS, "url", ("kind", "commune", "standing")),
    )
}


class ChangesFeed(Atom1Feed):
    """A feed whose date is said, so that two readings of the same rows are the same text."""

    def latest_post_date(self) -> datetime:
        changed: datetime = self.feed["changed"]
        return changed


@require_safe
@cache_control(public=True, max_age=300)
@conditional_page
def changes(request: HttpRequest, code: str) -> HttpResponse:
    """The rows last changed that anybody may read, whoever asks."""
    if code not in FEEDS:
        raise Http404
    told = FEEDS[code]
    dataset, rows = told.dataset, list(_last_rows(told))
    feed = ChangesFeed(
        title=f"{dataset.title}\u00a0: derniers changements – PAT Logistique",
        link=absolute(reverse("open_data:dataset", args=[code])),
        feed_url=absolute(reverse("open_data:changes", args=[code])),
        description=dataset.doc,
        subtitle=dataset.doc,
        language="fr",
        author_name=settings.PUBLISHER["name"],
        feed_copyright=LICENCE,
        changed=max((row[dataset.changed] for row in rows), default=NEVER),
    )
    for row in rows:
        feed.add_item(
            title=_written(row["name"]),
            link=row[told.page],
            description=_written(_summary(told, row)),
            # The slug of a page may change; the number of a row does not.
            unique_id=absolute(f"{list_of(dataset)}{row[dataset.key]}/"),
            updateddate=row[dataset.changed],
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response["Last-Modified"] = http_date(_last_modified(code, feed.latest_post_date()).timestamp())
    return response


def _last_rows(told: Told) -> Iterator[dict[str, Any]]:
    dataset, columns = told.dataset, told.columns
    last_first = OrderBy(cast(Any, dataset[dataset.changed].value), descending=True, nulls_last=True)
    rows = dataset.rows(AnonymousUser()).order_by(last_first, "-pk")
    for values in dataset.read(rows, columns)[:AT_MOST]:
        yield {column.code: value for column, value in zip(columns, values, strict=True)}


def _last_modified(code: str, changed: datetime) -> datetime:
    """A row that leaves changes the feed too: whoever asks by date alone must not keep its name."""
    left = PublicRow.objects.withdrawn().filter(dataset=code).aggregate(last=Max("withdrawn_at"))["last"]
    return max(changed, left) if left else changed


def _summary(told: Told, row: Mapping[str, Any]) -> str:
    parts = [_words(told.dataset[code], row[code]) for code in told.summary]
    if row["is_example"]:
        parts.append("exemple inventé")
    return " – ".join(part for part in parts if part)


def _words(column: Column, value: Any) -> str:
    """What a value is called, in the words that people choose it by."""
    words = dict(column.choices)
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(words.get(each, each)) for each in values if each)


def _written(text: str) -> str:
    return UNWRITABLE.sub("", text)
