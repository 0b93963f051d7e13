"""When a listing was last confirmed, and when it has to be again: one rule for producers and solutions."""

import datetime
from typing import Any

from django.db.models import BooleanField, DateField, ExpressionWrapper, Func, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

# Six months: a farm changes its products with the season and a carrier its prices once or twice a year, and
# asking more often would tire people who have nothing to change.
STALE_AFTER = datetime.timedelta(days=183)


def stale(today: datetime.date | None = None) -> Q:
    """Published, and neither confirmed nor published in the last six months."""
    return unconfirmed_since((today or localdate()) - STALE_AFTER)


def unconfirmed_since(limit: Any) -> Q:
    """Published before that day, and not confirmed since; the day may be SQL."""
    never_confirmed = Q(confirmed_on__isnull=True, published_at__date__lt=limit)
    return Q(published_at__isnull=False) & (Q(confirmed_on__lt=limit) | never_confirmed)


def is_to_confirm(today: Combinable) -> Combinable:
    """`Confirmable.to_confirm` in SQL, on a day that is SQL too."""
    limit = Func(today, template=f"(%(expressions)s - {STALE_AFTER.days})", output_field=DateField())
    rule = ExpressionWrapper(unconfirmed_since(limit), output_field=BooleanField())
    # Never confirmed is unknown to SQL, and no to us.
    return Coalesce(rule, Value(False))


def confirm(listing: "Confirmable") -> None:
    """All that the listing says is right today, says its keeper or the advisor who looked."""
    listing.confirmed_on = localdate()
    listing.save(update_fields=["confirmed_on"])  # type: ignore[attr-defined]


class Confirmable:
    """For a model with `confirmed_on` and `published_at`: the rule of `stale` on a row already read."""

    confirmed_on: datetime.date | None
    published_at: datetime.datetime | None

    @property
    def believed_since(self) -> datetime.date | None:
        """Day of the last confirmation, that of the publication before the first one."""
        return self.confirmed_on or (localdate(self.published_at) if self.published_at else None)

    @property
    def to_confirm(self) -> bool:
        since = self.believed_since
        return self.published_at is not None and since is not None and since < localdate() - STALE_AFTER
