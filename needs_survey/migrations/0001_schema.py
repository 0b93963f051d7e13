"""The tables of this app."""

import datetime
import uuid

import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import needs_survey.models.response


class Migration(migrations.Migration):
    replaces = [
        ("needs_survey", "0001_questionnaire_and_responses"),
        ("needs_survey", "0002_applications"),
        ("needs_survey", "0003_campaigns"),
        ("needs_survey", "0004_pioneer_groups"),
        ("needs_survey", "0005_decisions_and_ended_rows"),
        ("needs_survey", "0006_editions"),
    ]

    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("producers", "0001_schema"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Questionnaire",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(unique=True, verbose_name="version")),
                (
                    "definition",
                    models.JSONField(
                        validators=[needs_survey.models.response.validate_definition],
                        verbose_name="questions",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="publiée le")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="créée le"),
                ),
            ],
            options={
                "verbose_name": "questionnaire",
                "ordering": ["-version"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)),
                        name="questionnaire_version_counts",
                        violation_error_message="Les versions se comptent à partir de 1.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyResponse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, unique=True, verbose_name="clé")),
                ("departement", models.CharField(default="48", max_length=3, verbose_name="département")),
                (
                    "length",
                    models.CharField(
                        choices=[("short", "courte (dix minutes)"), ("long", "complète")],
                        default="short",
                        max_length=5,
                        verbose_name="forme",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "en cours"), ("validated", "validée")],
                        default="draft",
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                ("typed", models.JSONField(blank=True, default=dict, verbose_name="saisie")),
                ("answers", models.JSONField(blank=True, default=dict, verbose_name="réponses")),
                ("revisions", models.JSONField(blank=True, default=dict, verbose_name="enregistrements")),
                (
                    "started_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="commencée le"),
                ),
                (
                    "updated_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="enregistrée le"),
                ),
                ("validated_at", models.DateTimeField(blank=True, null=True, verbose_name="validée le")),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saisi par",
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="survey_responses",
                        to="producers.producer",
                        verbose_name="producteur",
                    ),
                ),
                (
                    "questionnaire",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="needs_survey.questionnaire",
                        verbose_name="questionnaire",
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="accord retiré le"),
                ),
                ("decisions", models.JSONField(blank=True, default=dict, verbose_name="décisions")),
            ],
            options={
                "verbose_name": "réponse au diagnostic",
                "verbose_name_plural": "réponses au diagnostic",
                "ordering": ["-updated_at", "-pk"],
                "indexes": [
                    models.Index(fields=["departement", "-updated_at", "-id"], name="survey_response_listed"),
                    models.Index(fields=["author", "-updated_at", "-id"], name="survey_response_own"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("length__in", ["short", "long"])),
                        name="survey_response_length_known",
                        violation_error_message="Cette forme n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "validated"])),
                        name="survey_response_state_known",
                        violation_error_message="Cet état n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "draft"), ("validated_at__isnull", True)),
                            models.Q(("state", "validated"), ("validated_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="survey_response_validation_dated",
                        violation_error_message="Une réponse validée porte sa date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True), ("state", "validated"), _connector="OR"
                        ),
                        name="survey_response_withdrawal_of_a_validated_one",
                        violation_error_message="Un accord se retire d’une réponse validée.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "applied_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="écrite le"),
                ),
                ("new_producer", models.BooleanField(default=False, verbose_name="fiche créée")),
                ("published", models.BooleanField(null=True, verbose_name="fiche publiée")),
                ("groups", models.JSONField(blank=True, default=list, verbose_name="rubriques")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="annulée le")),
                (
                    "applied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="applications",
                        to="needs_survey.surveyresponse",
                        verbose_name="réponse",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="annulée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "écriture d’un diagnostic",
                "verbose_name_plural": "écritures de diagnostics",
                "ordering": ["-applied_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("response",),
                        name="application_one_standing",
                        violation_error_message="Ce diagnostic est déjà validé.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AppliedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("producer", "fiche"),
                            ("product_line", "produit"),
                            ("storage_site", "lieu de stockage"),
                            ("vehicle", "véhicule"),
                            ("flow", "livraison"),
                        ],
                        max_length=12,
                        verbose_name="type",
                    ),
                ),
                ("row_id", models.BigIntegerField(verbose_name="ligne")),
                ("version", models.BigIntegerField(default=0, verbose_name="version écrite")),
                ("label", models.CharField(max_length=200, verbose_name="nom")),
                (
                    "before",
                    models.JSONField(
                        blank=True,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        null=True,
                        verbose_name="avant",
                    ),
                ),
                (
                    "after",
                    models.JSONField(
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="après",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="needs_survey.application",
                        verbose_name="écriture",
                    ),
                ),
                ("ended", models.BooleanField(default=False, verbose_name="terminée")),
            ],
            options={
                "verbose_name": "ligne écrite",
                "verbose_name_plural": "lignes écrites",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["kind", "row_id"], name="appliedrow_of_a_row")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["producer", "product_line", "storage_site", "vehicle", "flow"])
                        ),
                        name="appliedrow_kind_known",
                        violation_error_message="Ce type n’est pas dans la liste.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="nom")),
                ("departement", models.CharField(max_length=3, verbose_name="département")),
                ("first_day", models.DateField(verbose_name="premier jour")),
                ("last_day", models.DateField(verbose_name="dernier jour")),
                ("is_example", models.BooleanField(default=False, verbose_name="exemple inventé")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="créée le")),
                (
                    "organiser",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="organisée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "campagne de diagnostics",
                "verbose_name_plural": "campagnes de diagnostics",
                "ordering": ["-last_day", "-pk"],
                "indexes": [models.Index(fields=["departement", "-last_day", "-id"], name="campaign_listed")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first_day__lte", models.F("last_day"))),
                        name="campaign_days_in_order",
                        violation_error_message="Le dernier jour vient avant le premier.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_day__gte", datetime.date(2020, 1, 1)),
                            ("last_day__lte", datetime.date(2099, 12, 31)),
                        ),
                        name="campaign_days_in_sense",
                        violation_error_message="Donnez des jours entre 2020 et 2099.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("departement__regex", "^([0-9]{2,3}|2[AB])$")),
                        name="campaign_departement_shape",
                        violation_error_message="Ce département n’existe pas.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "needs_survey_campaignevent" ("departement", "first_day", "id", "is_example", "last_day", "name", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."departement", NEW."first_day", NEW."id", NEW."is_example", NEW."last_day", NEW."name", NEW."organiser_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="9f8059d725d4187d2a8829737ab3093c1d3ce349",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b3e26",
                            table="needs_survey_campaign",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."departement" IS DISTINCT FROM (NEW."departement") OR OLD."first_day" IS DISTINCT FROM (NEW."first_day") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."last_day" IS DISTINCT FROM (NEW."last_day") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organiser_id" IS DISTINCT FROM (NEW."organiser_id"))',
                            func='INSERT INTO "needs_survey_campaignevent" ("departement", "first_day", "id", "is_example", "last_day", "name", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."departement", NEW."first_day", NEW."id", NEW."is_example", NEW."last_day", NEW."name", NEW."organiser_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="d81a9d171eebe5e8f5e158a1f0f441a32279d5d2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e433d",
                            table="needs_survey_campaign",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "needs_survey_campaignevent" ("departement", "first_day", "id", "is_example", "last_day", "name", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."departement", OLD."first_day", OLD."id", OLD."is_example", OLD."last_day", OLD."name", OLD."organiser_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="8843f1c46cd3776b9d1f2b4b865257477c6fe886",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9eda1",
                            table="needs_survey_campaign",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CampaignEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120, verbose_name="nom")),
                ("departement", models.CharField(max_length=3, verbose_name="département")),
                ("first_day", models.DateField(verbose_name="premier jour")),
                ("last_day", models.DateField(verbose_name="dernier jour")),
                ("is_example", models.BooleanField(default=False, verbose_name="exemple inventé")),
                (
                    "organiser",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="organisée par",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="needs_survey.campaign",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("to_contact", "à contacter"),
                            ("planned", "rendez-vous pris"),
                            ("refused", "refusé"),
                            ("unreachable", "injoignable"),
                        ],
                        default="to_contact",
                        max_length=11,
                        verbose_name="état",
                    ),
                ),
                ("planned_on", models.DateField(blank=True, null=True, verbose_name="date convenue")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="note")),
                (
                    "advisor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="campaign_visits",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="conseiller",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visits",
                        to="needs_survey.campaign",
                        verbose_name="campagne",
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="campaign_visits",
                        to="producers.producer",
                        verbose_name="producteur",
                    ),
                ),
            ],
            options={
                "verbose_name": "visite de campagne",
                "verbose_name_plural": "visites de campagne",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["advisor", "planned_on"], name="visit_of_advisor")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "producer"),
                        name="visit_once",
                        violation_error_message="Ce producteur est déjà dans la campagne.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["to_contact", "planned", "refused", "unreachable"])
                        ),
                        name="visit_state_known",
                        violation_error_message="Cet état n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("planned_on__isnull", True),
                            models.Q(
                                ("planned_on__gte", datetime.date(2020, 1, 1)),
                                ("planned_on__lte", datetime.date(2099, 12, 31)),
                            ),
                            _connector="OR",
                        ),
                        name="visit_planned_on_in_sense",
                        violation_error_message="Donnez un jour entre 2020 et 2099.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "planned"), _negated=True),
                            ("planned_on__isnull", False),
                            _connector="OR",
                        ),
                        name="visit_planned_dated",
                        violation_error_message="Donnez la date du rendez-vous.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "to_contact"), _negated=True),
                            ("planned_on__isnull", True),
                            _connector="OR",
                        ),
                        name="visit_to_contact_undated",
                        violation_error_message="Avec une date, choisissez « rendez-vous pris ».",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "needs_survey_visitevent" ("advisor_id", "campaign_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "producer_id", "state") VALUES (NEW."advisor_id", NEW."campaign_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_on", NEW."producer_id", NEW."state"); RETURN NULL;',
                            hash="47c3c76ae62613b0979aa48776e8e7a938559050",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_618a6",
                            table="needs_survey_visit",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "needs_survey_visitevent" ("advisor_id", "campaign_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "producer_id", "state") VALUES (NEW."advisor_id", NEW."campaign_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_on", NEW."producer_id", NEW."state"); RETURN NULL;',
                            hash="8c055185de2937134158c2dd399467a6c9b5ffb5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_bc9d1",
                            table="needs_survey_visit",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "needs_survey_visitevent" ("advisor_id", "campaign_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "producer_id", "state") VALUES (OLD."advisor_id", OLD."campaign_id", OLD."id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."planned_on", OLD."producer_id", OLD."state"); RETURN NULL;',
                            hash="1ed74fe5fbe6cc1a701f077d8ac903d48991abba",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f7e97",
                            table="needs_survey_visit",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("to_contact", "à contacter"),
                            ("planned", "rendez-vous pris"),
                            ("refused", "refusé"),
                            ("unreachable", "injoignable"),
                        ],
                        default="to_contact",
                        max_length=11,
                        verbose_name="état",
                    ),
                ),
                ("planned_on", models.DateField(blank=True, null=True, verbose_name="date convenue")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="note")),
                (
                    "advisor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="conseiller",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="needs_survey.campaign",
                        verbose_name="campagne",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="needs_survey.visit",
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="producers.producer",
                        verbose_name="producteur",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("departement", models.CharField(max_length=3, unique=True, verbose_name="département")),
                ("made_on", models.DateField(verbose_name="faite le")),
                ("made_at", models.DateTimeField(auto_now=True, verbose_name="enregistrée le")),
                ("farms", models.PositiveIntegerField(verbose_name="fermes comptées")),
                ("examples", models.PositiveIntegerField(verbose_name="dont exemples")),
                ("figures", models.JSONField(verbose_name="figures")),
                ("marks", models.JSONField(verbose_name="empreintes")),
            ],
            options={
                "verbose_name": "édition des besoins",
                "verbose_name_plural": "éditions des besoins",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("departement__regex", "^([0-9]{2,3}|2[AB])$")),
                        name="edition_departement_shape",
                        violation_error_message="Ce département n’existe pas.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PioneerGroup",
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
                ("name", models.CharField(max_length=120, verbose_name="nom")),
                ("departement", models.CharField(max_length=3, verbose_name="département")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="créé le")),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="créé par",
                    ),
                ),
            ],
            options={
                "verbose_name": "groupe pionnier",
                "verbose_name_plural": "groupes pionniers",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("departement", "name"),
                        name="pioneer_group_named_once",
                        violation_error_message="Un groupe du département porte déjà ce nom.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("departement__regex", "^([0-9]{2,3}|2[AB])$")),
                        name="pioneer_group_departement_shape",
                        violation_error_message="Ce département n’existe pas.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "needs_survey_pioneergroupevent" ("created_by_id", "departement", "id", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."created_by_id", NEW."departement", NEW."id", NEW."key", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="4aef8fa681147b5266e3c730021b7981e8c831a3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2825a",
                            table="needs_survey_pioneergroup",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."departement" IS DISTINCT FROM (NEW."departement") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."name" IS DISTINCT FROM (NEW."name"))',
                            func='INSERT INTO "needs_survey_pioneergroupevent" ("created_by_id", "departement", "id", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."created_by_id", NEW."departement", NEW."id", NEW."key", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="ab595e587e6c55bd086dbbcf2e26d470c23da61c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ef59e",
                            table="needs_survey_pioneergroup",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "needs_survey_pioneergroupevent" ("created_by_id", "departement", "id", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."created_by_id", OLD."departement", OLD."id", OLD."key", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="7957e99476512ade99b7833a736852f26eaad024",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2bc32",
                            table="needs_survey_pioneergroup",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PioneerGroupEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, verbose_name="clé")),
                ("name", models.CharField(max_length=120, verbose_name="nom")),
                ("departement", models.CharField(max_length=3, verbose_name="département")),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="créé par",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="needs_survey.pioneergroup",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PioneerMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="ajouté le")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="needs_survey.pioneergroup",
                        verbose_name="groupe",
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pioneer_memberships",
                        to="producers.producer",
                        verbose_name="producteur",
                    ),
                ),
            ],
            options={
                "verbose_name": "membre d’un groupe pionnier",
                "verbose_name_plural": "membres de groupes pionniers",
                "ordering": ["group", "producer", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("group", "producer"),
                        name="pioneer_member_once",
                        violation_error_message="Cette ferme est déjà dans le groupe.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "needs_survey_pioneermemberevent" ("added_at", "group_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id") VALUES (NEW."added_at", NEW."group_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."producer_id"); RETURN NULL;',
                            hash="f1acd1d3dfb0870c041a33a943353e0733857789",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8764d",
                            table="needs_survey_pioneermember",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "needs_survey_pioneermemberevent" ("added_at", "group_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id") VALUES (NEW."added_at", NEW."group_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."producer_id"); RETURN NULL;',
                            hash="24911b4e7359777bcac68312acb6d21324b08d26",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_341b0",
                            table="needs_survey_pioneermember",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "needs_survey_pioneermemberevent" ("added_at", "group_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id") VALUES (OLD."added_at", OLD."group_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."producer_id"); RETURN NULL;',
                            hash="2802e60b1f1a76edfedb2768517aed62e4eeef14",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d5169",
                            table="needs_survey_pioneermember",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PioneerMemberEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="ajouté le")),
                (
                    "group",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="needs_survey.pioneergroup",
                        verbose_name="groupe",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="needs_survey.pioneermember",
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="producers.producer",
                        verbose_name="producteur",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
