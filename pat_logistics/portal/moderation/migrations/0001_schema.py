"""The tables of this app."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("moderation", "0001_reports")]

    initial = True

    dependencies = [
        ("carriers", "0001_schema"),
        ("producers", "0001_schema"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ErrorReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("contact", "les coordonnées"),
                            ("offer", "les produits ou le service"),
                            ("place", "le lieu ou la zone desservie"),
                            ("price", "le prix"),
                            ("closed", "l’activité a cessé"),
                            ("other", "autre chose"),
                        ],
                        max_length=8,
                        verbose_name="ce qui est faux",
                    ),
                ),
                ("text", models.CharField(max_length=2000, verbose_name="précisions")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="adresse électronique")),
                (
                    "form_key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="formulaire"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "à traiter"),
                            ("in_progress", "en cours"),
                            ("done", "accepté"),
                            ("rejected", "écarté"),
                        ],
                        default="new",
                        max_length=11,
                        verbose_name="état",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="reçu le")),
                ("handled_at", models.DateTimeField(blank=True, null=True, verbose_name="clos le")),
                ("answer", models.CharField(blank=True, max_length=2000, verbose_name="réponse")),
                (
                    "carrier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="error_reports",
                        to="carriers.carrier",
                        verbose_name="transporteur",
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="suivi par",
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="error_reports",
                        to="producers.producer",
                        verbose_name="producteur",
                    ),
                ),
                (
                    "solution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="error_reports",
                        to="carriers.solution",
                        verbose_name="solution",
                    ),
                ),
            ],
            options={
                "verbose_name": "signalement",
                "ordering": ["created_at", "pk"],
                "indexes": [models.Index(fields=["state", "created_at"], name="error_report_queue")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("carrier__isnull", True),
                                ("producer__isnull", False),
                                ("solution__isnull", True),
                            ),
                            models.Q(
                                ("carrier__isnull", True),
                                ("producer__isnull", True),
                                ("solution__isnull", False),
                            ),
                            models.Q(
                                ("carrier__isnull", False),
                                ("producer__isnull", True),
                                ("solution__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="error_report_one_target",
                        violation_error_message="Un signalement porte sur un producteur, une solution ou un transporteur, et un seul.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["new", "in_progress", "done", "rejected"])),
                        name="error_report_state_known",
                        violation_error_message="Cet état n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason__in", ["contact", "offer", "place", "price", "closed", "other"])
                        ),
                        name="error_report_reason_known",
                        violation_error_message="Ce motif n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("handled_at__isnull", True),
                                models.Q(("state__in", ("done", "rejected")), _negated=True),
                            ),
                            models.Q(
                                ("handled_at__isnull", False),
                                models.Q(("state__in", ("new", "in_progress")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="error_report_dated_when_closed",
                        violation_error_message="Un signalement clos porte la date où il l’a été, les autres aucune.",
                    ),
                ],
            },
        ),
    ]
