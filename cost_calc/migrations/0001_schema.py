"""The tables of this app."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("cost_calc", "0001_initial"),
        ("cost_calc", "0002_drop_unread_road_values"),
        ("cost_calc", "0003_legal_rules"),
        ("cost_calc", "0004_vat_checks_and_pollutants"),
        ("cost_calc", "0005_vehicle_volume"),
        ("cost_calc", "0006_consumption_confidence"),
        ("cost_calc", "0007_no_price_for_every_product"),
        ("cost_calc", "0008_kept_results"),
    ]

    initial = True

    dependencies = [
        ("producers", "0001_schema"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReferenceValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=60, verbose_name="code")),
                ("label", models.CharField(max_length=120, verbose_name="intitulé")),
                ("valid_from", models.DateField(verbose_name="en vigueur depuis le")),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("A", "texte officiel ou calcul publié"),
                            ("B", "source sérieuse de seconde main"),
                            ("C", "indicatif"),
                            ("D", "hypothèse à remplacer"),
                        ],
                        max_length=1,
                        verbose_name="confiance",
                    ),
                ),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                ("note", models.CharField(blank=True, max_length=250, verbose_name="remarque")),
                ("value", models.FloatField(verbose_name="valeur")),
                ("unit", models.CharField(max_length=20, verbose_name="unité")),
                (
                    "checked_on",
                    models.DateField(
                        blank=True,
                        help_text="Jour où quelqu’un l’a comparée à sa source. Vide : le jour où elle est entrée en vigueur.",
                        null=True,
                        verbose_name="vérifiée le",
                    ),
                ),
                (
                    "corrected_here",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="corrigée sur ce portail"
                    ),
                ),
                (
                    "vat_rate",
                    models.FloatField(
                        default=0.0,
                        help_text="Part : 0,2 pour 20\xa0%. Le calcul l’ôte. 0 : déjà hors taxes, ou pas un prix.",
                        verbose_name="TVA comprise dans la valeur",
                    ),
                ),
            ],
            options={
                "verbose_name": "valeur de référence",
                "verbose_name_plural": "valeurs de référence",
                "ordering": ["code", "-valid_from"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "valid_from"),
                        name="referencevalue_one_per_date",
                        violation_error_message="Une valeur existe déjà pour ce code à cette date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence__in", ["A", "B", "C", "D"])),
                        name="referencevalue_confidence_known",
                        violation_error_message="La confiance va de A à D.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("value__gte", 0), ("value__lte", 1000000.0)),
                            models.Q(
                                ("code__contains", ".poly"),
                                ("value__gte", -1000000.0),
                                ("value__lte", 1000000.0),
                            ),
                            _connector="OR",
                        ),
                        name="referencevalue_in_range",
                        violation_error_message="Cette valeur est négative, ou hors de toute échelle connue.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("vat_rate__gte", 0), ("vat_rate__lt", 1)),
                        name="referencevalue_vat_in_range",
                        violation_error_message="Le taux de TVA est une part, de 0 à 1.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=60, verbose_name="code")),
                ("label", models.CharField(max_length=120, verbose_name="intitulé")),
                ("valid_from", models.DateField(verbose_name="en vigueur depuis le")),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("A", "texte officiel ou calcul publié"),
                            ("B", "source sérieuse de seconde main"),
                            ("C", "indicatif"),
                            ("D", "hypothèse à remplacer"),
                        ],
                        max_length=1,
                        verbose_name="confiance",
                    ),
                ),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                ("note", models.CharField(blank=True, max_length=250, verbose_name="remarque")),
                ("text", models.CharField(max_length=400, verbose_name="ce que dit la règle")),
                ("value", models.FloatField(blank=True, null=True, verbose_name="seuil")),
                ("unit", models.CharField(blank=True, max_length=20, verbose_name="unité")),
                ("url", models.URLField(blank=True, max_length=250, verbose_name="adresse du texte")),
                (
                    "checked_on",
                    models.DateField(
                        blank=True,
                        help_text="Jour où quelqu’un l’a comparée à sa source. Vide : le jour où elle est entrée en vigueur.",
                        null=True,
                        verbose_name="vérifiée le",
                    ),
                ),
                (
                    "corrected_here",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="corrigée sur ce portail"
                    ),
                ),
            ],
            options={
                "verbose_name": "règle de droit",
                "verbose_name_plural": "règles de droit",
                "ordering": ["code", "-valid_from"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "valid_from"),
                        name="legalrule_one_per_date",
                        violation_error_message="Une valeur existe déjà pour ce code à cette date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence__in", ["A", "B", "C", "D"])),
                        name="legalrule_confidence_known",
                        violation_error_message="La confiance va de A à D.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True),
                            models.Q(("value__gte", -1000), ("value__lte", 1000000.0)),
                            _connector="OR",
                        ),
                        name="legalrule_in_range",
                        violation_error_message="Ce seuil est hors de toute échelle connue.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VehicleType",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=60, verbose_name="code")),
                ("label", models.CharField(max_length=120, verbose_name="intitulé")),
                ("valid_from", models.DateField(verbose_name="en vigueur depuis le")),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("A", "texte officiel ou calcul publié"),
                            ("B", "source sérieuse de seconde main"),
                            ("C", "indicatif"),
                            ("D", "hypothèse à remplacer"),
                        ],
                        max_length=1,
                        verbose_name="confiance",
                    ),
                ),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                ("note", models.CharField(blank=True, max_length=250, verbose_name="remarque")),
                ("eur_per_km", models.FloatField(verbose_name="€ par km, hors temps de conduite")),
                (
                    "co2e_g_per_km",
                    models.FloatField(
                        blank=True, null=True, verbose_name="g CO₂ par km publiés (du réservoir à la roue)"
                    ),
                ),
                (
                    "litres_per_100km",
                    models.FloatField(blank=True, null=True, verbose_name="litres aux 100 km"),
                ),
                ("kwh_per_100km", models.FloatField(blank=True, null=True, verbose_name="kWh aux 100 km")),
                (
                    "energy",
                    models.CharField(
                        choices=[
                            ("diesel", "gazole"),
                            ("petrol", "essence"),
                            ("e10", "essence E10"),
                            ("e85", "superéthanol E85"),
                            ("electricity", "électricité"),
                        ],
                        max_length=12,
                        verbose_name="énergie",
                    ),
                ),
                (
                    "temperatures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("ambient", "ambiante"),
                                ("chilled", "frais (0 à +4\xa0°C)"),
                                ("frozen", "surgelé (−18\xa0°C)"),
                            ],
                            max_length=10,
                        ),
                        size=None,
                        verbose_name="températures possibles",
                    ),
                ),
                ("payload_kg", models.FloatField(verbose_name="charge utile (kg)")),
                (
                    "checked_on",
                    models.DateField(
                        blank=True,
                        help_text="Jour où quelqu’un l’a comparée à sa source. Vide : le jour où elle est entrée en vigueur.",
                        null=True,
                        verbose_name="vérifiée le",
                    ),
                ),
                (
                    "consumption_source",
                    models.CharField(
                        blank=True,
                        help_text="Vide : la même que celle du coût.",
                        max_length=200,
                        verbose_name="source de la consommation",
                    ),
                ),
                (
                    "corrected_here",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="corrigée sur ce portail"
                    ),
                ),
                (
                    "nox_g_per_km",
                    models.FloatField(blank=True, null=True, verbose_name="g d’oxydes d’azote par km"),
                ),
                (
                    "pm_g_per_km",
                    models.FloatField(blank=True, null=True, verbose_name="g de particules par km"),
                ),
                (
                    "volume_m3",
                    models.FloatField(
                        blank=True,
                        help_text="Vide\xa0: pas connu, et le poids seul dit le nombre de trajets.",
                        null=True,
                        verbose_name="volume utile (m³)",
                    ),
                ),
                (
                    "consumption_confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("A", "texte officiel ou calcul publié"),
                            ("B", "source sérieuse de seconde main"),
                            ("C", "indicatif"),
                            ("D", "hypothèse à remplacer"),
                        ],
                        help_text="Vide\xa0: la même que celle du coût.",
                        max_length=1,
                        verbose_name="confiance de la consommation",
                    ),
                ),
            ],
            options={
                "verbose_name": "véhicule de référence",
                "verbose_name_plural": "véhicules de référence",
                "ordering": ["code", "-valid_from"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "valid_from"),
                        name="vehicletype_one_per_date",
                        violation_error_message="Une valeur existe déjà pour ce code à cette date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence__in", ["A", "B", "C", "D"])),
                        name="vehicletype_confidence_known",
                        violation_error_message="La confiance va de A à D.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("eur_per_km__gte", 0), ("eur_per_km__lte", 50)),
                        name="vehicletype_cost_in_range",
                        violation_error_message="Le coût au kilomètre va de 0 à 50 €.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("payload_kg__gt", 0), ("payload_kg__lte", 44000)),
                        name="vehicletype_payload_in_range",
                        violation_error_message="La charge utile va de 1 à 44 000 kg.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("volume_m3__isnull", True),
                            models.Q(("volume_m3__gt", 0), ("volume_m3__lte", 120)),
                            _connector="OR",
                        ),
                        name="vehicletype_volume_in_range",
                        violation_error_message="Le volume utile va jusqu’à 120\xa0m³.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("co2e_g_per_km__isnull", True),
                            models.Q(("co2e_g_per_km__gte", 0), ("co2e_g_per_km__lte", 10000)),
                            _connector="OR",
                        ),
                        name="vehicletype_carbon_in_range",
                        violation_error_message="Les émissions vont de 0 à 10 000 g par kilomètre.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("litres_per_100km__isnull", True),
                                ("litres_per_100km__lte", 100),
                                _connector="OR",
                            ),
                            models.Q(
                                ("kwh_per_100km__isnull", True), ("kwh_per_100km__lte", 500), _connector="OR"
                            ),
                        ),
                        name="vehicletype_consumption_in_range",
                        violation_error_message="La consommation va jusqu’à 100 litres ou 500 kWh aux 100 km.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("nox_g_per_km__isnull", True),
                                models.Q(("nox_g_per_km__gte", 0), ("nox_g_per_km__lte", 100)),
                                _connector="OR",
                            ),
                            models.Q(
                                ("pm_g_per_km__isnull", True),
                                models.Q(("pm_g_per_km__gte", 0), ("pm_g_per_km__lte", 10)),
                                _connector="OR",
                            ),
                        ),
                        name="vehicletype_pollutants_in_range",
                        violation_error_message="Au plus 100 g d’oxydes d’azote et 10 g de particules par kilomètre.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("energy__in", ["diesel", "petrol", "e10", "e85", "electricity"])),
                        name="vehicletype_energy_known",
                        violation_error_message="Cette énergie n’existe pas.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kwh_per_100km__isnull", True), ("litres_per_100km__gt", 0)),
                            models.Q(("kwh_per_100km__gt", 0), ("litres_per_100km__isnull", True)),
                            _connector="OR",
                        ),
                        name="vehicletype_one_consumption",
                        violation_error_message="Donnez soit des litres, soit des kWh aux 100 km.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="nom")),
                ("said", models.CharField(max_length=300, verbose_name="question")),
                ("query", models.CharField(max_length=2000, verbose_name="question, pour la refaire")),
                ("options", models.JSONField(verbose_name="résultats")),
                ("references", models.CharField(blank=True, max_length=12, verbose_name="valeurs utilisées")),
                ("kept_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="gardé le")),
                (
                    "kept_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="gardé par",
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kept_results",
                        to="producers.producer",
                        verbose_name="producteur",
                    ),
                ),
            ],
            options={
                "verbose_name": "résultat gardé",
                "verbose_name_plural": "résultats gardés",
                "ordering": ["-kept_at", "-pk"],
                "indexes": [models.Index(fields=["producer", "-kept_at"], name="keptresult_of_farm")],
            },
        ),
    ]
