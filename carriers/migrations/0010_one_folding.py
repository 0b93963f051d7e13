from django.db import migrations

from pat_logistics.folding import refold

REFOLD = refold("carriers_carrier", "name") + refold("carriers_solution", "name")


class Migration(migrations.Migration):
    dependencies = [("carriers", "0009_return_price"), ("territory", "0003_one_folding")]
    operations = [migrations.RunSQL(REFOLD, REFOLD)]
