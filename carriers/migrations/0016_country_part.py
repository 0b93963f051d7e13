"""« Toute la France » says which part of it; whoever declared it without saying served the mainland."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


def all_of_france_is_the_mainland(apps, schema_editor):
    for name in ("ServiceArea", "ServiceAreaEvent"):
        rows = apps.get_model("carriers", name).objects.filter(whole_country=True)
        rows.update(country_part="mainland")


def the_mainland_is_all_of_france(apps, schema_editor):
    for name in ("ServiceArea", "ServiceAreaEvent"):
        rows = apps.get_model("carriers", name).objects.filter(country_part="mainland")
        rows.update(whole_country=True)


class Migration(migrations.Migration):
    dependencies = [
        ("carriers", "0015_vat_exempt"),
        ("territory", "0004_register_of_france"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="servicearea",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="servicearea",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="servicearea",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="servicearea",
            name="service_area_one_place",
        ),
        migrations.RemoveConstraint(
            model_name="servicearea",
            name="service_area_once",
        ),
        migrations.RemoveIndex(
            model_name="servicearea",
            name="service_area_everywhere",
        ),
        migrations.AddField(
            model_name="servicearea",
            name="country_part",
            field=models.CharField(
                blank=True,
                choices=[
                    ("mainland", "toute la France métropolitaine, sans la Corse"),
                    ("corsica", "toute la Corse"),
                    ("overseas", "tout l’outre-mer"),
                ],
                max_length=10,
                verbose_name="toute une partie du pays",
            ),
        ),
        migrations.AddField(
            model_name="serviceareaevent",
            name="country_part",
            field=models.CharField(
                blank=True,
                choices=[
                    ("mainland", "toute la France métropolitaine, sans la Corse"),
                    ("corsica", "toute la Corse"),
                    ("overseas", "tout l’outre-mer"),
                ],
                max_length=10,
                verbose_name="toute une partie du pays",
            ),
        ),
        migrations.RunPython(all_of_france_is_the_mainland, the_mainland_is_all_of_france),
        migrations.RemoveField(
            model_name="servicearea",
            name="whole_country",
        ),
        migrations.RemoveField(
            model_name="serviceareaevent",
            name="whole_country",
        ),
        migrations.AddIndex(
            model_name="servicearea",
            index=models.Index(
                condition=models.Q(("country_part", ""), _negated=True),
                fields=["country_part", "role", "solution"],
                name="service_area_everywhere",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicearea",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "carriers_serviceareaevent" ("commune_id", "country_part", "cut_off", "delay_hours", "departement", "epci", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "solution_id", "weekdays", "zone") VALUES (NEW."commune_id", NEW."country_part", NEW."cut_off", NEW."delay_hours", NEW."departement", NEW."epci", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."solution_id", NEW."weekdays", NEW."zone"); RETURN NULL;',
                    hash="57490a101c8e15611bdb791d7c5c245164bbd84d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e23f9",
                    table="carriers_servicearea",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicearea",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "carriers_serviceareaevent" ("commune_id", "country_part", "cut_off", "delay_hours", "departement", "epci", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "solution_id", "weekdays", "zone") VALUES (NEW."commune_id", NEW."country_part", NEW."cut_off", NEW."delay_hours", NEW."departement", NEW."epci", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."solution_id", NEW."weekdays", NEW."zone"); RETURN NULL;',
                    hash="84ba7480d63a1bedd2305334ccfe4fbcabd1375a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e3f2e",
                    table="carriers_servicearea",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicearea",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "carriers_serviceareaevent" ("commune_id", "country_part", "cut_off", "delay_hours", "departement", "epci", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "solution_id", "weekdays", "zone") VALUES (OLD."commune_id", OLD."country_part", OLD."cut_off", OLD."delay_hours", OLD."departement", OLD."epci", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."solution_id", OLD."weekdays", OLD."zone"); RETURN NULL;',
                    hash="0ad0d5b1ca4abf3ffe1359aa6094c22d3d44024b",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_22e6f",
                    table="carriers_servicearea",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="servicearea",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("commune__isnull", False), ("country_part", ""), ("departement", ""), ("epci", "")
                    ),
                    models.Q(
                        ("commune__isnull", True),
                        ("country_part", ""),
                        ("departement", ""),
                        models.Q(("epci", ""), _negated=True),
                    ),
                    models.Q(
                        ("commune__isnull", True),
                        ("country_part", ""),
                        ("epci", ""),
                        models.Q(("departement", ""), _negated=True),
                    ),
                    models.Q(
                        ("commune__isnull", True),
                        ("departement", ""),
                        ("epci", ""),
                        models.Q(("country_part", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="service_area_one_place",
                violation_error_message="Choisissez une commune, un EPCI, un département ou une partie du pays\xa0: un seul des quatre.",
            ),
        ),
        migrations.AddConstraint(
            model_name="servicearea",
            constraint=models.CheckConstraint(
                condition=models.Q(("country_part__in", ["", "mainland", "corsica", "overseas"])),
                name="service_area_country_part_known",
                violation_error_message="Cette partie du pays n’existe pas.",
            ),
        ),
        migrations.AddConstraint(
            model_name="servicearea",
            constraint=models.UniqueConstraint(
                fields=("solution", "role", "commune", "epci", "departement", "country_part"),
                name="service_area_once",
                nulls_distinct=False,
                violation_error_message="Cette zone est déjà dans la liste.",
            ),
        ),
    ]
