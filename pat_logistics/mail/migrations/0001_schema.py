"""The tables of this app."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("mail", "0001_initial"), ("mail", "0002_document")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="OutgoingMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, unique=True, verbose_name="raison")),
                ("to", models.EmailField(blank=True, max_length=254, verbose_name="destinataire")),
                ("reply_to", models.EmailField(blank=True, max_length=254, verbose_name="répondre à")),
                ("subject", models.CharField(blank=True, max_length=200, verbose_name="objet")),
                ("body", models.TextField(blank=True, verbose_name="texte")),
                ("message_id", models.CharField(max_length=200, verbose_name="identifiant du message")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "en attente"),
                            ("sending", "en train de partir"),
                            ("sent", "parti"),
                            ("refused", "non distribué"),
                            ("uncertain", "peut-être parti"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="essais")),
                (
                    "not_before",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="pas avant"),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="écrit le"),
                ),
                (
                    "handed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="remis au serveur le"),
                ),
                ("last_error", models.CharField(blank=True, max_length=300, verbose_name="dernière erreur")),
                ("document", models.CharField(blank=True, max_length=100, verbose_name="pièce jointe")),
            ],
            options={
                "verbose_name": "courriel",
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["not_before"],
                        name="outgoing_mail_due",
                    ),
                    models.Index(
                        condition=models.Q(("state", "waiting"), _negated=True),
                        fields=["handed_at"],
                        name="outgoing_mail_handed",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "sending", "sent", "refused", "uncertain"])
                        ),
                        name="outgoing_mail_state_known",
                        violation_error_message="Cet état n’existe pas.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("handed_at__isnull", False),
                            ("state__in", ["waiting", "refused"]),
                            _connector="OR",
                        ),
                        name="outgoing_mail_handed_when_sent",
                        violation_error_message="Un courriel parti a été remis à un serveur.",
                    ),
                ],
            },
        ),
    ]
