"""What leaves the portal, kept until it has left."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


class OutboxState(models.TextChoices):
    WAITING = "waiting", "en attente"
    SENDING = "sending", "en train de partir"
    SENT = "sent", "parti"
    REFUSED = "refused", "non distribué"
    UNCERTAIN = "uncertain", "peut-être parti"


# What a person may send again.
REPEATABLE = (OutboxState.REFUSED, OutboxState.UNCERTAIN)


class OutgoingQuerySet(models.QuerySet):
    def due(self, now: datetime) -> Self:
        """What may leave at a given time, longest waiting first."""
        return self.filter(state=OutboxState.WAITING, not_before__lte=now).order_by("not_before", "pk")

    def given_up(self) -> Self:
        return self.filter(state__in=REPEATABLE)


class Outgoing(models.Model):
    """One thing to send to one reader. `key` says what it is for: the same key is never sent twice.

    WAITING becomes SENDING at the instant it is handed to the other server, and SENT once that one answers.
    Between the two nobody can know; what stays there is UNCERTAIN, and only a person may send it again.
    """

    key = models.CharField("raison", max_length=200, unique=True)
    state = models.CharField("état", max_length=9, choices=OutboxState.choices, default=OutboxState.WAITING)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    not_before = models.DateTimeField("pas avant", default=timezone.now)
    created_at = models.DateTimeField("écrit le", default=timezone.now)
    handed_at = models.DateTimeField("remis au serveur le", null=True, blank=True)
    last_error = models.CharField("dernière erreur", max_length=300, blank=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.key

    @property
    def may_be_sent_again(self) -> bool:
        return self.state in REPEATABLE


def state_constraints(model: str, handed_message: str) -> list[models.BaseConstraint]:
    """Constraints of a table of this kind; `model` begins their names."""
    return [
        models.CheckConstraint(
            condition=Q(state__in=OutboxState.values),
            name=f"{model}_state_known",
            violation_error_message="Cet état n’existe pas.",
        ),
        models.CheckConstraint(
            condition=Q(handed_at__isnull=False) | Q(state__in=[OutboxState.WAITING, OutboxState.REFUSED]),
            name=f"{model}_handed_when_sent",
            violation_error_message=handed_message,
        ),
    ]


def state_indexes(model: str) -> list[models.Index]:
    """Indexes of what is due, and of what a dead worker may have left in the middle."""
    return [
        models.Index(
            fields=["not_before"],
            condition=Q(state=OutboxState.WAITING),
            name=f"{model}_due",
        ),
        models.Index(
            fields=["handed_at"],
            condition=~Q(state=OutboxState.WAITING),
            name=f"{model}_handed",
        ),
    ]
