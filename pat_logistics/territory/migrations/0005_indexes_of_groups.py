"""The largest commune of a département or of a grouping, found without reading all of France."""

from django.db import migrations, models
from django.db.models import F


class Migration(migrations.Migration):
    dependencies = [("territory", "0004_register_of_france")]
    operations = [
        migrations.AddIndex(
            "commune",
            models.Index("departement", F("population").desc(), "insee", name="commune_departement"),
        ),
        migrations.AddIndex(
            "commune", models.Index("epci", F("population").desc(), "insee", name="commune_epci")
        ),
    ]
