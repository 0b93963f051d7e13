"""Values of the roads that nothing reads any more: the road table took their place."""

from django.db import migrations

UNREAD = (
    "road.detour.default",
    "road.detour.plateau",
    "road.detour.gorges",
    "road.detour.lowland",
    "road.detour.low",
    "road.detour.high",
    "road.speed.default",
    "road.speed.plateau",
    "road.speed.gorges",
    "road.speed.lowland",
    "road.speed.main",
    "road.speed.motorway",
    "road.access_km",
)


def drop(apps, schema_editor):
    apps.get_model("cost_calc", "ReferenceValue").objects.filter(code__in=UNREAD).delete()


class Migration(migrations.Migration):
    dependencies = [("cost_calc", "0001_initial")]

    operations = [migrations.RunPython(drop, migrations.RunPython.noop)]
