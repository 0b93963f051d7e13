from django.db import migrations

from pat_logistics.folding import refold

REFOLD = refold("guides_guide", "title")


class Migration(migrations.Migration):
    dependencies = [("guides", "0001_guides"), ("territory", "0003_one_folding")]
    operations = [migrations.RunSQL(REFOLD, REFOLD)]
