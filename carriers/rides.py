"""Agreeing to be shown together, and taking it back: one side proposes, the other agrees."""

from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from carriers.models import Carrier, Ride
from producers.models import Producer


class Side(StrEnum):
    """Who speaks; the value names its column of the ride."""

    PRODUCER = "producer"
    CARRIER = "carrier"

    @property
    def agreed_at(self) -> str:
        return f"{self.value}_agreed_at"


@transaction.atomic
def agree(*, producer: Producer, carrier: Carrier, side: Side) -> Ride:
    """The side says yes: a proposal, or the answer to the other's. Saying it twice keeps the first date."""
    now = timezone.now()
    Ride.objects.bulk_create(
        [Ride(producer=producer, carrier=carrier, **{side.agreed_at: now})], ignore_conflicts=True
    )
    ride = Ride.objects.select_for_update().get(producer=producer, carrier=carrier)
    if getattr(ride, side.agreed_at) is None:
        setattr(ride, side.agreed_at, now)
        ride.save(update_fields=[side.agreed_at])
    return ride


@transaction.atomic
def revoke(*, producer: Producer, carrier: Carrier, side: Side) -> None:
    """The side takes its agreement back: hidden at once. Nothing is left when the other had not agreed.

    From the side that had not agreed yet, it refuses the proposal, which goes.
    """
    ride = Ride.objects.select_for_update().filter(producer=producer, carrier=carrier).first()
    if ride is None:
        return
    if ride.is_agreed:
        setattr(ride, side.agreed_at, None)
        ride.save(update_fields=[side.agreed_at])
    else:
        ride.delete()
