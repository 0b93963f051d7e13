"""Keys that a person gives to the programs that read the API for him."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from pat_logistics.constraints import known
from pat_logistics.names import Named
from pat_logistics.tokens.secrets import SHOWN, digest_of

# Enough for the programs of one institution, each with its own.
MOST_PER_PERSON = 10


class Scope(models.TextChoices):
    """What a token opens; the shorter list is in the longer one."""

    PUBLIC = "read:public", "lire ce que tout le monde peut lire"
    OWN = "read:own", "lire aussi ce que mon compte peut lire"


class TokenQuerySet(models.QuerySet["ApiToken"]):
    def live(self) -> Self:
        """Neither revoked nor over, of an open account."""
        return self.filter(
            revoked_at__isnull=True, expires_on__gte=timezone.localdate(), user__is_active=True
        )

    def of(self, user: Any) -> Self:
        return self.filter(user=user)

    def known_as(self, secret: str) -> "ApiToken | None":
        """The live token of this text, with its user."""
        return self.live().select_related("user").filter(digest=digest_of(secret)).first()


class ApiToken(Named):
    """A key to the API. Only a digest is kept: a copy of the database opens nothing."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="de"
    )
    name = models.CharField("nom", max_length=80)
    scope = models.CharField("droit", max_length=11, choices=Scope.choices, default=Scope.PUBLIC)
    digest = models.CharField("empreinte", max_length=64, unique=True)
    ending = models.CharField("fin", max_length=SHOWN)
    created_at = models.DateTimeField("créé le", default=timezone.now)
    expires_on = models.DateField("dernier jour")
    # A day, and no finer: it tells whether the key serves, not what its holder does.
    last_used_on = models.DateField("dernier usage", null=True, blank=True)
    revoked_at = models.DateTimeField("révoqué le", null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = "jeton"
        ordering = ["-created_at", "-pk"]
        constraints = [
            known("scope", Scope, "token", "Ce droit"),
            models.UniqueConstraint(
                fields=["user", "name"],
                condition=Q(revoked_at__isnull=True),
                name="token_name_once",
                violation_error_message="Vous avez déjà un jeton de ce nom.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_over(self) -> bool:
        return self.expires_on < timezone.localdate()

    def may_read_own(self) -> bool:
        return self.scope == Scope.OWN


def days_from_now(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)
