"""Programs that are told what changes in the public lists, and each message to them."""

import uuid
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from pat_logistics.constraints import known
from pat_logistics.names import Named
from pat_logistics.outbox.models import (
    OutboxState,
    Outgoing,
    state_constraints,
    state_indexes,
)
from pat_logistics.webhooks.signing import new_seed, secret_of
from pat_logistics.webhooks.topics import TOPICS

# Enough for the programs of one institution, each with its own.
MOST_PER_PERSON = 5
# Time for whoever reads to put the new secret where the old one is.
BOTH_SECRETS = timedelta(days=7)
LONGEST_ADDRESS = 500


class Stop(models.TextChoices):
    """Why nothing is sent any more."""

    ASKED = "asked", "arrêté à votre demande"
    GONE = "gone", "arrêté, votre serveur ayant répondu 410 (parti pour de bon)"
    SILENT = "silent", "arrêté après trois jours sans réponse qui convienne"
    OPERATOR = "operator", "arrêté par l’administration du portail"


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def of(self, user: Any) -> Self:
        return self.filter(user=user)

    def live(self) -> Self:
        """Not stopped, of an open account."""
        return self.filter(stopped_at=None, user__is_active=True)

    def following(self, dataset: str) -> Self:
        return self.filter(datasets__contains=[dataset])

    def rested(self, now: datetime) -> Self:
        """Those that may be called: none that failed a moment ago."""
        return self.filter(rests_until__lte=now)


class Subscription(Named):
    """An address that is told the changes of some lists, and the seed of what signs them.

    What changed before `since` is not told: a program first reads the whole lists.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="de"
    )
    name = models.CharField("nom", max_length=80)
    address = models.CharField("adresse", max_length=LONGEST_ADDRESS)
    datasets = ArrayField(models.CharField(max_length=40), verbose_name="listes")
    seed = models.CharField("graine", max_length=43, default=new_seed)
    previous_seed = models.CharField("graine d’avant", max_length=43, blank=True)
    previous_until = models.DateTimeField("signe encore jusqu’au", null=True, blank=True)
    created_at = models.DateTimeField("créé le", default=timezone.now)
    since = models.DateTimeField("suit depuis", default=timezone.now)
    stopped_at = models.DateTimeField("arrêté le", null=True, blank=True)
    stopped_why = models.CharField("raison", max_length=8, choices=Stop.choices, blank=True)
    # Of every message together: a server that is away is not asked for each of them.
    failures = models.PositiveIntegerField("échecs de suite", default=0)
    failing_since = models.DateTimeField("échoue depuis", null=True, blank=True)
    rests_until = models.DateTimeField("pas avant", default=timezone.now)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = "webhook"
        ordering = ["-created_at", "-pk"]
        constraints = [
            known("stopped_why", Stop, "webhook", "Cette raison", optional=True),
            models.UniqueConstraint(
                fields=["user", "name"],
                name="webhook_name_once",
                violation_error_message="Vous avez déjà un webhook de ce nom.",
            ),
            models.CheckConstraint(
                condition=Q(address__startswith="https://"),
                name="webhook_over_https",
                violation_error_message="L’adresse doit commencer par https://.",
            ),
            models.CheckConstraint(
                condition=Q(datasets__len__gte=1),
                name="webhook_follows_something",
                violation_error_message="Choisissez une liste au moins.",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at=None, stopped_why="")
                | (Q(stopped_at__isnull=False) & ~Q(stopped_why="")),
                name="webhook_stopped_for_a_reason",
                violation_error_message="Un abonnement arrêté dit pourquoi.",
            ),
            models.CheckConstraint(
                condition=Q(previous_until=None, previous_seed="")
                | (Q(previous_until__isnull=False) & ~Q(previous_seed="")),
                name="webhook_previous_secret_ends",
                violation_error_message="Un secret remplacé signe jusqu’à une date.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("webhooks:detail", args=[self.pk])

    @property
    def is_stopped(self) -> bool:
        return self.stopped_at is not None

    @property
    def titles(self) -> list[str]:
        """The lists it follows, in the order in which people read of them."""
        return [topic.title for code, topic in TOPICS.items() if code in self.datasets]

    def has_two_secrets(self, now: datetime | None = None) -> bool:
        return self.previous_until is not None and self.previous_until > (now or timezone.now())

    def secrets(self, now: datetime) -> list[str]:
        """Those that sign at a given time: the one in use, and for a while the one before it."""
        seeds = [self.seed, self.previous_seed] if self.has_two_secrets(now) else [self.seed]
        return [secret_of(seed) for seed in seeds]


class Kind(models.TextChoices):
    """What a message tells; the codes are those it is sent with."""

    PUBLISHED = "row.published", "publiée"
    CHANGED = "row.changed", "changée"
    WITHDRAWN = "row.withdrawn", "retirée"
    # Instead of one message a row, when too many changed at once.
    MANY = "list.changed", "beaucoup de changements"
    PING = "ping", "essai"


OF_A_ROW = (Kind.PUBLISHED, Kind.CHANGED, Kind.WITHDRAWN)


class Delivery(Outgoing):
    """One message to one program. Its text is written when it leaves: nothing withdrawn waits in it."""

    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, related_name="deliveries", verbose_name="webhook"
    )
    message_id = models.UUIDField("identifiant", unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("objet", max_length=13, choices=Kind.choices)
    dataset = models.CharField("liste", max_length=40, blank=True)
    row_id = models.BigIntegerField("numéro de la ligne", null=True, blank=True)
    moment = models.DateTimeField("changé le", default=timezone.now)
    answer = models.PositiveSmallIntegerField("dernière réponse", null=True, blank=True)

    class Meta(Outgoing.Meta):
        verbose_name = "message"
        constraints = [
            *state_constraints("webhook_delivery", "Un message parti a été remis à un serveur."),
            known("kind", Kind, "webhook_delivery", "Cet objet"),
            models.CheckConstraint(
                condition=Q(kind__in=OF_A_ROW, row_id__isnull=False) & ~Q(dataset="")
                | (Q(kind=Kind.MANY, row_id=None) & ~Q(dataset=""))
                | Q(kind=Kind.PING, row_id=None, dataset=""),
                name="webhook_delivery_about_something",
                violation_error_message="Un message parle d’une ligne, d’une liste, ou de rien.",
            ),
        ]
        indexes = [
            *state_indexes("webhook_delivery"),
            models.Index(fields=["subscription", "-created_at", "-id"], name="webhook_delivery_latest"),
            models.Index(fields=["created_at"], name="webhook_delivery_age"),
        ]

    @property
    def may_be_sent_again(self) -> bool:
        """One that arrived too: its reader may have lost it."""
        return self.state == OutboxState.SENT or super().may_be_sent_again

    @property
    def about(self) -> str:
        """The list and the row, in words."""
        topic = TOPICS.get(self.dataset)
        title = topic.title if topic else self.dataset
        return f"{title}, ligne {self.row_id}" if self.row_id is not None else title

    @property
    def failure(self) -> str:
        """Why it did not arrive, as the call said it."""
        return self.last_error.removeprefix("CallError: ")
