"""What a validated response wrote on a farm: where each value comes from, and how to take it back."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from needs_survey.enums import RowKind
from needs_survey.models.response import SurveyResponse
from pat_logistics.constraints import known


class Application(models.Model):
    """One validation: its rows say what was written. Undone, it stays, dated."""

    response = models.ForeignKey(
        SurveyResponse, on_delete=models.CASCADE, related_name="applications", verbose_name="réponse"
    )
    applied_at = models.DateTimeField("écrite le", default=timezone.now)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="par"
    )
    new_producer = models.BooleanField("fiche créée", default=False)
    # Publication groups that the answer published, or withdrew.
    published = models.BooleanField("fiche publiée", null=True)
    groups = models.JSONField("rubriques", default=list, blank=True)
    undone_at = models.DateTimeField("annulée le", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="annulée par",
    )

    class Meta:
        verbose_name = "écriture d’un diagnostic"
        verbose_name_plural = "écritures de diagnostics"
        ordering = ["-applied_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["response"],
                condition=Q(undone_at__isnull=True),
                name="application_one_standing",
                violation_error_message="Ce diagnostic est déjà validé.",
            ),
        ]

    def __str__(self):
        return f"Écriture du {self.applied_at:%d/%m/%Y}"


class AppliedRow(models.Model):
    """One row created, updated or ended: the columns answered, before (nothing for a new row) and after.

    `version` is the number of its last change in the history: a higher one, and somebody went on from there.
    """

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="rows", verbose_name="écriture"
    )
    kind = models.CharField("type", max_length=12, choices=RowKind.choices)
    row_id = models.BigIntegerField("ligne")
    version = models.BigIntegerField("version écrite", default=0)
    label = models.CharField("nom", max_length=200)
    before = models.JSONField("avant", null=True, blank=True, encoder=DjangoJSONEncoder)
    after = models.JSONField("après", default=dict, encoder=DjangoJSONEncoder)
    # Taken off the farm: `before` then holds every column, and `after` none.
    ended = models.BooleanField("terminée", default=False)

    class Meta:
        verbose_name = "ligne écrite"
        verbose_name_plural = "lignes écrites"
        ordering = ["pk"]
        constraints = [known("kind", RowKind, "appliedrow", "Ce type")]
        indexes = [models.Index(fields=["kind", "row_id"], name="appliedrow_of_a_row")]

    def __str__(self):
        return self.label

    @property
    def is_new(self):
        return self.before is None
