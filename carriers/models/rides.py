"""Which producers already ride with which carriers: said by both, or not at all."""

from django.db import models
from django.db.models import Q

from carriers.models.companies import Carrier
from carriers.perms import agreed_ride, visible_ride
from pat_logistics.history import track
from producers.models import Producer


class RideQuerySet(models.QuerySet):
    def agreed(self):
        """Both said yes, and both have a public page: what everybody may read."""
        return self.filter(agreed_ride())

    def visible_to(self, user):
        """What both agreed to show; a proposal only to the two who are in it, and those who manage them."""
        return self.filter(visible_ride(user))

    def waiting_for_producer(self):
        """Proposed by the carrier, and not answered yet."""
        return self.filter(producer_agreed_at=None)

    def waiting_for_carrier(self):
        """Proposed by the producer, and not answered yet."""
        return self.filter(carrier_agreed_at=None)

    def with_parties(self):
        """Loads the two names and their communes: one query whatever the number."""
        return self.select_related("producer__commune", "carrier__commune")


@track
class Ride(models.Model):
    """A producer says that it rides with a carrier, and the carrier says the same.

    Each agreement has its date and may be taken back at any time; the row goes with the last of the two.
    """

    producer = models.ForeignKey(
        Producer, on_delete=models.CASCADE, related_name="rides", verbose_name="producteur"
    )
    carrier = models.ForeignKey(
        Carrier, on_delete=models.CASCADE, related_name="rides", verbose_name="transporteur"
    )
    producer_agreed_at = models.DateTimeField("accord du producteur le", null=True, blank=True)
    carrier_agreed_at = models.DateTimeField("accord du transporteur le", null=True, blank=True)

    # A ride belongs to both: its history names them.
    TOLD_KEYS = ("producer", "carrier")

    objects = RideQuerySet.as_manager()

    class Meta:
        verbose_name = "trajet avec un transporteur"
        verbose_name_plural = "trajets avec un transporteur"
        ordering = ["producer", "carrier"]
        constraints = [
            models.UniqueConstraint(
                fields=["producer", "carrier"],
                name="ride_once",
                violation_error_message="Ce producteur et ce transporteur sont déjà liés.",
            ),
            models.CheckConstraint(
                condition=Q(producer_agreed_at__isnull=False) | Q(carrier_agreed_at__isnull=False),
                name="ride_somebody_agreed",
                violation_error_message="Au moins l’un des deux doit avoir donné son accord.",
            ),
        ]

    def __str__(self):
        return f"{self.producer} – {self.carrier}"

    @property
    def is_agreed(self) -> bool:
        return self.producer_agreed_at is not None and self.carrier_agreed_at is not None
