"""Long work that somebody asked for, done by a worker while the person goes on."""

import uuid
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from pat_logistics.constraints import known
from pat_logistics.jobs import perms
from pat_logistics.jobs.kinds import KINDS, File

# Files of farms are not kept longer than somebody needs to come back to them.
KEPT = timedelta(days=7)


def in_a_week() -> datetime:
    return timezone.now() + KEPT


class JobState(models.TextChoices):
    WAITING = "waiting", "en attente"
    RUNNING = "running", "en cours"
    DONE = "done", "terminé"
    FAILED = "failed", "arrêté par une erreur"
    CANCELLED = "cancelled", "annulé"
    EXPIRED = "expired", "effacé"


OPEN = (JobState.WAITING, JobState.RUNNING)


class JobQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(perms.visible_to(user))

    def open(self) -> Self:
        return self.filter(state__in=OPEN)


class Job(models.Model):
    """One piece of work: what was asked, how far it is, what it gave.

    A worker takes it by an update that one only can win, and shows that it lives by `heartbeat_at`.
    `attempts` tells its run from the one before it, whose worker may not be as dead as it seemed.
    """

    key = models.UUIDField("clé", unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("travail", max_length=60)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="demandé par"
    )
    # Of the inputs and of the file: the same work asked twice at once is one.
    digest = models.CharField("empreinte", max_length=64)
    inputs = models.JSONField("données", default=dict, blank=True)
    state = models.CharField("état", max_length=9, choices=JobState.choices, default=JobState.WAITING)
    done = models.PositiveIntegerField("fait", default=0)
    total = models.PositiveIntegerField("à faire", default=0)  # 0: not known yet
    cancel_requested = models.BooleanField("annulation demandée", default=False)
    rows = models.JSONField("résultat", null=True, blank=True, encoder=DjangoJSONEncoder)
    error = models.CharField("erreur", max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    created_at = models.DateTimeField("demandé le", default=timezone.now)
    started_at = models.DateTimeField("commencé le", null=True, blank=True)
    heartbeat_at = models.DateTimeField("dernier signe de vie", null=True, blank=True)
    finished_at = models.DateTimeField("fini le", null=True, blank=True)
    expires_at = models.DateTimeField("gardé jusqu’au", default=in_a_week)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "travail"
        verbose_name_plural = "travaux"
        ordering = ["-created_at", "-pk"]
        constraints = [
            known("state", JobState, "job", "Cet état"),
            models.UniqueConstraint(
                fields=["kind", "owner", "digest"],
                condition=Q(state__in=OPEN),
                name="job_open_once",
                violation_error_message="Ce travail est déjà en cours.",
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.RUNNING)
                | Q(started_at__isnull=False, heartbeat_at__isnull=False),
                name="job_running_lives",
                violation_error_message="Un travail en cours a commencé et donne signe de vie.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, finished_at__isnull=True)
                | (~Q(state__in=OPEN) & Q(finished_at__isnull=False)),
                name="job_finished_when_over",
                violation_error_message="Un travail a une date de fin quand il est fini, et seulement alors.",
            ),
            models.CheckConstraint(
                condition=Q(state=JobState.FAILED) & ~Q(error="") | ~Q(state=JobState.FAILED) & Q(error=""),
                name="job_error_when_failed",
                violation_error_message="Un travail arrêté par une erreur dit laquelle.",
            ),
            models.CheckConstraint(
                condition=Q(done__lte=F("total")),
                name="job_done_within_total",
                violation_error_message="Rien ne va au-delà de ce qui est à faire.",
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(state__in=OPEN), name="job_open"),
            models.Index(fields=["owner", "-created_at"], name="job_of_owner"),
            models.Index(fields=["expires_at"], name="job_expiry"),
        ]

    def __str__(self):
        return f"{self.title} ({self.get_state_display()})"

    def get_absolute_url(self):
        return reverse("jobs:detail", args=[self.key])

    @property
    def title(self) -> str:
        return KINDS[self.kind].title if self.kind in KINDS else self.kind

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def file_of(self, role: "FileRole") -> File | None:
        """The file that was sent with the job, or the one it made."""
        stored = self.files.filter(role=role).first()
        return File(stored.name, stored.media_type, bytes(stored.content)) if stored else None

    def keep(self, role: "FileRole", file: File) -> None:
        self.files.create(role=role, name=file.name[:200], media_type=file.media_type, content=file.content)


class FileRole(models.TextChoices):
    INPUT = "input", "envoyé"
    RESULT = "result", "résultat"


class JobFile(models.Model):
    """A file of a job, in a table of its own: lists of jobs do not carry it."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="files", verbose_name="travail")
    role = models.CharField("rôle", max_length=6, choices=FileRole.choices)
    name = models.CharField("nom", max_length=200)
    media_type = models.CharField("type", max_length=100)
    content = models.BinaryField("contenu")

    class Meta:
        verbose_name = "fichier d’un travail"
        verbose_name_plural = "fichiers des travaux"
        constraints = [
            known("role", FileRole, "job_file", "Ce rôle"),
            models.UniqueConstraint(
                fields=["job", "role"],
                name="job_file_once",
                violation_error_message="Ce travail a déjà un fichier de ce rôle.",
            ),
        ]

    def __str__(self):
        return self.name
