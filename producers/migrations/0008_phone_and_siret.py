"""Telephones as they are now stored; nobody edited them, so that the history says nothing of it."""

from django.db import migrations

import pat_logistics.columns
import pat_logistics.constraints

STORED = (("Producer", "phone"),)


def write_anew(apps, editor):
    for name, column in STORED:
        model = apps.get_model("producers", name)
        table = editor.quote_name(model._meta.db_table)
        editor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for pk, typed in model.objects.exclude(**{column: ""}).order_by("pk").values_list("pk", column):
            number = pat_logistics.constraints.phone_number(typed)
            if number != typed:
                model.objects.filter(pk=pk).update(**{column: number})
        editor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


class Migration(migrations.Migration):
    dependencies = [
        ("producers", "0007_folded_documents"),
    ]

    operations = [
        migrations.AlterField(
            model_name="producer",
            name="phone",
            field=pat_logistics.columns.PhoneColumn(
                blank=True,
                max_length=20,
                validators=[pat_logistics.constraints.validate_phone],
                verbose_name="téléphone",
            ),
        ),
        migrations.AlterField(
            model_name="producer",
            name="siret",
            field=pat_logistics.columns.SiretColumn(
                blank=True,
                max_length=14,
                validators=[pat_logistics.constraints.validate_siret],
                verbose_name="SIRET",
            ),
        ),
        migrations.AlterField(
            model_name="producerevent",
            name="phone",
            field=pat_logistics.columns.PhoneColumn(
                blank=True,
                max_length=20,
                validators=[pat_logistics.constraints.validate_phone],
                verbose_name="téléphone",
            ),
        ),
        migrations.AlterField(
            model_name="producerevent",
            name="siret",
            field=pat_logistics.columns.SiretColumn(
                blank=True,
                max_length=14,
                validators=[pat_logistics.constraints.validate_siret],
                verbose_name="SIRET",
            ),
        ),
        migrations.RunPython(write_anew, migrations.RunPython.noop),
    ]
