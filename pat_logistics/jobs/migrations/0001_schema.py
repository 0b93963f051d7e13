"""The tables of this app."""

import uuid

import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import pat_logistics.jobs.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="clé"),
                ),
                ("kind", models.CharField(max_length=60, verbose_name="travail")),
                ("digest", models.CharField(max_length=64, verbose_name="empreinte")),
                ("inputs", models.JSONField(blank=True, default=dict, verbose_name="données")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "en attente"),
                            ("running", "en cours"),
                            ("done", "terminé"),
                            ("failed", "arrêté par une erreur"),
                            ("cancelled", "annulé"),
                            ("expired", "effacé"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0, verbose_name="fait")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="à faire")),
                ("cancel_requested", models.BooleanField(default=False, verbose_name="annulation demandée")),
                (
                    "rows",
                    models.JSONField(
                        blank=True,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        null=True,
                        verbose_name="résultat",
                    ),
                ),
                ("error", models.CharField(blank=True, max_length=500, verbose_name="erreur")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="essais")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="demandé le"),
                ),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="commencé le")),
                (
                    "heartbeat_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="dernier signe de vie"),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="fini le")),
                (
                    "expires_at",
                    models.DateTimeField(
                        default=pat_logistics.jobs.models.in_a_week, verbose_name="gardé jusqu’au"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="demandé par",
                    ),
                ),
            ],
            options={
                "verbose_name": "travail",
                "verbose_name_plural": "travaux",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="JobFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("input", "envoyé"), ("result", "résultat")],
                        max_length=6,
                        verbose_name="rôle",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                ("media_type", models.CharField(max_length=100, verbose_name="type")),
                ("content", models.BinaryField(verbose_name="contenu")),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="jobs.job",
                        verbose_name="travail",
                    ),
                ),
            ],
            options={
                "verbose_name": "fichier d’un travail",
                "verbose_name_plural": "fichiers des travaux",
            },
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(
                condition=models.Q(("state__in", ("waiting", "running"))),
                fields=["created_at"],
                name="job_open",
            ),
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(fields=["owner", "-created_at"], name="job_of_owner"),
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(fields=["expires_at"], name="job_expiry"),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["waiting", "running", "done", "failed", "cancelled", "expired"])
                ),
                name="job_state_known",
                violation_error_message="Cet état n’est pas dans la liste.",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("waiting", "running"))),
                fields=("kind", "owner", "digest"),
                name="job_open_once",
                violation_error_message="Ce travail est déjà en cours.",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "running"), _negated=True),
                    models.Q(("heartbeat_at__isnull", False), ("started_at__isnull", False)),
                    _connector="OR",
                ),
                name="job_running_lives",
                violation_error_message="Un travail en cours a commencé et donne signe de vie.",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finished_at__isnull", True), ("state__in", ("waiting", "running"))),
                    models.Q(
                        models.Q(("state__in", ("waiting", "running")), _negated=True),
                        ("finished_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="job_finished_when_over",
                violation_error_message="Un travail a une date de fin quand il est fini, et seulement alors.",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "failed"), models.Q(("error", ""), _negated=True)),
                    models.Q(models.Q(("state", "failed"), _negated=True), ("error", "")),
                    _connector="OR",
                ),
                name="job_error_when_failed",
                violation_error_message="Un travail arrêté par une erreur dit laquelle.",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(("done__lte", models.F("total"))),
                name="job_done_within_total",
                violation_error_message="Rien ne va au-delà de ce qui est à faire.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["input", "result"])),
                name="job_file_role_known",
                violation_error_message="Ce rôle n’est pas dans la liste.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobfile",
            constraint=models.UniqueConstraint(
                fields=("job", "role"),
                name="job_file_once",
                violation_error_message="Ce travail a déjà un fichier de ce rôle.",
            ),
        ),
    ]
