"""One way out of the portal, as the outbox knows it: mail is one."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from pat_logistics.outbox.models import Outgoing

Item = TypeVar("Item", bound=Outgoing)


class UnreachableError(Exception):
    """The other server does not answer at all, and would not for the next item either."""


class RefusedError(Exception):
    """The other server answered that it does not take the item: never, when `for_good`."""

    def __init__(self, *, for_good: bool) -> None:
        super().__init__()
        self.for_good = for_good


class Channel(Protocol[Item]):
    model: type[Item]
    # Name of the task that calls `services.deliver` on one item.
    deliver_task: str
    # What an item long gone is emptied to: whatever in it names people.
    emptied: dict[str, Any]
    # Its reader knows an item that comes twice, and passes it over: what may have arrived is tried again.
    repeats: bool

    def send(self, item: Item, hand_over: Callable[[], None]) -> None:
        """Send one item, calling `hand_over` just before the instant after which it may have arrived.

        What `hand_over` raises goes through: another worker has the item. Any other exception means that it
        did not leave, or after `hand_over` that nobody can know; those above tell more, and their cause is
        what is written down beside the item.
        """
