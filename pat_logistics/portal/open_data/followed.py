"""The lists that programs may follow by webhooks: those whose withdrawals are told."""

from functools import partial

from django.contrib.auth.models import AnonymousUser

from pat_logistics.open_data.datasets import Column, Dataset
from pat_logistics.portal.open_data.feeds import FEEDS
from pat_logistics.portal.open_data.registry import TOLD
from pat_logistics.webhooks.topics import Topic, add


def add_topics() -> None:
    for dataset in TOLD:
        feed = FEEDS.get(dataset.code)
        page = partial(_page, dataset, dataset[feed.page]) if feed else _no_page
        add(Topic(dataset.code, dataset.title, page))


def _page(dataset: Dataset, column: Column, row_id: int) -> str | None:
    """The page that anybody may open now; none of a row withdrawn since."""
    found = dataset.read(dataset.rows(AnonymousUser()).filter(pk=row_id).order_by(), [column]).first()
    return found[0] if found else None


def _no_page(row_id: int) -> str | None:
    return None
