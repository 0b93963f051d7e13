"""The tables of this app."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
from django.db import migrations, models

import pat_logistics.folding


class Migration(migrations.Migration):
    replaces = [("guides", "0001_guides"), ("guides", "0002_one_folding")]

    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("territory", "0001_schema"),
    ]

    operations = [
        migrations.CreateModel(
            name="Guide",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="adresse")),
                ("position", models.PositiveSmallIntegerField(verbose_name="place dans la liste")),
                ("title", models.CharField(max_length=120, verbose_name="titre")),
                (
                    "summary",
                    models.CharField(
                        help_text="Une phrase, montrée dans la liste.", max_length=250, verbose_name="résumé"
                    ),
                ),
                ("body", models.TextField(max_length=20000, verbose_name="texte")),
                (
                    "example_text",
                    models.CharField(
                        help_text="La livraison calculée, en une ou deux phrases, sans résultat.",
                        max_length=400,
                        verbose_name="exemple",
                    ),
                ),
                ("example_query", models.CharField(max_length=500, verbose_name="calcul de l’exemple")),
                ("sources", models.JSONField(verbose_name="sources")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="publié le")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="créé le")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="mis à jour le")),
                (
                    "search_text",
                    models.GeneratedField(
                        db_persist=True,
                        expression=pat_logistics.folding.Fold(
                            django.db.models.functions.text.Concat(
                                "title",
                                models.Value(" "),
                                "summary",
                                models.Value(" "),
                                "body",
                                output_field=models.TextField(),
                            )
                        ),
                        output_field=models.TextField(),
                        verbose_name="texte cherché, sans accent",
                    ),
                ),
            ],
            options={
                "verbose_name": "guide",
                "ordering": ["position", "pk"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("search_text"), name="gin_trgm_ops"),
                        name="guide_text_trigrams",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sources", []), _negated=True),
                        name="guide_sources_known",
                        violation_error_message="Donnez au moins une source.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "guides_guideevent" ("body", "example_query", "example_text", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "published_at", "slug", "sources", "summary", "title") VALUES (NEW."body", NEW."example_query", NEW."example_text", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."published_at", NEW."slug", NEW."sources", NEW."summary", NEW."title"); RETURN NULL;',
                            hash="979c45ae3f804c5553e6be2915fcd4d97be9b0d2",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_30e33",
                            table="guides_guide",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."example_query" IS DISTINCT FROM (NEW."example_query") OR OLD."example_text" IS DISTINCT FROM (NEW."example_text") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."sources" IS DISTINCT FROM (NEW."sources") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                            func='INSERT INTO "guides_guideevent" ("body", "example_query", "example_text", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "published_at", "slug", "sources", "summary", "title") VALUES (NEW."body", NEW."example_query", NEW."example_text", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."published_at", NEW."slug", NEW."sources", NEW."summary", NEW."title"); RETURN NULL;',
                            hash="3556c2a504747ed3b0f847155b79eb964573de3a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ca6c6",
                            table="guides_guide",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "guides_guideevent" ("body", "example_query", "example_text", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "published_at", "slug", "sources", "summary", "title") VALUES (OLD."body", OLD."example_query", OLD."example_text", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."published_at", OLD."slug", OLD."sources", OLD."summary", OLD."title"); RETURN NULL;',
                            hash="ccbed1622623d5d46abead3651696436c9eeb43c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5fdb4",
                            table="guides_guide",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GuideEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("slug", models.SlugField(db_index=False, max_length=80, verbose_name="adresse")),
                ("position", models.PositiveSmallIntegerField(verbose_name="place dans la liste")),
                ("title", models.CharField(max_length=120, verbose_name="titre")),
                (
                    "summary",
                    models.CharField(
                        help_text="Une phrase, montrée dans la liste.", max_length=250, verbose_name="résumé"
                    ),
                ),
                ("body", models.TextField(max_length=20000, verbose_name="texte")),
                (
                    "example_text",
                    models.CharField(
                        help_text="La livraison calculée, en une ou deux phrases, sans résultat.",
                        max_length=400,
                        verbose_name="exemple",
                    ),
                ),
                ("example_query", models.CharField(max_length=500, verbose_name="calcul de l’exemple")),
                ("sources", models.JSONField(verbose_name="sources")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="publié le")),
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
                        to="guides.guide",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
