from django.db import migrations

from pat_logistics.folding import refold


class Migration(migrations.Migration):
    dependencies = [("producers", "0005_verified_on"), ("territory", "0003_one_folding")]
    operations = [
        migrations.RunSQL(refold("producers_producer", "name"), refold("producers_producer", "name")),
        migrations.RunSQL(
            "REINDEX INDEX productline_name_trigrams", "REINDEX INDEX productline_name_trigrams"
        ),
    ]
