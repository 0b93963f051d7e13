"""Lists of producers that an advisor sends: what was read, what each record becomes, and what it changed."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from pat_logistics.accounts.perms import NOTHING, counsels, is_administrator
from pat_logistics.constraints import known
from pat_logistics.jobs.models import Job
from pat_logistics.names import Named
from producers.enums import EntrySource

# A file holds what farms may not have agreed to: it goes as soon as it has served, its report a month later.
FILE_KEPT, ROWS_KEPT = timedelta(days=7), timedelta(days=30)


class IntakeMode(models.TextChoices):
    """What one refused record does to the others."""

    BY_ROW = "by_row", "écrire ce qui est bon, laisser le reste"
    WHOLE = "whole", "tout, ou rien s’il reste un refus"


class RowState(models.TextChoices):
    """What becomes of a record."""

    NEW = "new", "nouvelle fiche"
    FILLED = "filled", "fiche complétée"
    SAME = "same", "rien à ajouter"
    JOINED = "joined", "réunie à une autre ligne"
    ASKED = "asked", "à décider"
    LEFT = "left", "laissée de côté"
    REFUSED = "refused", "refusée"


class Decision(models.TextChoices):
    """What an advisor answers of a record that resembles a farm of the portal."""

    SAME_FARM = "same", "C’est elle : compléter ce qui est vide"
    ANOTHER = "another", "C’est une autre ferme : créer sa fiche"
    LEAVE = "leave", "Laisser cette ligne de côté"


class IntakeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, as long as one is an advisor; all of them for an administrator."""
        if is_administrator(user):
            return self
        return self.filter(Q(owner=user) if counsels(user) else NOTHING)


class Intake(Named):
    """One list, from its sending to its undoing.

    `columns` go from header to target, "" for one that is not read. `content` is emptied once it has served.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="envoyée par"
    )
    name = models.CharField("nom de la liste", max_length=80)
    source = models.CharField("source", max_length=10, choices=EntrySource.choices)
    reason = models.CharField("raison", max_length=300)
    mode = models.CharField("écriture", max_length=6, choices=IntakeMode.choices, default=IntakeMode.BY_ROW)
    content = models.BinaryField("fichier", null=True)
    headers = models.JSONField("titres des colonnes", default=list)
    # Of the headers: a list of the same tool is read the same way the next time.
    signature = models.CharField("empreinte des colonnes", max_length=64)
    columns = models.JSONField("colonnes", default=dict)
    # By header, a few values of the file; emptied with it.
    samples = models.JSONField("exemples de valeurs", default=dict)
    job = models.ForeignKey(
        Job, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="dernier travail"
    )
    sent_at = models.DateTimeField("envoyée le", auto_now_add=True)
    tried_at = models.DateTimeField("essayée le", null=True)
    applied_at = models.DateTimeField("écrite le", null=True)
    told_at = models.DateTimeField("producteurs prévenus le", null=True)
    undone_at = models.DateTimeField("annulée le", null=True)

    objects = IntakeQuerySet.as_manager()

    NAMES = ()
    SHORT_NAMES = ("name",)

    class Meta:
        verbose_name = "liste de producteurs"
        verbose_name_plural = "listes de producteurs"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            known("source", EntrySource, "intake", "Cette source"),
            known("mode", IntakeMode, "intake", "Cette façon d’écrire"),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True) | Q(tried_at__isnull=False),
                name="intake_tried_first",
                violation_error_message="Une liste est essayée avant d’être écrite.",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, told_at__isnull=True) | Q(applied_at__isnull=False),
                name="intake_applied_first",
                violation_error_message="Seule une liste écrite s’annule, ou se dit aux producteurs.",
            ),
        ]
        indexes = [
            models.Index(fields=["signature", "-sent_at"], name="intake_signature"),
            models.Index(fields=["owner", "-sent_at"], name="intake_owner"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("advising:intake", args=[self.pk])

    @property
    def may_change(self):
        """Its columns and its answers can still be changed: it is there, and not written."""
        return self.content is not None and not self.applied_at

    @property
    def may_be_undone(self):
        return bool(self.applied_at and not self.undone_at)


class IntakeRowQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(intake__in=Intake.objects.visible_to(user))

    def counts(self):
        """How many by state."""
        return dict(self.order_by().values_list("state").annotate(Count("pk")))


class IntakeRow(models.Model):
    """A record, by its number in the file.

    `producer` is the farm it made, completed, or resembles: its erasure takes the row. `before` holds, for a
    completed farm, the fields that were filled, with what was put; for its undoing.
    """

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="rows", verbose_name="liste")
    number = models.PositiveIntegerField("ligne")
    name = models.CharField("nom lu", max_length=120, blank=True)
    place = models.CharField("lieu lu", max_length=120, blank=True)
    state = models.CharField("état", max_length=7, choices=RowState.choices)
    decision = models.CharField("réponse", max_length=7, choices=Decision.choices, blank=True)
    faults = models.JSONField("refus", default=list)
    notes = models.JSONField("remarques", default=list)
    filled = models.JSONField("champs complétés", default=dict)
    producer = models.ForeignKey(
        "producers.Producer",
        on_delete=models.CASCADE,
        null=True,
        related_name="intake_rows",
        verbose_name="producteur",
    )

    objects = IntakeRowQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne d’une liste"
        verbose_name_plural = "lignes des listes"
        ordering = ["intake", "number"]
        constraints = [
            known("state", RowState, "intakerow", "Cet état"),
            known("decision", Decision, "intakerow", "Cette réponse", optional=True),
            models.UniqueConstraint(
                fields=["intake", "number"],
                name="intakerow_once",
                violation_error_message="Cette ligne est déjà là.",
            ),
        ]
        indexes = [models.Index(fields=["intake", "state", "number"], name="intakerow_state")]

    def __str__(self):
        return f"Ligne {self.number}"
