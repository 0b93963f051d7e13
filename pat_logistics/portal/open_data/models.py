"""Which rows the portal has given to everybody, so that a copy can forget those it takes back."""

from typing import Self

from django.db import models
from django.utils import timezone


class PublicRowQuerySet(models.QuerySet["PublicRow"]):
    def withdrawn(self) -> Self:
        return self.filter(withdrawn_at__isnull=False)


class PublicRow(models.Model):
    """A row of a list that anybody could read: its number, and nothing that it said."""

    dataset = models.CharField("liste", max_length=40)
    row_id = models.BigIntegerField("numéro")
    noted_at = models.DateTimeField("vue publiée le", default=timezone.now)
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True)
    # Its last change, when the ledger saw it; kept only of the lists that a program follows.
    changed_at = models.DateTimeField("changée le", null=True, blank=True)

    objects = PublicRowQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne publiée"
        verbose_name_plural = "lignes publiées"
        constraints = [models.UniqueConstraint(fields=["dataset", "row_id"], name="public_row_once")]
        indexes = [
            models.Index(
                fields=["withdrawn_at", "id"],
                condition=models.Q(withdrawn_at__isnull=False),
                name="public_row_withdrawn",
            )
        ]

    def __str__(self) -> str:
        return f"{self.dataset} {self.row_id}"
