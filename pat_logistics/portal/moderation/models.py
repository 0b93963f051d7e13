"""What readers report as wrong."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from carriers.models import Carrier, Solution
from pat_logistics.actors.models import Actor
from pat_logistics.constraints import known
from pat_logistics.portal.moderation import perms
from pat_logistics.portal.moderation.enums import CLOSED, OPEN, Reason, ReportState
from pat_logistics.portal.moderation.listings import ACTOR, CARRIER, KINDS, PRODUCER, SOLUTION
from producers.models import Producer

TARGETS = tuple(kind.field for kind in KINDS.values())
LONGEST = 2000


class ErrorReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What the user moderates. The queue, its counts and every action start here."""
        return self.filter(perms.moderates(user))

    def open(self):
        return self.filter(state__in=OPEN)

    def with_listings(self):
        return self.select_related("producer__commune", "solution__carrier", "carrier", "actor", "handled_by")


def _only(target: str) -> Q:
    return Q(**{f"{name}__isnull": name != target for name in TARGETS})


class ErrorReport(models.Model):
    """An error somebody saw on a listing of `KINDS`; anyone may report, without an account.

    `form_key` is drawn when the form is shown: a form sent twice is one report.
    """

    producer = models.ForeignKey(
        Producer,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="error_reports",
        verbose_name="producteur",
    )
    solution = models.ForeignKey(
        Solution, models.CASCADE, null=True, blank=True, related_name="error_reports", verbose_name="solution"
    )
    carrier = models.ForeignKey(
        Carrier,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="error_reports",
        verbose_name="transporteur",
    )
    actor = models.ForeignKey(
        Actor,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="error_reports",
        verbose_name="qui peut aider",
    )
    reason = models.CharField("ce qui est faux", max_length=8, choices=Reason.choices)
    text = models.CharField("précisions", max_length=LONGEST)
    email = models.EmailField("adresse électronique", blank=True)
    form_key = models.UUIDField("formulaire", unique=True, default=uuid.uuid4, editable=False)
    state = models.CharField("état", max_length=11, choices=ReportState.choices, default=ReportState.NEW)
    created_at = models.DateTimeField("reçu le", auto_now_add=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="suivi par",
    )
    handled_at = models.DateTimeField("clos le", null=True, blank=True)
    answer = models.CharField("réponse", max_length=LONGEST, blank=True)

    objects = ErrorReportQuerySet.as_manager()

    # Who reported is nobody's business but the moderators', the farm reported on included.
    NOT_EXPORTED = ("email", "form_key")
    MAIL_KEYS = ("report:",)

    class Meta:
        verbose_name = "signalement"
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=_only(PRODUCER.field)
                | _only(SOLUTION.field)
                | _only(CARRIER.field)
                | _only(ACTOR.field),
                name="error_report_one_target",
                violation_error_message=(
                    "Un signalement porte sur une seule fiche : producteur, solution, transporteur ou "
                    "qui peut aider."
                ),
            ),
            known("state", ReportState, "error_report", "Cet état"),
            known("reason", Reason, "error_report", "Ce motif"),
            models.CheckConstraint(
                condition=(Q(handled_at__isnull=True) & ~Q(state__in=CLOSED))
                | (Q(handled_at__isnull=False) & ~Q(state__in=OPEN)),
                name="error_report_dated_when_closed",
                violation_error_message="Un signalement clos porte la date où il l’a été, les autres aucune.",
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="error_report_queue")]

    def __str__(self):
        return f"{self.listing} : {self.get_reason_display()}"

    @property
    def kind(self):
        return next(kind for kind in KINDS.values() if getattr(self, f"{kind.field}_id") is not None)

    @property
    def listing(self):
        return getattr(self, self.kind.field)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN
