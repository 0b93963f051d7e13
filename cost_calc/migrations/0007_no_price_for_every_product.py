from django.db import migrations


def drop(apps, schema_editor):
    """The price of one canteen scheme, once held against every product; nothing reads it any more."""
    apps.get_model("cost_calc", "ReferenceValue").objects.filter(code="goods.eur_per_kg").delete()


class Migration(migrations.Migration):
    dependencies = [("cost_calc", "0006_consumption_confidence")]

    operations = [migrations.RunPython(drop, migrations.RunPython.noop)]
