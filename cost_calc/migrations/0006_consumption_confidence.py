from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cost_calc", "0005_vehicle_volume"),
    ]

    operations = [
        migrations.AddField(
            model_name="vehicletype",
            name="consumption_confidence",
            field=models.CharField(
                blank=True,
                choices=[
                    ("A", "texte officiel ou calcul publié"),
                    ("B", "source sérieuse de seconde main"),
                    ("C", "indicatif"),
                    ("D", "hypothèse à remplacer"),
                ],
                help_text="Vide : la même que celle du coût.",
                max_length=1,
                verbose_name="confiance de la consommation",
            ),
        ),
    ]
