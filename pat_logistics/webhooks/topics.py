"""The lists that may be followed: the floor that serves them says which (see `portal.open_data.apps`)."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """A public list. `page` gives the address of the page of a row, read when it is asked: None without."""

    code: str
    title: str
    page: Callable[[int], str | None]


TOPICS: dict[str, Topic] = {}


def add(topic: Topic) -> None:
    TOPICS[topic.code] = topic


def choices() -> list[tuple[str, str]]:
    return [(topic.code, topic.title) for topic in TOPICS.values()]
