"""Somebody says « c’est nous » of an entry; an advisor checks. What is accepted is the right to keep it."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class ActorClaimQuerySet(models.QuerySet["ActorClaim"]):
    def pending(self):
        return self.filter(decided_at=None)

    def accepted(self):
        return self.filter(accepted=True)


class ActorClaim(models.Model):
    """A request to keep an entry, with its answer; the account that is deleted takes it away."""

    actor = models.ForeignKey(
        "actors.Actor", on_delete=models.CASCADE, related_name="claims", verbose_name="fiche"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="demandeur"
    )
    message = models.TextField("message", max_length=1000)
    asked_at = models.DateTimeField("demandé le", auto_now_add=True)
    accepted = models.BooleanField("acceptée", null=True)
    decided_at = models.DateTimeField("répondu le", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="répondu par",
    )

    objects = ActorClaimQuerySet.as_manager()

    class Meta:
        verbose_name = "demande de tenir une fiche"
        verbose_name_plural = "demandes de tenir une fiche"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "user"],
                condition=Q(decided_at__isnull=True),
                name="actorclaim_one_pending",
                violation_error_message="Votre demande est déjà envoyée.",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, accepted__isnull=True)
                | Q(decided_at__isnull=False, accepted__isnull=False),
                name="actorclaim_decided_or_not",
                violation_error_message="Une réponse a une date.",
            ),
        ]

    def __str__(self):
        return f"Demande du {self.asked_at:%d/%m/%Y}"
