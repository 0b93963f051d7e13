from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cost_calc", "0004_vat_checks_and_pollutants"),
    ]

    operations = [
        migrations.AddField(
            model_name="vehicletype",
            name="volume_m3",
            field=models.FloatField(
                blank=True,
                help_text="Vide\xa0: pas connu, et le poids seul dit le nombre de trajets.",
                null=True,
                verbose_name="volume utile (m³)",
            ),
        ),
        migrations.AddConstraint(
            model_name="vehicletype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("volume_m3__isnull", True),
                    models.Q(("volume_m3__gt", 0), ("volume_m3__lte", 120)),
                    _connector="OR",
                ),
                name="vehicletype_volume_in_range",
                violation_error_message="Le volume utile va jusqu’à 120\xa0m³.",
            ),
        ),
    ]
