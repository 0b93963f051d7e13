"""The tables of this app."""

from decimal import Decimal

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import carriers.models.tariffs
import pat_logistics.columns
import pat_logistics.constraints
import pat_logistics.folding
import pat_logistics.territory.fields


class Migration(migrations.Migration):
    replaces = [
        ("carriers", "0001_initial"),
        ("carriers", "0002_rides_service_facts_and_search"),
        ("carriers", "0003_history"),
        ("carriers", "0004_quotes"),
        ("carriers", "0005_verified_on"),
        ("carriers", "0006_ride_history"),
        ("carriers", "0007_quote_limits"),
        ("carriers", "0008_quote_sent"),
        ("carriers", "0009_return_price"),
        ("carriers", "0010_one_folding"),
        ("carriers", "0011_franco_to_note"),
        ("carriers", "0012_no_franco"),
        ("carriers", "0013_chilled_celsius"),
        ("carriers", "0014_phone_and_siret"),
        ("carriers", "0015_vat_exempt"),
        ("carriers", "0016_country_part"),
        ("carriers", "0017_quote_frequency"),
        ("carriers", "0018_direct_trip"),
        ("carriers", "0019_quote_packing"),
        ("carriers", "0020_returns"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_schema"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("producers", "0001_schema"),
        ("territory", "0001_schema"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Carrier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="nom")),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="adresse de la page")),
                (
                    "siret",
                    pat_logistics.columns.SiretColumn(
                        blank=True,
                        max_length=14,
                        validators=[pat_logistics.constraints.validate_siret],
                        verbose_name="SIRET",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="présentation")),
                ("website", models.URLField(blank=True, verbose_name="site")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="adresse électronique")),
                (
                    "phone",
                    pat_logistics.columns.PhoneColumn(
                        blank=True,
                        max_length=20,
                        validators=[pat_logistics.constraints.validate_phone],
                        verbose_name="téléphone",
                    ),
                ),
                ("is_example", models.BooleanField(default=False, verbose_name="exemple inventé")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="publié le")),
                (
                    "sort_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=pat_logistics.folding.Fold(models.F("name")),
                        output_field=models.TextField(),
                        verbose_name="nom sans accent",
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carriers",
                        to="territory.commune",
                        verbose_name="commune",
                    ),
                ),
                (
                    "organisation",
                    models.OneToOneField(
                        blank=True,
                        help_text="Ses membres modifient la fiche et les tarifs.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="carrier",
                        to="accounts.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "transporteur",
                "ordering": ["sort_key", "pk"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("sort_key"), name="gin_trgm_ops"),
                        name="carrier_name_trigrams",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("siret", ""), ("siret__regex", "^[0-9]{14}$"), _connector="OR"),
                        name="carrier_siret_shape",
                        violation_error_message="Un SIRET a 14 chiffres, sans espace.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("siret", ""), _negated=True),
                        fields=("siret",),
                        name="carrier_siret_unique",
                        violation_error_message="Un autre transporteur a déjà ce SIRET.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "carriers_carrierevent" ("commune_id", "description", "email", "id", "is_example", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "published_at", "siret", "slug", "website") VALUES (NEW."commune_id", NEW."description", NEW."email", NEW."id", NEW."is_example", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."published_at", NEW."siret", NEW."slug", NEW."website"); RETURN NULL;',
                            hash="96afc1c87cfc4ceb7583fb40821d8ed082690d80",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_56cc2",
                            table="carriers_carrier",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."commune_id" IS DISTINCT FROM (NEW."commune_id") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."siret" IS DISTINCT FROM (NEW."siret") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."website" IS DISTINCT FROM (NEW."website"))',
                            func='INSERT INTO "carriers_carrierevent" ("commune_id", "description", "email", "id", "is_example", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "published_at", "siret", "slug", "website") VALUES (NEW."commune_id", NEW."description", NEW."email", NEW."id", NEW."is_example", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."published_at", NEW."siret", NEW."slug", NEW."website"); RETURN NULL;',
                            hash="1857f901164957240d5d6de002ac96bbc0df2f01",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_423e0",
                            table="carriers_carrier",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "carriers_carrierevent" ("commune_id", "description", "email", "id", "is_example", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "published_at", "siret", "slug", "website") VALUES (OLD."commune_id", OLD."description", OLD."email", OLD."id", OLD."is_example", OLD."name", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."published_at", OLD."siret", OLD."slug", OLD."website"); RETURN NULL;',
                            hash="6571ae659dc9ff45f008c853d286fdd3956fc8e8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_bba7c",
                            table="carriers_carrier",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Solution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("carrier", "transporteur"),
                            ("parcel", "envoi de colis"),
                            ("co_delivery", "co-livraison entre producteurs"),
                            ("platform", "plateforme"),
                            ("locker", "casiers réfrigérés"),
                            ("storage", "stockage partagé"),
                            ("software", "outil numérique"),
                            ("training", "conseil et formation"),
                            ("subsidy", "aide financière"),
                        ],
                        max_length=12,
                        verbose_name="nature",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="nom")),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="adresse de la page")),
                ("summary", models.CharField(max_length=160, verbose_name="en une ligne")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "operator",
                    models.CharField(
                        blank=True,
                        help_text="S’il n’y a pas de transporteur.",
                        max_length=200,
                        verbose_name="proposé par",
                    ),
                ),
                ("url", models.URLField(blank=True, verbose_name="site")),
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
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="températures",
                    ),
                ),
                (
                    "min_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=8,
                        null=True,
                        verbose_name="minimum par envoi (kg)",
                    ),
                ),
                (
                    "max_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=8,
                        null=True,
                        verbose_name="maximum par envoi (kg)",
                    ),
                ),
                (
                    "max_parcel_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=6,
                        null=True,
                        verbose_name="maximum par colis (kg)",
                    ),
                ),
                (
                    "on_quote_above_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="0\xa0: toujours sur devis.",
                        max_digits=8,
                        null=True,
                        verbose_name="sur devis au-delà de (kg)",
                    ),
                ),
                (
                    "delay_hours",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="délai habituel (h)"
                    ),
                ),
                (
                    "breaks_load",
                    models.BooleanField(
                        default=False,
                        help_text="Passage à quai\xa0: la règle ATP en dépend.",
                        verbose_name="change de véhicule en route",
                    ),
                ),
                (
                    "atp_attested",
                    models.BooleanField(
                        blank=True,
                        help_text="«\xa0Inconnu\xa0» tant que ce n’est pas vérifié.",
                        null=True,
                        verbose_name="véhicules attestés ATP",
                    ),
                ),
                (
                    "atp_expires_on",
                    models.DateField(blank=True, null=True, verbose_name="attestation valable jusqu’au"),
                ),
                (
                    "co_delivery",
                    models.BooleanField(
                        default=False,
                        help_text="Frais partagés entre fermes, dans un rayon de 100 km, sans licence de transporteur.",
                        verbose_name="co-livraison de l’article R3211-3",
                    ),
                ),
                (
                    "level_one_code",
                    models.CharField(
                        blank=True,
                        help_text="Code d’une valeur de niveau 1, par exemple rigid_19t_refrigerated_groupage.",
                        max_length=60,
                        verbose_name="véhicule type pour le CO₂",
                    ),
                ),
                (
                    "declared_kgco2e_per_tkm",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=7,
                        null=True,
                        verbose_name="CO₂e déclaré (kg par t.km)",
                    ),
                ),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                (
                    "other_load_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=8,
                        null=True,
                        verbose_name="chargement habituel des partenaires (kg)",
                    ),
                ),
                (
                    "vehicle_code",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="véhicule de la tournée partagée"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                ("source_date", models.DateField(blank=True, null=True, verbose_name="date de la source")),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="vérifié le")),
                ("is_example", models.BooleanField(default=False, verbose_name="exemple inventé")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="publié le")),
                (
                    "sort_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=pat_logistics.folding.Fold(models.F("name")),
                        output_field=models.TextField(),
                        verbose_name="nom sans accent",
                    ),
                ),
                (
                    "carrier",
                    models.ForeignKey(
                        blank=True,
                        help_text="Vide pour un outil, une aide ou un lieu partagé.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="solutions",
                        to="carriers.carrier",
                        verbose_name="transporteur",
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        help_text="Plateforme, casiers, stockage, ou rendez-vous d’une tournée partagée.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="solutions",
                        to="territory.commune",
                        verbose_name="commune du lieu",
                    ),
                ),
                (
                    "round_destination",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="territory.commune",
                        verbose_name="destination de la tournée partagée",
                    ),
                ),
                (
                    "approval_number",
                    models.CharField(
                        blank=True,
                        help_text="Par exemple 48.095.001.",
                        max_length=12,
                        verbose_name="numéro d’agrément",
                    ),
                ),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="adresse électronique de ce service"
                    ),
                ),
                (
                    "contact_name",
                    models.CharField(
                        blank=True,
                        help_text="Un service ou une fonction plutôt qu’une personne. Vide : le contact du transporteur.",
                        max_length=120,
                        verbose_name="contact pour ce service",
                    ),
                ),
                (
                    "contact_phone",
                    pat_logistics.columns.PhoneColumn(
                        blank=True,
                        max_length=20,
                        validators=[pat_logistics.constraints.validate_phone],
                        verbose_name="téléphone de ce service",
                    ),
                ),
                (
                    "max_height_cm",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="hauteur maximale d’un colis (cm)"
                    ),
                ),
                (
                    "max_length_cm",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="longueur maximale d’un colis (cm)"
                    ),
                ),
                (
                    "max_width_cm",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="largeur maximale d’un colis (cm)"
                    ),
                ),
                (
                    "returns_empties",
                    models.BooleanField(
                        blank=True,
                        help_text="Caisses, bacs ou bocaux consignés. « Inconnu » tant que ce n’est pas vérifié.",
                        null=True,
                        verbose_name="reprend les emballages vides",
                    ),
                ),
                (
                    "returns_note",
                    models.CharField(
                        blank=True,
                        help_text="Quand, à quel prix, combien.",
                        max_length=200,
                        verbose_name="comment il les reprend",
                    ),
                ),
                (
                    "sanitary_approval",
                    models.BooleanField(
                        blank=True,
                        help_text="Pour entreposer ou transformer des produits animaux. « Inconnu » tant que ce n’est pas vérifié.",
                        null=True,
                        verbose_name="agrément sanitaire",
                    ),
                ),
                (
                    "search_text",
                    models.GeneratedField(
                        db_persist=True,
                        expression=pat_logistics.folding.Fold(
                            django.db.models.functions.text.Concat(
                                models.F("name"),
                                models.Value(" "),
                                models.F("summary"),
                                models.Value(" "),
                                models.F("operator"),
                                models.Value(" "),
                                models.F("description"),
                                models.Value(" "),
                                output_field=models.TextField(),
                            )
                        ),
                        output_field=models.TextField(),
                        verbose_name="texte cherché, sans accent",
                    ),
                ),
                (
                    "holds_celsius",
                    models.SmallIntegerField(
                        blank=True,
                        choices=[(2, "+2 °C"), (3, "+3 °C"), (4, "+4 °C"), (7, "+7 °C"), (8, "+8 °C")],
                        help_text="La viande hachée demande +2 °C, les plats cuisinés +3. Vide : à demander.",
                        null=True,
                        verbose_name="produits frais tenus à (°C au plus)",
                    ),
                ),
                (
                    "direct",
                    models.BooleanField(
                        default=False,
                        help_text="Un véhicule pour cette seule livraison : son CO₂ est compté aller et retour.",
                        verbose_name="va droit chez le client",
                    ),
                ),
            ],
            options={
                "verbose_name": "solution",
                "ordering": ["sort_key", "pk"],
                "indexes": [
                    models.Index(fields=["sort_key", "id"], name="solution_by_name"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("search_text"), name="gin_trgm_ops"),
                        name="solution_text_trigrams",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "carrier",
                                    "parcel",
                                    "co_delivery",
                                    "platform",
                                    "locker",
                                    "storage",
                                    "software",
                                    "training",
                                    "subsidy",
                                ],
                            )
                        ),
                        name="solution_kind_known",
                        violation_error_message="Cette nature n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "carrier"), _negated=True),
                            ("carrier__isnull", False),
                            _connector="OR",
                        ),
                        name="solution_carrier_named",
                        violation_error_message="Dites quel transporteur propose ce service.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("temperatures__contained_by", ["ambient", "chilled", "frozen"]),
                            ("temperatures__len__lte", 3),
                        ),
                        name="solution_temperatures_known",
                        violation_error_message="Une des températures n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "kind__in",
                                    ("carrier", "parcel", "co_delivery", "platform", "locker", "storage"),
                                ),
                                _negated=True,
                            ),
                            ("temperatures__len__gt", 0),
                            _connector="OR",
                        ),
                        name="solution_temperature_given",
                        violation_error_message="Dites à quelle température les produits voyagent ou sont gardés.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("min_kg__isnull", True), ("min_kg__gte", 0), _connector="OR"),
                            models.Q(("max_kg__isnull", True), ("max_kg__gt", 0), _connector="OR"),
                            models.Q(
                                ("max_parcel_kg__isnull", True), ("max_parcel_kg__gt", 0), _connector="OR"
                            ),
                            models.Q(
                                ("on_quote_above_kg__isnull", True),
                                ("on_quote_above_kg__gte", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("other_load_kg__isnull", True), ("other_load_kg__gte", 0), _connector="OR"
                            ),
                        ),
                        name="solution_weights_positive",
                        violation_error_message="Un poids ne peut pas être négatif, ni un maximum nul.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("min_kg__isnull", True),
                            ("max_kg__isnull", True),
                            ("max_kg__gt", models.F("min_kg")),
                            _connector="OR",
                        ),
                        name="solution_weights_ordered",
                        violation_error_message="Le poids maximum doit dépasser le poids minimum.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("atp_expires_on__isnull", True),
                            models.Q(("atp_attested", True), ("atp_attested__isnull", False)),
                            _connector="OR",
                        ),
                        name="solution_atp_dated_when_attested",
                        violation_error_message="Une date d’attestation suppose des véhicules attestés.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("holds_celsius__isnull", True),
                            ("holds_celsius__in", (2, 3, 4, 7, 8)),
                            _connector="OR",
                        ),
                        name="solution_celsius_known",
                        violation_error_message="Les produits frais se tiennent à +2, +3, +4, +7 ou +8 °C au plus.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("co_delivery", False), ("kind", "co_delivery"), _connector="OR"),
                        name="solution_co_delivery_kind",
                        violation_error_message="L’article R3211-3 ne vaut que pour la co-livraison entre fermes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("direct", False), ("breaks_load", False), _connector="OR"),
                        name="solution_direct_in_one_vehicle",
                        violation_error_message="Ce qui va droit chez le client ne change pas de véhicule en route.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("declared_kgco2e_per_tkm__isnull", True),
                            ("declared_kgco2e_per_tkm__gte", 0),
                            _connector="OR",
                        ),
                        name="solution_carbon_positive",
                        violation_error_message="Le CO₂e déclaré ne peut pas être négatif.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(
                                ("commune__isnull", False),
                                ("latitude__isnull", False),
                                ("latitude__range", (-90, 90)),
                                ("longitude__isnull", False),
                                ("longitude__range", (-180, 180)),
                            ),
                            _connector="OR",
                        ),
                        name="solution_position_whole",
                        violation_error_message="Donnez la commune, la latitude et la longitude ensemble.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["platform", "locker", "storage"]), _negated=True),
                            ("commune__isnull", False),
                            _connector="OR",
                        ),
                        name="solution_place_given",
                        violation_error_message="Dites dans quelle commune se trouve ce lieu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "co_delivery"), _negated=True),
                            models.Q(
                                ("commune__isnull", False),
                                ("other_load_kg__isnull", False),
                                ("round_destination__isnull", False),
                                models.Q(("vehicle_code", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="solution_shared_round_whole",
                        violation_error_message="Une co-livraison a un lieu de rendez-vous, une destination, un véhicule et le chargement habituel des partenaires.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at__isnull", True),
                            ("is_example", True),
                            models.Q(models.Q(("source", ""), _negated=True), ("source_date__isnull", False)),
                            _connector="OR",
                        ),
                        name="solution_sourced_when_published",
                        violation_error_message="Avant de publier, dites d’où vient l’information et sa date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("max_height_cm__isnull", True),
                                ("max_length_cm__isnull", True),
                                ("max_width_cm__isnull", True),
                            ),
                            models.Q(
                                ("max_height_cm__isnull", False),
                                ("max_height_cm__range", (1, 2000)),
                                ("max_length_cm__isnull", False),
                                ("max_length_cm__range", (1, 2000)),
                                ("max_width_cm__isnull", False),
                                ("max_width_cm__range", (1, 2000)),
                            ),
                            _connector="OR",
                        ),
                        name="solution_parcel_size_whole",
                        violation_error_message="Donnez les trois dimensions d’un colis, de 1 à 2\u202f000\xa0cm, ou aucune.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approval_number", ""),
                            models.Q(
                                ("sanitary_approval", True),
                                ("sanitary_approval__isnull", False),
                                (
                                    "approval_number__regex",
                                    "^([0-9]{2}|2[AB]|97[0-9])\\.[0-9]{2,3}\\.[0-9]{3}$",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="solution_approval_numbered",
                        violation_error_message="Un numéro d’agrément suppose l’agrément, et s’écrit département.commune.numéro\xa0: 48.095.001.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("returns_note", ""), ("returns_empties__isnull", False), _connector="OR"
                        ),
                        name="solution_returns_known",
                        violation_error_message="Dites d’abord si les emballages vides sont repris.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "carriers_solutionevent" ("approval_number", "atp_attested", "atp_expires_on", "breaks_load", "carrier_id", "co_delivery", "commune_id", "confirmed_on", "contact_email", "contact_name", "contact_phone", "declared_kgco2e_per_tkm", "delay_hours", "description", "direct", "holds_celsius", "id", "is_example", "kind", "latitude", "level_one_code", "longitude", "max_height_cm", "max_kg", "max_length_cm", "max_parcel_kg", "max_width_cm", "min_kg", "name", "on_quote_above_kg", "operator", "other_load_kg", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "returns_empties", "returns_note", "round_destination_id", "sanitary_approval", "slug", "source", "source_date", "summary", "temperatures", "url", "vehicle_code") VALUES (NEW."approval_number", NEW."atp_attested", NEW."atp_expires_on", NEW."breaks_load", NEW."carrier_id", NEW."co_delivery", NEW."commune_id", NEW."confirmed_on", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."declared_kgco2e_per_tkm", NEW."delay_hours", NEW."description", NEW."direct", NEW."holds_celsius", NEW."id", NEW."is_example", NEW."kind", NEW."latitude", NEW."level_one_code", NEW."longitude", NEW."max_height_cm", NEW."max_kg", NEW."max_length_cm", NEW."max_parcel_kg", NEW."max_width_cm", NEW."min_kg", NEW."name", NEW."on_quote_above_kg", NEW."operator", NEW."other_load_kg", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."returns_empties", NEW."returns_note", NEW."round_destination_id", NEW."sanitary_approval", NEW."slug", NEW."source", NEW."source_date", NEW."summary", NEW."temperatures", NEW."url", NEW."vehicle_code"); RETURN NULL;',
                            hash="6ab4cc08ddfde971a879310c9b28c52f7be62581",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_16cea",
                            table="carriers_solution",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."approval_number" IS DISTINCT FROM (NEW."approval_number") OR OLD."atp_attested" IS DISTINCT FROM (NEW."atp_attested") OR OLD."atp_expires_on" IS DISTINCT FROM (NEW."atp_expires_on") OR OLD."breaks_load" IS DISTINCT FROM (NEW."breaks_load") OR OLD."carrier_id" IS DISTINCT FROM (NEW."carrier_id") OR OLD."co_delivery" IS DISTINCT FROM (NEW."co_delivery") OR OLD."commune_id" IS DISTINCT FROM (NEW."commune_id") OR OLD."confirmed_on" IS DISTINCT FROM (NEW."confirmed_on") OR OLD."contact_email" IS DISTINCT FROM (NEW."contact_email") OR OLD."contact_name" IS DISTINCT FROM (NEW."contact_name") OR OLD."contact_phone" IS DISTINCT FROM (NEW."contact_phone") OR OLD."declared_kgco2e_per_tkm" IS DISTINCT FROM (NEW."declared_kgco2e_per_tkm") OR OLD."delay_hours" IS DISTINCT FROM (NEW."delay_hours") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."direct" IS DISTINCT FROM (NEW."direct") OR OLD."holds_celsius" IS DISTINCT FROM (NEW."holds_celsius") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."latitude" IS DISTINCT FROM (NEW."latitude") OR OLD."level_one_code" IS DISTINCT FROM (NEW."level_one_code") OR OLD."longitude" IS DISTINCT FROM (NEW."longitude") OR OLD."max_height_cm" IS DISTINCT FROM (NEW."max_height_cm") OR OLD."max_kg" IS DISTINCT FROM (NEW."max_kg") OR OLD."max_length_cm" IS DISTINCT FROM (NEW."max_length_cm") OR OLD."max_parcel_kg" IS DISTINCT FROM (NEW."max_parcel_kg") OR OLD."max_width_cm" IS DISTINCT FROM (NEW."max_width_cm") OR OLD."min_kg" IS DISTINCT FROM (NEW."min_kg") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."on_quote_above_kg" IS DISTINCT FROM (NEW."on_quote_above_kg") OR OLD."operator" IS DISTINCT FROM (NEW."operator") OR OLD."other_load_kg" IS DISTINCT FROM (NEW."other_load_kg") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."returns_empties" IS DISTINCT FROM (NEW."returns_empties") OR OLD."returns_note" IS DISTINCT FROM (NEW."returns_note") OR OLD."round_destination_id" IS DISTINCT FROM (NEW."round_destination_id") OR OLD."sanitary_approval" IS DISTINCT FROM (NEW."sanitary_approval") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."source_date" IS DISTINCT FROM (NEW."source_date") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."temperatures" IS DISTINCT FROM (NEW."temperatures") OR OLD."url" IS DISTINCT FROM (NEW."url") OR OLD."vehicle_code" IS DISTINCT FROM (NEW."vehicle_code"))',
                            func='INSERT INTO "carriers_solutionevent" ("approval_number", "atp_attested", "atp_expires_on", "breaks_load", "carrier_id", "co_delivery", "commune_id", "confirmed_on", "contact_email", "contact_name", "contact_phone", "declared_kgco2e_per_tkm", "delay_hours", "description", "direct", "holds_celsius", "id", "is_example", "kind", "latitude", "level_one_code", "longitude", "max_height_cm", "max_kg", "max_length_cm", "max_parcel_kg", "max_width_cm", "min_kg", "name", "on_quote_above_kg", "operator", "other_load_kg", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "returns_empties", "returns_note", "round_destination_id", "sanitary_approval", "slug", "source", "source_date", "summary", "temperatures", "url", "vehicle_code") VALUES (NEW."approval_number", NEW."atp_attested", NEW."atp_expires_on", NEW."breaks_load", NEW."carrier_id", NEW."co_delivery", NEW."commune_id", NEW."confirmed_on", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."declared_kgco2e_per_tkm", NEW."delay_hours", NEW."description", NEW."direct", NEW."holds_celsius", NEW."id", NEW."is_example", NEW."kind", NEW."latitude", NEW."level_one_code", NEW."longitude", NEW."max_height_cm", NEW."max_kg", NEW."max_length_cm", NEW."max_parcel_kg", NEW."max_width_cm", NEW."min_kg", NEW."name", NEW."on_quote_above_kg", NEW."operator", NEW."other_load_kg", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."returns_empties", NEW."returns_note", NEW."round_destination_id", NEW."sanitary_approval", NEW."slug", NEW."source", NEW."source_date", NEW."summary", NEW."temperatures", NEW."url", NEW."vehicle_code"); RETURN NULL;',
                            hash="7a0077e9bad4bfc58567b8928ed84459592c1b5f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3160f",
                            table="carriers_solution",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "carriers_solutionevent" ("approval_number", "atp_attested", "atp_expires_on", "breaks_load", "carrier_id", "co_delivery", "commune_id", "confirmed_on", "contact_email", "contact_name", "contact_phone", "declared_kgco2e_per_tkm", "delay_hours", "description", "direct", "holds_celsius", "id", "is_example", "kind", "latitude", "level_one_code", "longitude", "max_height_cm", "max_kg", "max_length_cm", "max_parcel_kg", "max_width_cm", "min_kg", "name", "on_quote_above_kg", "operator", "other_load_kg", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "returns_empties", "returns_note", "round_destination_id", "sanitary_approval", "slug", "source", "source_date", "summary", "temperatures", "url", "vehicle_code") VALUES (OLD."approval_number", OLD."atp_attested", OLD."atp_expires_on", OLD."breaks_load", OLD."carrier_id", OLD."co_delivery", OLD."commune_id", OLD."confirmed_on", OLD."contact_email", OLD."contact_name", OLD."contact_phone", OLD."declared_kgco2e_per_tkm", OLD."delay_hours", OLD."description", OLD."direct", OLD."holds_celsius", OLD."id", OLD."is_example", OLD."kind", OLD."latitude", OLD."level_one_code", OLD."longitude", OLD."max_height_cm", OLD."max_kg", OLD."max_length_cm", OLD."max_parcel_kg", OLD."max_width_cm", OLD."min_kg", OLD."name", OLD."on_quote_above_kg", OLD."operator", OLD."other_load_kg", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."returns_empties", OLD."returns_note", OLD."round_destination_id", OLD."sanitary_approval", OLD."slug", OLD."source", OLD."source_date", OLD."summary", OLD."temperatures", OLD."url", OLD."vehicle_code"); RETURN NULL;',
                            hash="8c5216c8b5e117da39bd8027a640cf9ed504bd9c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9d60f",
                            table="carriers_solution",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceArea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("collection", "enlèvement"), ("delivery", "livraison")],
                        max_length=10,
                        verbose_name="rôle",
                    ),
                ),
                ("epci", models.CharField(blank=True, max_length=9, verbose_name="SIREN de l’EPCI")),
                ("departement", models.CharField(blank=True, max_length=3, verbose_name="département")),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            choices=[
                                (1, "lundi"),
                                (2, "mardi"),
                                (3, "mercredi"),
                                (4, "jeudi"),
                                (5, "vendredi"),
                                (6, "samedi"),
                                (7, "dimanche"),
                            ]
                        ),
                        blank=True,
                        default=list,
                        help_text="De 1 (lundi) à 7 (dimanche). Vide\xa0: les jours ne sont pas connus.",
                        size=None,
                        verbose_name="jours",
                    ),
                ),
                ("cut_off", models.TimeField(blank=True, null=True, verbose_name="heure limite de commande")),
                (
                    "delay_hours",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="S’il diffère de celui de la solution.",
                        null=True,
                        verbose_name="délai (h)",
                    ),
                ),
                (
                    "zone",
                    models.CharField(
                        blank=True,
                        help_text="Code de zone de la grille. La zone de livraison choisit les prix\xa0; la zone d’enlèvement n’ajoute que son supplément.",
                        max_length=12,
                        verbose_name="zone tarifaire",
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.commune",
                        verbose_name="commune",
                    ),
                ),
                (
                    "solution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="areas",
                        to="carriers.solution",
                        verbose_name="solution",
                    ),
                ),
                (
                    "country_part",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mainland", "toute la France métropolitaine, sans la Corse"),
                            ("corsica", "toute la Corse"),
                            ("overseas", "tout l’outre-mer"),
                        ],
                        max_length=10,
                        verbose_name="toute une partie du pays",
                    ),
                ),
            ],
            options={
                "verbose_name": "zone desservie",
                "verbose_name_plural": "zones desservies",
                "ordering": ["solution", "role", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("commune__isnull", False)),
                        fields=["commune", "role", "solution"],
                        name="service_area_by_commune",
                    ),
                    models.Index(
                        condition=models.Q(("epci", ""), _negated=True),
                        fields=["epci", "role", "solution"],
                        name="service_area_by_epci",
                    ),
                    models.Index(
                        condition=models.Q(("departement", ""), _negated=True),
                        fields=["departement", "role", "solution"],
                        name="service_area_by_departement",
                    ),
                    models.Index(
                        condition=models.Q(("country_part", ""), _negated=True),
                        fields=["country_part", "role", "solution"],
                        name="service_area_everywhere",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["collection", "delivery"])),
                        name="service_area_role_known",
                        violation_error_message="Ce rôle n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("commune__isnull", False),
                                ("country_part", ""),
                                ("departement", ""),
                                ("epci", ""),
                            ),
                            models.Q(
                                ("commune__isnull", True),
                                ("country_part", ""),
                                ("departement", ""),
                                models.Q(("epci", ""), _negated=True),
                            ),
                            models.Q(
                                ("commune__isnull", True),
                                ("country_part", ""),
                                ("epci", ""),
                                models.Q(("departement", ""), _negated=True),
                            ),
                            models.Q(
                                ("commune__isnull", True),
                                ("departement", ""),
                                ("epci", ""),
                                models.Q(("country_part", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="service_area_one_place",
                        violation_error_message="Choisissez une commune, un EPCI, un département ou une partie du pays\xa0: un seul des quatre.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("epci", ""), ("epci__regex", "^[0-9]{9}$"), _connector="OR"),
                        name="service_area_epci_shape",
                        violation_error_message="Le SIREN d’un EPCI a 9 chiffres.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("departement", ""),
                            ("departement__regex", "^([0-9]{2}|2[AB]|97[0-9])$"),
                            _connector="OR",
                        ),
                        name="service_area_departement_shape",
                        violation_error_message="Un département s’écrit 48, 2A ou 974.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("country_part__in", ["", "mainland", "corsica", "overseas"])),
                        name="service_area_country_part_known",
                        violation_error_message="Cette partie du pays n’existe pas.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weekdays__contained_by", [1, 2, 3, 4, 5, 6, 7]), ("weekdays__len__lte", 7)
                        ),
                        name="service_area_weekdays_known",
                        violation_error_message="Un des jours n’est pas dans la liste.",
                    ),
                    models.UniqueConstraint(
                        fields=("solution", "role", "commune", "epci", "departement", "country_part"),
                        name="service_area_once",
                        nulls_distinct=False,
                        violation_error_message="Cette zone est déjà dans la liste.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "carriers_serviceareaevent" ("commune_id", "country_part", "cut_off", "delay_hours", "departement", "epci", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "solution_id", "weekdays", "zone") VALUES (NEW."commune_id", NEW."country_part", NEW."cut_off", NEW."delay_hours", NEW."departement", NEW."epci", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."solution_id", NEW."weekdays", NEW."zone"); RETURN NULL;',
                            hash="57490a101c8e15611bdb791d7c5c245164bbd84d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e23f9",
                            table="carriers_servicearea",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "carriers_serviceareaevent" ("commune_id", "country_part", "cut_off", "delay_hours", "departement", "epci", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "solution_id", "weekdays", "zone") VALUES (NEW."commune_id", NEW."country_part", NEW."cut_off", NEW."delay_hours", NEW."departement", NEW."epci", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."solution_id", NEW."weekdays", NEW."zone"); RETURN NULL;',
                            hash="84ba7480d63a1bedd2305334ccfe4fbcabd1375a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e3f2e",
                            table="carriers_servicearea",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "carriers_serviceareaevent" ("commune_id", "country_part", "cut_off", "delay_hours", "departement", "epci", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "solution_id", "weekdays", "zone") VALUES (OLD."commune_id", OLD."country_part", OLD."cut_off", OLD."delay_hours", OLD."departement", OLD."epci", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."solution_id", OLD."weekdays", OLD."zone"); RETURN NULL;',
                            hash="0ad0d5b1ca4abf3ffe1359aa6094c22d3d44024b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_22e6f",
                            table="carriers_servicearea",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceAreaEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[("collection", "enlèvement"), ("delivery", "livraison")],
                        max_length=10,
                        verbose_name="rôle",
                    ),
                ),
                ("epci", models.CharField(blank=True, max_length=9, verbose_name="SIREN de l’EPCI")),
                ("departement", models.CharField(blank=True, max_length=3, verbose_name="département")),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            choices=[
                                (1, "lundi"),
                                (2, "mardi"),
                                (3, "mercredi"),
                                (4, "jeudi"),
                                (5, "vendredi"),
                                (6, "samedi"),
                                (7, "dimanche"),
                            ]
                        ),
                        blank=True,
                        default=list,
                        help_text="De 1 (lundi) à 7 (dimanche). Vide\xa0: les jours ne sont pas connus.",
                        size=None,
                        verbose_name="jours",
                    ),
                ),
                ("cut_off", models.TimeField(blank=True, null=True, verbose_name="heure limite de commande")),
                (
                    "delay_hours",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="S’il diffère de celui de la solution.",
                        null=True,
                        verbose_name="délai (h)",
                    ),
                ),
                (
                    "zone",
                    models.CharField(
                        blank=True,
                        help_text="Code de zone de la grille. La zone de livraison choisit les prix\xa0; la zone d’enlèvement n’ajoute que son supplément.",
                        max_length=12,
                        verbose_name="zone tarifaire",
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="territory.commune",
                        verbose_name="commune",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="carriers.servicearea",
                    ),
                ),
                (
                    "solution",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="carriers.solution",
                        verbose_name="solution",
                    ),
                ),
                (
                    "country_part",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mainland", "toute la France métropolitaine, sans la Corse"),
                            ("corsica", "toute la Corse"),
                            ("overseas", "tout l’outre-mer"),
                        ],
                        max_length=10,
                        verbose_name="toute une partie du pays",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CarrierEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120, verbose_name="nom")),
                ("slug", models.SlugField(db_index=False, max_length=80, verbose_name="adresse de la page")),
                (
                    "siret",
                    pat_logistics.columns.SiretColumn(
                        blank=True,
                        max_length=14,
                        validators=[pat_logistics.constraints.validate_siret],
                        verbose_name="SIRET",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="présentation")),
                ("website", models.URLField(blank=True, verbose_name="site")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="adresse électronique")),
                (
                    "phone",
                    pat_logistics.columns.PhoneColumn(
                        blank=True,
                        max_length=20,
                        validators=[pat_logistics.constraints.validate_phone],
                        verbose_name="téléphone",
                    ),
                ),
                ("is_example", models.BooleanField(default=False, verbose_name="exemple inventé")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="publié le")),
                (
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="territory.commune",
                        verbose_name="commune",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Ses membres modifient la fiche et les tarifs.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="carriers.carrier",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DropPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("latitude", models.FloatField(verbose_name="latitude")),
                ("longitude", models.FloatField(verbose_name="longitude")),
                (
                    "geo",
                    models.GeneratedField(
                        db_persist=True,
                        expression=pat_logistics.territory.fields.GeoCube(
                            models.F("latitude"), models.F("longitude")
                        ),
                        output_field=pat_logistics.territory.fields.CubeField(),
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="nom")),
                ("opening", models.CharField(blank=True, max_length=200, verbose_name="ouverture")),
                (
                    "commune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.commune",
                        verbose_name="commune",
                    ),
                ),
                (
                    "solution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drop_points",
                        to="carriers.solution",
                        verbose_name="solution",
                    ),
                ),
            ],
            options={
                "verbose_name": "point de dépôt",
                "verbose_name_plural": "points de dépôt",
                "ordering": ["name", "pk"],
                "indexes": [django.contrib.postgres.indexes.GistIndex(fields=["geo"], name="drop_point_geo")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("solution", "name"),
                        name="drop_point_once",
                        violation_error_message="Cette solution a déjà un point de dépôt de ce nom.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                        name="drop_point_on_earth",
                        violation_error_message="La latitude va de −90 à 90, la longitude de −180 à 180.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "carriers_droppointevent" ("commune_id", "id", "latitude", "longitude", "name", "opening", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "solution_id") VALUES (NEW."commune_id", NEW."id", NEW."latitude", NEW."longitude", NEW."name", NEW."opening", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."solution_id"); RETURN NULL;',
                            hash="c2d124b472542c42e6f9ee141543a17a697cfc7f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e5103",
                            table="carriers_droppoint",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."commune_id" IS DISTINCT FROM (NEW."commune_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."latitude" IS DISTINCT FROM (NEW."latitude") OR OLD."longitude" IS DISTINCT FROM (NEW."longitude") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."opening" IS DISTINCT FROM (NEW."opening") OR OLD."solution_id" IS DISTINCT FROM (NEW."solution_id"))',
                            func='INSERT INTO "carriers_droppointevent" ("commune_id", "id", "latitude", "longitude", "name", "opening", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "solution_id") VALUES (NEW."commune_id", NEW."id", NEW."latitude", NEW."longitude", NEW."name", NEW."opening", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."solution_id"); RETURN NULL;',
                            hash="021020ff0998dbde5e7de8007fc2511b852541e2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_62053",
                            table="carriers_droppoint",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "carriers_droppointevent" ("commune_id", "id", "latitude", "longitude", "name", "opening", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "solution_id") VALUES (OLD."commune_id", OLD."id", OLD."latitude", OLD."longitude", OLD."name", OLD."opening", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."solution_id"); RETURN NULL;',
                            hash="acdaa84b3f5549eafb9c5addbf0b6b702f4acbe6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fd63e",
                            table="carriers_droppoint",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DropPointEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("latitude", models.FloatField(verbose_name="latitude")),
                ("longitude", models.FloatField(verbose_name="longitude")),
                ("name", models.CharField(max_length=120, verbose_name="nom")),
                ("opening", models.CharField(blank=True, max_length=200, verbose_name="ouverture")),
                (
                    "commune",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="territory.commune",
                        verbose_name="commune",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="carriers.droppoint",
                    ),
                ),
                (
                    "solution",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="carriers.solution",
                        verbose_name="solution",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TariffGrid",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("transport", "transport"),
                            ("handling", "passage à quai, casier ou stockage"),
                        ],
                        default="transport",
                        max_length=10,
                        verbose_name="ce qu’elle paie",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="nom")),
                (
                    "valid_during",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        help_text="Le dernier jour n’est pas compris.", verbose_name="valable"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("parcel", "prix par colis, par tranche de poids"),
                            ("per_100kg", "prix aux 100 kg, par tranche de poids"),
                            ("pallet", "prix par palette"),
                            ("stop", "prix par arrêt, avec paliers de poids"),
                            ("percent", "part de la valeur des produits"),
                            ("fixed_variable", "part fixe plus part variable"),
                        ],
                        max_length=15,
                        verbose_name="mode de calcul",
                    ),
                ),
                ("vat_included", models.BooleanField(default=False, verbose_name="prix TTC")),
                (
                    "vat_share",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="0,2 pour 20 %, 0 pour un service exonéré. Vide\xa0: inconnu, le prix est gardé tel quel.",
                        max_digits=6,
                        null=True,
                        verbose_name="taux de TVA",
                    ),
                ),
                (
                    "minimum_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=10,
                        null=True,
                        verbose_name="minimum de facturation (€)",
                    ),
                ),
                (
                    "payant_pour",
                    models.BooleanField(
                        default=False,
                        help_text="Le prix du début de la tranche suivante s’applique quand il est plus bas.",
                        verbose_name="payant-pour",
                    ),
                ),
                (
                    "round_below_100_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=9,
                        null=True,
                        verbose_name="arrondi au-dessous de 100 kg (kg)",
                    ),
                ),
                (
                    "round_above_100_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=9,
                        null=True,
                        verbose_name="arrondi à partir de 100 kg (kg)",
                    ),
                ),
                (
                    "volumetric_kg_per_m3",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=9,
                        null=True,
                        verbose_name="poids volumétrique (kg/m³)",
                    ),
                ),
                (
                    "chilled_share",
                    models.DecimalField(
                        decimal_places=4,
                        default=Decimal("0"),
                        help_text="0,25 pour 25\xa0%.",
                        max_digits=6,
                        verbose_name="supplément frais",
                    ),
                ),
                (
                    "frozen_share",
                    models.DecimalField(
                        decimal_places=4,
                        default=Decimal("0"),
                        help_text="0,35 pour 35\xa0%.",
                        max_digits=6,
                        verbose_name="supplément surgelé",
                    ),
                ),
                (
                    "fuel_propulsion_share",
                    models.DecimalField(
                        decimal_places=4,
                        default=Decimal("0"),
                        help_text="Article L3222-1 du code des transports.",
                        max_digits=6,
                        verbose_name="part gazole de la propulsion",
                    ),
                ),
                (
                    "fuel_index_base",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=10,
                        null=True,
                        verbose_name="indice gazole de référence",
                    ),
                ),
                (
                    "fuel_index_current",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=10,
                        null=True,
                        verbose_name="indice gazole actuel",
                    ),
                ),
                (
                    "fuel_cold_share",
                    models.DecimalField(
                        decimal_places=4,
                        default=Decimal("0"),
                        max_digits=6,
                        verbose_name="part gazole du groupe froid",
                    ),
                ),
                (
                    "cold_index_base",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=10,
                        null=True,
                        verbose_name="indice du gazole de froid de référence",
                    ),
                ),
                (
                    "cold_index_current",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=10,
                        null=True,
                        verbose_name="indice du gazole de froid actuel",
                    ),
                ),
                (
                    "on_quote_above_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=9,
                        null=True,
                        verbose_name="sur devis au-delà de (kg)",
                    ),
                ),
                (
                    "percent_of_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=6,
                        null=True,
                        verbose_name="part de la valeur des produits",
                    ),
                ),
                (
                    "fixed_eur",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=10, null=True, verbose_name="part fixe (€)"
                    ),
                ),
                (
                    "eur_per_km",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=10, null=True, verbose_name="€ par km"
                    ),
                ),
                (
                    "eur_per_kg",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=10, null=True, verbose_name="€ par kg"
                    ),
                ),
                (
                    "kg_per_pallet",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=9, null=True, verbose_name="kg par palette"
                    ),
                ),
                (
                    "pickup_eur",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=10, null=True, verbose_name="enlèvement (€)"
                    ),
                ),
                (
                    "pickup_capacity_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        help_text="L’enlèvement est compté à nouveau au-delà.",
                        max_digits=9,
                        null=True,
                        verbose_name="kg par enlèvement",
                    ),
                ),
                (
                    "step_from_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=9,
                        null=True,
                        verbose_name="palier à partir de (kg)",
                    ),
                ),
                (
                    "step_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=9,
                        null=True,
                        verbose_name="palier par tranche entamée de (kg)",
                    ),
                ),
                (
                    "step_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=10,
                        null=True,
                        verbose_name="supplément par palier (€)",
                    ),
                ),
                (
                    "appointment_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=10,
                        null=True,
                        verbose_name="livraison sur rendez-vous (€)",
                    ),
                ),
                (
                    "tail_lift_eur",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=10, null=True, verbose_name="hayon (€)"
                    ),
                ),
                (
                    "weekend_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=10,
                        null=True,
                        verbose_name="livraison le week-end (€)",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="remarque")),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                ("source_date", models.DateField(verbose_name="date de la source")),
                ("is_example", models.BooleanField(default=False, verbose_name="exemple, non contractuel")),
                (
                    "solution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grids",
                        to="carriers.solution",
                        verbose_name="solution",
                    ),
                ),
                (
                    "return_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="Caisse, bac ou palette rapporté. Vide : rien n’est facturé.",
                        max_digits=10,
                        null=True,
                        verbose_name="reprise d’un emballage vide (€ pièce)",
                    ),
                ),
            ],
            options={
                "verbose_name": "grille tarifaire",
                "verbose_name_plural": "grilles tarifaires",
                "ordering": ["solution", "purpose", "-valid_during"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("solution", "="), ("purpose", "="), ("valid_during", "&&")],
                        name="tariff_grid_no_overlap",
                        violation_error_message="Une autre grille de cette solution est déjà valable à ces dates.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_during__isempty", False), ("valid_during__lower_inf", False)
                        ),
                        name="tariff_grid_period_starts",
                        violation_error_message="Une grille commence un jour donné, et dure au moins un jour.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["transport", "handling"])),
                        name="tariff_grid_purpose_known",
                        violation_error_message="Cet usage n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "basis__in",
                                ["parcel", "per_100kg", "pallet", "stop", "percent", "fixed_variable"],
                            )
                        ),
                        name="tariff_grid_basis_known",
                        violation_error_message="Ce mode de calcul n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("minimum_eur__isnull", True), ("minimum_eur__gte", 0), _connector="OR"),
                            models.Q(
                                ("on_quote_above_kg__isnull", True),
                                ("on_quote_above_kg__gte", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("volumetric_kg_per_m3__isnull", True),
                                ("volumetric_kg_per_m3__gte", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("chilled_share__isnull", True), ("chilled_share__gte", 0), _connector="OR"
                            ),
                            models.Q(
                                ("frozen_share__isnull", True), ("frozen_share__gte", 0), _connector="OR"
                            ),
                            models.Q(("vat_share__isnull", True), ("vat_share__gte", 0), _connector="OR"),
                            models.Q(
                                ("percent_of_value__isnull", True),
                                ("percent_of_value__gte", 0),
                                _connector="OR",
                            ),
                            models.Q(("fixed_eur__isnull", True), ("fixed_eur__gte", 0), _connector="OR"),
                            models.Q(("eur_per_km__isnull", True), ("eur_per_km__gte", 0), _connector="OR"),
                            models.Q(("eur_per_kg__isnull", True), ("eur_per_kg__gte", 0), _connector="OR"),
                            models.Q(("pickup_eur__isnull", True), ("pickup_eur__gte", 0), _connector="OR"),
                            models.Q(
                                ("step_from_kg__isnull", True), ("step_from_kg__gte", 0), _connector="OR"
                            ),
                            models.Q(("step_eur__isnull", True), ("step_eur__gte", 0), _connector="OR"),
                            models.Q(
                                ("appointment_eur__isnull", True),
                                ("appointment_eur__gte", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("tail_lift_eur__isnull", True), ("tail_lift_eur__gte", 0), _connector="OR"
                            ),
                            models.Q(("weekend_eur__isnull", True), ("weekend_eur__gte", 0), _connector="OR"),
                            models.Q(("return_eur__isnull", True), ("return_eur__gte", 0), _connector="OR"),
                        ),
                        name="tariff_grid_not_negative",
                        violation_error_message="Un prix, un poids ou un supplément ne peut pas être négatif.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kg_per_pallet__isnull", True), ("kg_per_pallet__gt", 0), _connector="OR"
                            ),
                            models.Q(
                                ("pickup_capacity_kg__isnull", True),
                                ("pickup_capacity_kg__gt", 0),
                                _connector="OR",
                            ),
                            models.Q(("step_kg__isnull", True), ("step_kg__gt", 0), _connector="OR"),
                            models.Q(
                                ("round_below_100_kg__isnull", True),
                                ("round_below_100_kg__gt", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("round_above_100_kg__isnull", True),
                                ("round_above_100_kg__gt", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("fuel_index_base__isnull", True), ("fuel_index_base__gt", 0), _connector="OR"
                            ),
                            models.Q(
                                ("fuel_index_current__isnull", True),
                                ("fuel_index_current__gt", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("cold_index_base__isnull", True), ("cold_index_base__gt", 0), _connector="OR"
                            ),
                            models.Q(
                                ("cold_index_current__isnull", True),
                                ("cold_index_current__gt", 0),
                                _connector="OR",
                            ),
                        ),
                        name="tariff_grid_positive",
                        violation_error_message="Une palette, un palier, un arrondi ou un indice dépasse 0.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("chilled_share__lte", 2), ("frozen_share__lte", 2)),
                        name="tariff_grid_supplement_is_a_share",
                        violation_error_message="Écrivez le supplément en part : 0,25 pour 25 %.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("vat_share__isnull", True), ("vat_share__lt", 1), _connector="OR"
                        ),
                        name="tariff_grid_vat_is_a_share",
                        violation_error_message="Écrivez le taux de TVA en part\xa0: 0,2 pour 20\xa0%%.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "percent"), _negated=True),
                            models.Q(
                                ("percent_of_value__gt", 0),
                                ("percent_of_value__isnull", False),
                                ("percent_of_value__lte", 1),
                            ),
                            _connector="OR",
                        ),
                        name="tariff_grid_percent_given",
                        violation_error_message="Donnez la part de la valeur des produits\xa0: 0,22 pour 22\xa0%%.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "fixed_variable"), _negated=True),
                            ("fixed_eur__isnull", False),
                            ("eur_per_km__isnull", False),
                            ("eur_per_kg__isnull", False),
                            _connector="OR",
                        ),
                        name="tariff_grid_fixed_variable_given",
                        violation_error_message="Donnez une part fixe, un prix au km ou un prix au kg.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "pallet"), _negated=True),
                            ("kg_per_pallet__isnull", False),
                            _connector="OR",
                        ),
                        name="tariff_grid_pallet_weight_given",
                        violation_error_message="Dites combien de kilos tiennent sur une palette.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("step_eur__isnull", True),
                                ("step_from_kg__isnull", True),
                                ("step_kg__isnull", True),
                            ),
                            models.Q(
                                ("step_eur__isnull", False),
                                ("step_from_kg__isnull", False),
                                ("step_kg__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="tariff_grid_steps_whole",
                        violation_error_message="Un palier a un début, une tranche et un prix.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pickup_capacity_kg__isnull", True),
                            ("pickup_eur__isnull", False),
                            _connector="OR",
                        ),
                        name="tariff_grid_pickup_priced",
                        violation_error_message="Donnez le prix de l’enlèvement.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fuel_cold_share__gte", 0),
                            ("fuel_propulsion_share__gte", 0),
                            (
                                "fuel_propulsion_share__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.Value(Decimal("1")), "-", models.F("fuel_cold_share")
                                ),
                            ),
                        ),
                        name="tariff_grid_fuel_is_a_share",
                        violation_error_message="Les parts de gazole sont entre 0 et 1, et leur somme aussi.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("fuel_propulsion_share", 0),
                                models.Q(
                                    ("fuel_index_base__isnull", False), ("fuel_index_current__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                ("fuel_cold_share", 0),
                                models.Q(
                                    ("cold_index_base__isnull", False), ("cold_index_current__isnull", False)
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="tariff_grid_fuel_indexed",
                        violation_error_message="Une part de gazole demande ses deux indices.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "carriers_tariffgridevent" ("appointment_eur", "basis", "chilled_share", "cold_index_base", "cold_index_current", "eur_per_kg", "eur_per_km", "fixed_eur", "frozen_share", "fuel_cold_share", "fuel_index_base", "fuel_index_current", "fuel_propulsion_share", "id", "is_example", "kg_per_pallet", "minimum_eur", "name", "note", "on_quote_above_kg", "payant_pour", "percent_of_value", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pickup_capacity_kg", "pickup_eur", "purpose", "return_eur", "round_above_100_kg", "round_below_100_kg", "solution_id", "source", "source_date", "step_eur", "step_from_kg", "step_kg", "tail_lift_eur", "valid_during", "vat_included", "vat_share", "volumetric_kg_per_m3", "weekend_eur") VALUES (NEW."appointment_eur", NEW."basis", NEW."chilled_share", NEW."cold_index_base", NEW."cold_index_current", NEW."eur_per_kg", NEW."eur_per_km", NEW."fixed_eur", NEW."frozen_share", NEW."fuel_cold_share", NEW."fuel_index_base", NEW."fuel_index_current", NEW."fuel_propulsion_share", NEW."id", NEW."is_example", NEW."kg_per_pallet", NEW."minimum_eur", NEW."name", NEW."note", NEW."on_quote_above_kg", NEW."payant_pour", NEW."percent_of_value", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pickup_capacity_kg", NEW."pickup_eur", NEW."purpose", NEW."return_eur", NEW."round_above_100_kg", NEW."round_below_100_kg", NEW."solution_id", NEW."source", NEW."source_date", NEW."step_eur", NEW."step_from_kg", NEW."step_kg", NEW."tail_lift_eur", NEW."valid_during", NEW."vat_included", NEW."vat_share", NEW."volumetric_kg_per_m3", NEW."weekend_eur"); RETURN NULL;',
                            hash="8f2fed90eba5e838e513fcc40fed04e69906b2db",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_04982",
                            table="carriers_tariffgrid",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "carriers_tariffgridevent" ("appointment_eur", "basis", "chilled_share", "cold_index_base", "cold_index_current", "eur_per_kg", "eur_per_km", "fixed_eur", "frozen_share", "fuel_cold_share", "fuel_index_base", "fuel_index_current", "fuel_propulsion_share", "id", "is_example", "kg_per_pallet", "minimum_eur", "name", "note", "on_quote_above_kg", "payant_pour", "percent_of_value", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pickup_capacity_kg", "pickup_eur", "purpose", "return_eur", "round_above_100_kg", "round_below_100_kg", "solution_id", "source", "source_date", "step_eur", "step_from_kg", "step_kg", "tail_lift_eur", "valid_during", "vat_included", "vat_share", "volumetric_kg_per_m3", "weekend_eur") VALUES (NEW."appointment_eur", NEW."basis", NEW."chilled_share", NEW."cold_index_base", NEW."cold_index_current", NEW."eur_per_kg", NEW."eur_per_km", NEW."fixed_eur", NEW."frozen_share", NEW."fuel_cold_share", NEW."fuel_index_base", NEW."fuel_index_current", NEW."fuel_propulsion_share", NEW."id", NEW."is_example", NEW."kg_per_pallet", NEW."minimum_eur", NEW."name", NEW."note", NEW."on_quote_above_kg", NEW."payant_pour", NEW."percent_of_value", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pickup_capacity_kg", NEW."pickup_eur", NEW."purpose", NEW."return_eur", NEW."round_above_100_kg", NEW."round_below_100_kg", NEW."solution_id", NEW."source", NEW."source_date", NEW."step_eur", NEW."step_from_kg", NEW."step_kg", NEW."tail_lift_eur", NEW."valid_during", NEW."vat_included", NEW."vat_share", NEW."volumetric_kg_per_m3", NEW."weekend_eur"); RETURN NULL;',
                            hash="50ee2f8fc4e1613373e2193065bebf2f4b1129f6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_09f54",
                            table="carriers_tariffgrid",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "carriers_tariffgridevent" ("appointment_eur", "basis", "chilled_share", "cold_index_base", "cold_index_current", "eur_per_kg", "eur_per_km", "fixed_eur", "frozen_share", "fuel_cold_share", "fuel_index_base", "fuel_index_current", "fuel_propulsion_share", "id", "is_example", "kg_per_pallet", "minimum_eur", "name", "note", "on_quote_above_kg", "payant_pour", "percent_of_value", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pickup_capacity_kg", "pickup_eur", "purpose", "return_eur", "round_above_100_kg", "round_below_100_kg", "solution_id", "source", "source_date", "step_eur", "step_from_kg", "step_kg", "tail_lift_eur", "valid_during", "vat_included", "vat_share", "volumetric_kg_per_m3", "weekend_eur") VALUES (OLD."appointment_eur", OLD."basis", OLD."chilled_share", OLD."cold_index_base", OLD."cold_index_current", OLD."eur_per_kg", OLD."eur_per_km", OLD."fixed_eur", OLD."frozen_share", OLD."fuel_cold_share", OLD."fuel_index_base", OLD."fuel_index_current", OLD."fuel_propulsion_share", OLD."id", OLD."is_example", OLD."kg_per_pallet", OLD."minimum_eur", OLD."name", OLD."note", OLD."on_quote_above_kg", OLD."payant_pour", OLD."percent_of_value", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."pickup_capacity_kg", OLD."pickup_eur", OLD."purpose", OLD."return_eur", OLD."round_above_100_kg", OLD."round_below_100_kg", OLD."solution_id", OLD."source", OLD."source_date", OLD."step_eur", OLD."step_from_kg", OLD."step_kg", OLD."tail_lift_eur", OLD."valid_during", OLD."vat_included", OLD."vat_share", OLD."volumetric_kg_per_m3", OLD."weekend_eur"); RETURN NULL;',
                            hash="aa9df106a25d262d17d3f9605dbfb976acd62b68",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d12cd",
                            table="carriers_tariffgrid",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TariffGridEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("transport", "transport"),
                            ("handling", "passage à quai, casier ou stockage"),
                        ],
                        default="transport",
                        max_length=10,
                        verbose_name="ce qu’elle paie",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="nom")),
                (
                    "valid_during",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        help_text="Le dernier jour n’est pas compris.", verbose_name="valable"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("parcel", "prix par colis, par tranche de poids"),
                            ("per_100kg", "prix aux 100 kg, par tranche de poids"),
                            ("pallet", "prix par palette"),
                            ("stop", "prix par arrêt, avec paliers de poids"),
                            ("percent", "part de la valeur des produits"),
                            ("fixed_variable", "part fixe plus part variable"),
                        ],
                        max_length=15,
                        verbose_name="mode de calcul",
                    ),
                ),
                ("vat_included", models.BooleanField(default=False, verbose_name="prix TTC")),
                (
                    "vat_share",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="0,2 pour 20 %, 0 pour un service exonéré. Vide\xa0: inconnu, le prix est gardé tel quel.",
                        max_digits=6,
                        null=True,
                        verbose_name="taux de TVA",
                    ),
                ),
                (
                    "minimum_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=10,
                        null=True,
                        verbose_name="minimum de facturation (€)",
                    ),
                ),
                (
                    "payant_pour",
                    models.BooleanField(
                        default=False,
                        help_text="Le prix du début de la tranche suivante s’applique quand il est plus bas.",
                        verbose_name="payant-pour",
                    ),
                ),
                (
                    "round_below_100_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=9,
                        null=True,
                        verbose_name="arrondi au-dessous de 100 kg (kg)",
                    ),
                ),
                (
                    "round_above_100_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=9,
                        null=True,
                        verbose_name="arrondi à partir de 100 kg (kg)",
                    ),
                ),
                (
                    "volumetric_kg_per_m3",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=9,
                        null=True,
                        verbose_name="poids volumétrique (kg/m³)",
                    ),
                ),
                (
                    "chilled_share",
                    models.DecimalField(
                        decimal_places=4,
                        default=Decimal("0"),
                        help_text="0,25 pour 25\xa0%.",
                        max_digits=6,
                        verbose_name="supplément frais",
                    ),
                ),
                (
                    "frozen_share",
                    models.DecimalField(
                        decimal_places=4,
                        default=Decimal("0"),
                        help_text="0,35 pour 35\xa0%.",
                        max_digits=6,
                        verbose_name="supplément surgelé",
                    ),
                ),
                (
                    "fuel_propulsion_share",
                    models.DecimalField(
                        decimal_places=4,
                        default=Decimal("0"),
                        help_text="Article L3222-1 du code des transports.",
                        max_digits=6,
                        verbose_name="part gazole de la propulsion",
                    ),
                ),
                (
                    "fuel_index_base",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=10,
                        null=True,
                        verbose_name="indice gazole de référence",
                    ),
                ),
                (
                    "fuel_index_current",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=10,
                        null=True,
                        verbose_name="indice gazole actuel",
                    ),
                ),
                (
                    "fuel_cold_share",
                    models.DecimalField(
                        decimal_places=4,
                        default=Decimal("0"),
                        max_digits=6,
                        verbose_name="part gazole du groupe froid",
                    ),
                ),
                (
                    "cold_index_base",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=10,
                        null=True,
                        verbose_name="indice du gazole de froid de référence",
                    ),
                ),
                (
                    "cold_index_current",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=10,
                        null=True,
                        verbose_name="indice du gazole de froid actuel",
                    ),
                ),
                (
                    "on_quote_above_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=9,
                        null=True,
                        verbose_name="sur devis au-delà de (kg)",
                    ),
                ),
                (
                    "percent_of_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=6,
                        null=True,
                        verbose_name="part de la valeur des produits",
                    ),
                ),
                (
                    "fixed_eur",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=10, null=True, verbose_name="part fixe (€)"
                    ),
                ),
                (
                    "eur_per_km",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=10, null=True, verbose_name="€ par km"
                    ),
                ),
                (
                    "eur_per_kg",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=10, null=True, verbose_name="€ par kg"
                    ),
                ),
                (
                    "kg_per_pallet",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=9, null=True, verbose_name="kg par palette"
                    ),
                ),
                (
                    "pickup_eur",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=10, null=True, verbose_name="enlèvement (€)"
                    ),
                ),
                (
                    "pickup_capacity_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        help_text="L’enlèvement est compté à nouveau au-delà.",
                        max_digits=9,
                        null=True,
                        verbose_name="kg par enlèvement",
                    ),
                ),
                (
                    "step_from_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=9,
                        null=True,
                        verbose_name="palier à partir de (kg)",
                    ),
                ),
                (
                    "step_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=9,
                        null=True,
                        verbose_name="palier par tranche entamée de (kg)",
                    ),
                ),
                (
                    "step_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=10,
                        null=True,
                        verbose_name="supplément par palier (€)",
                    ),
                ),
                (
                    "appointment_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=10,
                        null=True,
                        verbose_name="livraison sur rendez-vous (€)",
                    ),
                ),
                (
                    "tail_lift_eur",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=10, null=True, verbose_name="hayon (€)"
                    ),
                ),
                (
                    "weekend_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=10,
                        null=True,
                        verbose_name="livraison le week-end (€)",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="remarque")),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                ("source_date", models.DateField(verbose_name="date de la source")),
                ("is_example", models.BooleanField(default=False, verbose_name="exemple, non contractuel")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="carriers.tariffgrid",
                    ),
                ),
                (
                    "solution",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="carriers.solution",
                        verbose_name="solution",
                    ),
                ),
                (
                    "return_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="Caisse, bac ou palette rapporté. Vide : rien n’est facturé.",
                        max_digits=10,
                        null=True,
                        verbose_name="reprise d’un emballage vide (€ pièce)",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TariffZone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=12, verbose_name="code")),
                ("label", models.CharField(max_length=80, verbose_name="intitulé")),
                (
                    "surcharge_share",
                    models.DecimalField(
                        decimal_places=4,
                        default=Decimal("0"),
                        help_text="0,08 pour 8\xa0%.",
                        max_digits=6,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="supplément en part",
                    ),
                ),
                (
                    "surcharge_eur",
                    models.DecimalField(
                        decimal_places=4,
                        default=Decimal("0"),
                        max_digits=10,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="supplément (€)",
                    ),
                ),
                (
                    "grid",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="zones",
                        to="carriers.tariffgrid",
                        verbose_name="grille",
                    ),
                ),
            ],
            options={
                "verbose_name": "zone tarifaire",
                "verbose_name_plural": "zones tarifaires",
                "ordering": ["grid", "code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("grid", "code"),
                        name="tariff_zone_once",
                        violation_error_message="Cette zone est déjà dans la grille.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        name="tariff_zone_named",
                        violation_error_message="Donnez un code à la zone.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("surcharge_eur__gte", 0), ("surcharge_share__gte", 0)),
                        name="tariff_zone_not_negative",
                        violation_error_message="Un supplément ne peut pas être négatif.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("surcharge_share__lte", 2)),
                        name="tariff_zone_is_a_share",
                        violation_error_message="Écrivez le supplément en part : 0,08 pour 8 %.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "carriers_tariffzoneevent" ("code", "grid_id", "id", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "surcharge_eur", "surcharge_share") VALUES (NEW."code", NEW."grid_id", NEW."id", NEW."label", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."surcharge_eur", NEW."surcharge_share"); RETURN NULL;',
                            hash="5eee1ee4f096fbb3a386068584d08f93ffceffc8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0a2bb",
                            table="carriers_tariffzone",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "carriers_tariffzoneevent" ("code", "grid_id", "id", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "surcharge_eur", "surcharge_share") VALUES (NEW."code", NEW."grid_id", NEW."id", NEW."label", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."surcharge_eur", NEW."surcharge_share"); RETURN NULL;',
                            hash="a9eae604ef44062530bbd2f8198a08b04ed961a2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a92e6",
                            table="carriers_tariffzone",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "carriers_tariffzoneevent" ("code", "grid_id", "id", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "surcharge_eur", "surcharge_share") VALUES (OLD."code", OLD."grid_id", OLD."id", OLD."label", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."surcharge_eur", OLD."surcharge_share"); RETURN NULL;',
                            hash="c2b9c652742cc96e975e50d7091cbc0293ac331d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d8942",
                            table="carriers_tariffzone",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TariffZoneEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=12, verbose_name="code")),
                ("label", models.CharField(max_length=80, verbose_name="intitulé")),
                (
                    "surcharge_share",
                    models.DecimalField(
                        decimal_places=4,
                        default=Decimal("0"),
                        help_text="0,08 pour 8\xa0%.",
                        max_digits=6,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="supplément en part",
                    ),
                ),
                (
                    "surcharge_eur",
                    models.DecimalField(
                        decimal_places=4,
                        default=Decimal("0"),
                        max_digits=10,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="supplément (€)",
                    ),
                ),
                (
                    "grid",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="carriers.tariffgrid",
                        verbose_name="grille",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="carriers.tariffzone",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TariffBand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "zone",
                    models.CharField(
                        blank=True,
                        help_text="Vide\xa0: toutes les zones.",
                        max_length=12,
                        verbose_name="zone",
                    ),
                ),
                ("min_kg", models.DecimalField(decimal_places=3, max_digits=9, verbose_name="de (kg)")),
                (
                    "max_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        help_text="Vide\xa0: sans limite.",
                        max_digits=9,
                        null=True,
                        verbose_name="à (kg)",
                    ),
                ),
                ("price_eur", models.DecimalField(decimal_places=4, max_digits=10, verbose_name="prix (€)")),
                (
                    "flat",
                    models.BooleanField(
                        default=False,
                        help_text="Prix de tout l’envoi, comme d’usage au-dessous de 100 kg.",
                        verbose_name="forfait",
                    ),
                ),
                (
                    "grid",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bands",
                        to="carriers.tariffgrid",
                        verbose_name="grille",
                    ),
                ),
            ],
            options={
                "verbose_name": "tranche",
                "ordering": ["grid", "zone", "min_kg"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("max_kg__isnull", True), ("max_kg__gt", models.F("min_kg")), _connector="OR"
                        ),
                        name="tariff_band_has_width",
                        violation_error_message="La tranche doit finir plus haut qu’elle ne commence.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("min_kg__gte", 0), ("price_eur__gte", 0)),
                        name="tariff_band_not_negative",
                        violation_error_message="Un poids ou un prix ne peut pas être négatif.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("grid", "="),
                            ("zone", "="),
                            (carriers.models.tariffs._NumRange("min_kg", "max_kg", models.Value("[)")), "&&"),
                        ],
                        name="tariff_band_no_overlap",
                        violation_error_message="Cette tranche en recouvre une autre de la même zone.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "carriers_tariffbandevent" ("flat", "grid_id", "id", "max_kg", "min_kg", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_eur", "zone") VALUES (NEW."flat", NEW."grid_id", NEW."id", NEW."max_kg", NEW."min_kg", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."price_eur", NEW."zone"); RETURN NULL;',
                            hash="5e133d5bf81f455b7ee40d7745fc9e6b4ea57f38",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ef7d5",
                            table="carriers_tariffband",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "carriers_tariffbandevent" ("flat", "grid_id", "id", "max_kg", "min_kg", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_eur", "zone") VALUES (NEW."flat", NEW."grid_id", NEW."id", NEW."max_kg", NEW."min_kg", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."price_eur", NEW."zone"); RETURN NULL;',
                            hash="cb66a5b02d1c90e28614d31bf815fecbc2dadcae",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_79085",
                            table="carriers_tariffband",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "carriers_tariffbandevent" ("flat", "grid_id", "id", "max_kg", "min_kg", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_eur", "zone") VALUES (OLD."flat", OLD."grid_id", OLD."id", OLD."max_kg", OLD."min_kg", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."price_eur", OLD."zone"); RETURN NULL;',
                            hash="1d1088c815712c7ec725d0ef988835deb7b271f8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_94bb6",
                            table="carriers_tariffband",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TariffBandEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "zone",
                    models.CharField(
                        blank=True,
                        help_text="Vide\xa0: toutes les zones.",
                        max_length=12,
                        verbose_name="zone",
                    ),
                ),
                ("min_kg", models.DecimalField(decimal_places=3, max_digits=9, verbose_name="de (kg)")),
                (
                    "max_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        help_text="Vide\xa0: sans limite.",
                        max_digits=9,
                        null=True,
                        verbose_name="à (kg)",
                    ),
                ),
                ("price_eur", models.DecimalField(decimal_places=4, max_digits=10, verbose_name="prix (€)")),
                (
                    "flat",
                    models.BooleanField(
                        default=False,
                        help_text="Prix de tout l’envoi, comme d’usage au-dessous de 100 kg.",
                        verbose_name="forfait",
                    ),
                ),
                (
                    "grid",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="carriers.tariffgrid",
                        verbose_name="grille",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="carriers.tariffband",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SolutionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("carrier", "transporteur"),
                            ("parcel", "envoi de colis"),
                            ("co_delivery", "co-livraison entre producteurs"),
                            ("platform", "plateforme"),
                            ("locker", "casiers réfrigérés"),
                            ("storage", "stockage partagé"),
                            ("software", "outil numérique"),
                            ("training", "conseil et formation"),
                            ("subsidy", "aide financière"),
                        ],
                        max_length=12,
                        verbose_name="nature",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="nom")),
                ("slug", models.SlugField(db_index=False, max_length=80, verbose_name="adresse de la page")),
                ("summary", models.CharField(max_length=160, verbose_name="en une ligne")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "operator",
                    models.CharField(
                        blank=True,
                        help_text="S’il n’y a pas de transporteur.",
                        max_length=200,
                        verbose_name="proposé par",
                    ),
                ),
                ("url", models.URLField(blank=True, verbose_name="site")),
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
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="températures",
                    ),
                ),
                (
                    "min_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=8,
                        null=True,
                        verbose_name="minimum par envoi (kg)",
                    ),
                ),
                (
                    "max_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=8,
                        null=True,
                        verbose_name="maximum par envoi (kg)",
                    ),
                ),
                (
                    "max_parcel_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=6,
                        null=True,
                        verbose_name="maximum par colis (kg)",
                    ),
                ),
                (
                    "max_length_cm",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="longueur maximale d’un colis (cm)"
                    ),
                ),
                (
                    "max_width_cm",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="largeur maximale d’un colis (cm)"
                    ),
                ),
                (
                    "max_height_cm",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="hauteur maximale d’un colis (cm)"
                    ),
                ),
                (
                    "on_quote_above_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="0\xa0: toujours sur devis.",
                        max_digits=8,
                        null=True,
                        verbose_name="sur devis au-delà de (kg)",
                    ),
                ),
                (
                    "delay_hours",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="délai habituel (h)"
                    ),
                ),
                (
                    "breaks_load",
                    models.BooleanField(
                        default=False,
                        help_text="Passage à quai\xa0: la règle ATP en dépend.",
                        verbose_name="change de véhicule en route",
                    ),
                ),
                (
                    "atp_attested",
                    models.BooleanField(
                        blank=True,
                        help_text="«\xa0Inconnu\xa0» tant que ce n’est pas vérifié.",
                        null=True,
                        verbose_name="véhicules attestés ATP",
                    ),
                ),
                (
                    "atp_expires_on",
                    models.DateField(blank=True, null=True, verbose_name="attestation valable jusqu’au"),
                ),
                (
                    "sanitary_approval",
                    models.BooleanField(
                        blank=True,
                        help_text="Pour entreposer ou transformer des produits animaux. « Inconnu » tant que ce n’est pas vérifié.",
                        null=True,
                        verbose_name="agrément sanitaire",
                    ),
                ),
                (
                    "approval_number",
                    models.CharField(
                        blank=True,
                        help_text="Par exemple 48.095.001.",
                        max_length=12,
                        verbose_name="numéro d’agrément",
                    ),
                ),
                (
                    "returns_empties",
                    models.BooleanField(
                        blank=True,
                        help_text="Caisses, bacs ou bocaux consignés. « Inconnu » tant que ce n’est pas vérifié.",
                        null=True,
                        verbose_name="reprend les emballages vides",
                    ),
                ),
                (
                    "returns_note",
                    models.CharField(
                        blank=True,
                        help_text="Quand, à quel prix, combien.",
                        max_length=200,
                        verbose_name="comment il les reprend",
                    ),
                ),
                (
                    "co_delivery",
                    models.BooleanField(
                        default=False,
                        help_text="Frais partagés entre fermes, dans un rayon de 100 km, sans licence de transporteur.",
                        verbose_name="co-livraison de l’article R3211-3",
                    ),
                ),
                (
                    "level_one_code",
                    models.CharField(
                        blank=True,
                        help_text="Code d’une valeur de niveau 1, par exemple rigid_19t_refrigerated_groupage.",
                        max_length=60,
                        verbose_name="véhicule type pour le CO₂",
                    ),
                ),
                (
                    "declared_kgco2e_per_tkm",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=7,
                        null=True,
                        verbose_name="CO₂e déclaré (kg par t.km)",
                    ),
                ),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                (
                    "other_load_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=8,
                        null=True,
                        verbose_name="chargement habituel des partenaires (kg)",
                    ),
                ),
                (
                    "vehicle_code",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="véhicule de la tournée partagée"
                    ),
                ),
                (
                    "contact_name",
                    models.CharField(
                        blank=True,
                        help_text="Un service ou une fonction plutôt qu’une personne. Vide : le contact du transporteur.",
                        max_length=120,
                        verbose_name="contact pour ce service",
                    ),
                ),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="adresse électronique de ce service"
                    ),
                ),
                (
                    "contact_phone",
                    pat_logistics.columns.PhoneColumn(
                        blank=True,
                        max_length=20,
                        validators=[pat_logistics.constraints.validate_phone],
                        verbose_name="téléphone de ce service",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                ("source_date", models.DateField(blank=True, null=True, verbose_name="date de la source")),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="vérifié le")),
                ("is_example", models.BooleanField(default=False, verbose_name="exemple inventé")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="publié le")),
                (
                    "carrier",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Vide pour un outil, une aide ou un lieu partagé.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="carriers.carrier",
                        verbose_name="transporteur",
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Plateforme, casiers, stockage, ou rendez-vous d’une tournée partagée.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="territory.commune",
                        verbose_name="commune du lieu",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="carriers.solution",
                    ),
                ),
                (
                    "round_destination",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="territory.commune",
                        verbose_name="destination de la tournée partagée",
                    ),
                ),
                (
                    "holds_celsius",
                    models.SmallIntegerField(
                        blank=True,
                        choices=[(2, "+2 °C"), (3, "+3 °C"), (4, "+4 °C"), (7, "+7 °C"), (8, "+8 °C")],
                        help_text="La viande hachée demande +2 °C, les plats cuisinés +3. Vide : à demander.",
                        null=True,
                        verbose_name="produits frais tenus à (°C au plus)",
                    ),
                ),
                (
                    "direct",
                    models.BooleanField(
                        default=False,
                        help_text="Un véhicule pour cette seule livraison : son CO₂ est compté aller et retour.",
                        verbose_name="va droit chez le client",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="QuoteRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.UUIDField(verbose_name="jeton du formulaire")),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("fresh_meat", "viande fraîche"),
                            ("frozen_meat", "viande surgelée"),
                            ("charcuterie", "charcuterie"),
                            ("cheese", "fromage et produits laitiers"),
                            ("yogurt", "yaourts"),
                            ("eggs", "œufs"),
                            ("vegetables", "légumes"),
                            ("fruits", "fruits"),
                            ("chestnut", "châtaigne"),
                            ("honey", "miel"),
                            ("bread_flour", "pain et farine"),
                            ("dry_grocery", "plantes aromatiques et épicerie sèche"),
                            ("drinks", "boissons"),
                            ("ready_meals", "plats cuisinés"),
                            ("other", "autre produit"),
                        ],
                        max_length=16,
                        verbose_name="produit",
                    ),
                ),
                (
                    "temperature",
                    models.CharField(
                        choices=[
                            ("ambient", "ambiante"),
                            ("chilled", "frais (0 à +4\xa0°C)"),
                            ("frozen", "surgelé (−18\xa0°C)"),
                        ],
                        max_length=8,
                        verbose_name="température",
                    ),
                ),
                (
                    "mass_kg",
                    models.DecimalField(decimal_places=2, max_digits=8, verbose_name="kilos par livraison"),
                ),
                (
                    "deliveries_per_year",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=7,
                        null=True,
                        verbose_name="livraisons par an",
                    ),
                ),
                (
                    "returns_kg",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=8, verbose_name="retours (kg)"
                    ),
                ),
                (
                    "goods_value_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        verbose_name="valeur des produits (€)",
                    ),
                ),
                ("organic", models.BooleanField(default=False, verbose_name="produits bio")),
                (
                    "months",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            choices=[
                                (1, "janvier"),
                                (2, "février"),
                                (3, "mars"),
                                (4, "avril"),
                                (5, "mai"),
                                (6, "juin"),
                                (7, "juillet"),
                                (8, "août"),
                                (9, "septembre"),
                                (10, "octobre"),
                                (11, "novembre"),
                                (12, "décembre"),
                            ]
                        ),
                        default=pat_logistics.columns.every_month,
                        size=None,
                        verbose_name="mois de livraison",
                    ),
                ),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            choices=[
                                (1, "lundi"),
                                (2, "mardi"),
                                (3, "mercredi"),
                                (4, "jeudi"),
                                (5, "vendredi"),
                                (6, "samedi"),
                                (7, "dimanche"),
                            ]
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="jours possibles",
                    ),
                ),
                (
                    "first_on",
                    models.DateField(blank=True, null=True, verbose_name="première livraison souhaitée"),
                ),
                ("message", models.TextField(blank=True, max_length=1500, verbose_name="message")),
                ("deadline", models.DateField(verbose_name="répondre avant la fin du")),
                ("shares_name", models.BooleanField(default=False, verbose_name="dit le nom de la ferme")),
                ("shares_phone", models.BooleanField(default=False, verbose_name="donne le téléphone")),
                (
                    "shares_email",
                    models.BooleanField(default=False, verbose_name="donne l’adresse électronique"),
                ),
                (
                    "question",
                    models.CharField(blank=True, max_length=2000, verbose_name="question du calculateur"),
                ),
                ("today", models.JSONField(blank=True, default=list, verbose_name="livrer soi-même")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "en cours"),
                            ("closed", "délai passé"),
                            ("accepted", "offre choisie"),
                            ("cancelled", "annulée"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="envoyée le"),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="demandée par",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.commune",
                        verbose_name="commune de départ",
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quote_requests",
                        to="producers.producer",
                        verbose_name="producteur",
                    ),
                ),
                ("extensions", models.PositiveSmallIntegerField(default=0, verbose_name="prolongations")),
                ("frequency", models.CharField(blank=True, max_length=60, verbose_name="fréquence")),
                (
                    "collect_at",
                    models.CharField(blank=True, max_length=160, verbose_name="lieu d’enlèvement"),
                ),
                (
                    "collect_hours",
                    models.CharField(blank=True, max_length=60, verbose_name="heures d’enlèvement"),
                ),
                (
                    "height_cm",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="hauteur (cm)"),
                ),
                (
                    "invoicing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("delivery", "à chaque livraison"),
                            ("week", "chaque semaine"),
                            ("fortnight", "tous les quinze jours"),
                            ("month", "chaque mois"),
                        ],
                        max_length=10,
                        verbose_name="facture",
                    ),
                ),
                (
                    "length_cm",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="longueur (cm)"),
                ),
                (
                    "package_kg",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="kilos chacun"
                    ),
                ),
                (
                    "packages",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="nombre de colis"),
                ),
                (
                    "packaging",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("crate", "caisse"),
                            ("box", "carton"),
                            ("cool_box", "caisse isotherme"),
                            ("roll", "roll"),
                            ("pallet", "palette"),
                            ("other", "colis"),
                        ],
                        max_length=8,
                        verbose_name="emballage",
                    ),
                ),
                ("shares_places", models.BooleanField(default=False, verbose_name="dit les lieux exacts")),
                (
                    "width_cm",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="largeur (cm)"),
                ),
            ],
            options={
                "verbose_name": "demande de devis",
                "verbose_name_plural": "demandes de devis",
                "ordering": ["-created_at", "-pk"],
                "indexes": [models.Index(fields=["state", "deadline"], name="quote_request_deadline")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("packages__gte", 1), ("packages__lte", 9999)),
                        name="quote_request_packages_in_sense",
                        violation_error_message="Comptez de 1 à 9 999 colis.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("package_kg__gte", "0.01"), ("package_kg__lte", 44000)),
                        name="quote_request_package_kg_in_sense",
                        violation_error_message="Un colis pèse de 0,01 à 44 000 kg.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("length_cm__gte", 1), ("length_cm__lte", 1500)),
                        name="quote_request_length_cm_in_sense",
                        violation_error_message="Une longueur va de 1 à 1 500 cm.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("width_cm__gte", 1), ("width_cm__lte", 1500)),
                        name="quote_request_width_cm_in_sense",
                        violation_error_message="Une largeur va de 1 à 1 500 cm.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("height_cm__gte", 1), ("height_cm__lte", 400)),
                        name="quote_request_height_cm_in_sense",
                        violation_error_message="Une hauteur va de 1 à 400 cm.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("packaging", ""),
                            ("packaging__in", ["crate", "box", "cool_box", "roll", "pallet", "other"]),
                            _connector="OR",
                        ),
                        name="quote_request_packaging_known",
                        violation_error_message="Cet emballage n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("invoicing", ""),
                            ("invoicing__in", ["delivery", "week", "fortnight", "month"]),
                            _connector="OR",
                        ),
                        name="quote_request_invoicing_known",
                        violation_error_message="Cette façon de facturer n’est pas dans la liste.",
                    ),
                    models.UniqueConstraint(
                        fields=("producer", "token"),
                        name="quote_request_sent_once",
                        violation_error_message="Cette demande est déjà envoyée.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "family__in",
                                [
                                    "fresh_meat",
                                    "frozen_meat",
                                    "charcuterie",
                                    "cheese",
                                    "yogurt",
                                    "eggs",
                                    "vegetables",
                                    "fruits",
                                    "chestnut",
                                    "honey",
                                    "bread_flour",
                                    "dry_grocery",
                                    "drinks",
                                    "ready_meals",
                                    "other",
                                ],
                            )
                        ),
                        name="quote_request_family_known",
                        violation_error_message="Ce produit n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("temperature__in", ["ambient", "chilled", "frozen"])),
                        name="quote_request_temperature_known",
                        violation_error_message="Cette température n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "closed", "accepted", "cancelled"])),
                        name="quote_request_state_known",
                        violation_error_message="Cet état n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("months__contained_by", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
                            ("months__len__lte", 12),
                        ),
                        name="quote_request_months_known",
                        violation_error_message="Un des mois n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weekdays__contained_by", [1, 2, 3, 4, 5, 6, 7]), ("weekdays__len__lte", 7)
                        ),
                        name="quote_request_weekdays_known",
                        violation_error_message="Un des jours n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mass_kg__gte", "0.01"), ("mass_kg__lte", 200000)),
                        name="quote_request_mass_kg_in_sense",
                        violation_error_message="Une livraison pèse de 0,01 à 200 000 kg.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("returns_kg__gte", 0), ("returns_kg__lte", 200000)),
                        name="quote_request_returns_kg_in_sense",
                        violation_error_message="Les retours vont de 0 à 200 000 kg.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("goods_value_eur__gte", 0), ("goods_value_eur__lte", 1000000)),
                        name="quote_request_goods_value_eur_in_sense",
                        violation_error_message="La valeur va de 0 à 1 000 000 €.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deliveries_per_year__gte", "0.01"), ("deliveries_per_year__lte", 3650)
                        ),
                        name="quote_request_deliveries_per_year_in_sense",
                        violation_error_message="Comptez de 1 à 3 650 livraisons par an.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("months__len__gte", 1)),
                        name="quote_request_has_a_month",
                        violation_error_message="Choisissez au moins un mois de livraison.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteStop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("mass_kg", models.DecimalField(decimal_places=2, max_digits=8, verbose_name="kilos")),
                (
                    "commune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.commune",
                        verbose_name="commune",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stops",
                        to="carriers.quoterequest",
                        verbose_name="demande",
                    ),
                ),
                ("hours", models.CharField(blank=True, max_length=60, verbose_name="heures")),
                ("place", models.CharField(blank=True, max_length=160, verbose_name="lieu exact")),
            ],
            options={
                "verbose_name": "lieu de livraison",
                "verbose_name_plural": "lieux de livraison",
                "ordering": ["request", "rank"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "rank"),
                        name="quote_stop_rank_once",
                        violation_error_message="Ce rang est déjà pris.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mass_kg__gte", "0.01"), ("mass_kg__lte", 44000)),
                        name="quote_stop_mass_kg_in_sense",
                        violation_error_message="On laisse de 0,01 à 44 000 kg à un client.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("to_email", models.EmailField(max_length=254, verbose_name="adresse")),
                (
                    "estimated_eur",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="coût estimé (€)"
                    ),
                ),
                (
                    "own_part_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=10,
                        null=True,
                        verbose_name="part du producteur (€)",
                    ),
                ),
                (
                    "estimated_co2e_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=10,
                        null=True,
                        verbose_name="CO₂e estimé (kg)",
                    ),
                ),
                ("verdicts", models.JSONField(blank=True, default=list, verbose_name="à vérifier")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "pas encore répondu"),
                            ("question", "a posé une question"),
                            ("answered", "a proposé un prix"),
                            ("declined", "a refusé"),
                            ("expired", "n’a pas répondu"),
                            ("accepted", "choisi"),
                            ("thanked", "remercié"),
                        ],
                        default="sent",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="relancé le")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="demandé le"),
                ),
                (
                    "solution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quote_invitations",
                        to="carriers.solution",
                        verbose_name="solution",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="carriers.quoterequest",
                        verbose_name="demande",
                    ),
                ),
            ],
            options={
                "verbose_name": "solution interrogée",
                "verbose_name_plural": "solutions interrogées",
                "ordering": ["request", "pk"],
                "indexes": [
                    models.Index(fields=["to_email", "created_at"], name="quote_invitation_received")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "sent",
                                    "question",
                                    "answered",
                                    "declined",
                                    "expired",
                                    "accepted",
                                    "thanked",
                                ],
                            )
                        ),
                        name="quote_invitation_state_known",
                        violation_error_message="Cet état n’est pas dans la liste.",
                    ),
                    models.UniqueConstraint(
                        fields=("request", "solution"),
                        name="quote_invitation_once",
                        violation_error_message="Cette solution est déjà interrogée.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "accepted")),
                        fields=("request",),
                        name="quote_invitation_one_accepted",
                        violation_error_message="Une offre est déjà choisie.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("estimated_eur__isnull", True), ("estimated_eur__gte", 0), _connector="OR"
                            ),
                            models.Q(
                                ("own_part_eur__isnull", True), ("own_part_eur__gte", 0), _connector="OR"
                            ),
                            models.Q(
                                ("estimated_co2e_kg__isnull", True),
                                ("estimated_co2e_kg__gte", 0),
                                _connector="OR",
                            ),
                        ),
                        name="quote_invitation_not_negative",
                        violation_error_message="Un coût ou une émission ne peut pas être négatif.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("price", "un prix"),
                            ("bands", "un prix par tranche de poids"),
                            ("refusal", "un refus"),
                        ],
                        max_length=8,
                        verbose_name="réponse",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("delivery", "par livraison"),
                            ("kg", "par kilo"),
                            ("per_100kg", "aux 100 kg"),
                            ("pallet", "par palette"),
                        ],
                        default="delivery",
                        max_length=10,
                        verbose_name="le prix est donné",
                    ),
                ),
                (
                    "price_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        verbose_name="prix hors taxes (€)",
                    ),
                ),
                (
                    "minimum_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        verbose_name="minimum par livraison (€)",
                    ),
                ),
                (
                    "kg_per_pallet",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=6,
                        null=True,
                        verbose_name="kilos par palette",
                    ),
                ),
                (
                    "co2e_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=9,
                        null=True,
                        verbose_name="CO₂e par livraison (kg)",
                    ),
                ),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            choices=[
                                (1, "lundi"),
                                (2, "mardi"),
                                (3, "mercredi"),
                                (4, "jeudi"),
                                (5, "vendredi"),
                                (6, "samedi"),
                                (7, "dimanche"),
                            ]
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="jours",
                    ),
                ),
                (
                    "delay_hours",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="délai de livraison (heures)"
                    ),
                ),
                ("conditions", models.TextField(blank=True, max_length=1500, verbose_name="conditions")),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="prix valable jusqu’au"),
                ),
                (
                    "refusal_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("place", "je ne dessers pas ces lieux"),
                            ("temperature", "je ne transporte pas à cette température"),
                            ("too_small", "trop peu de kilos"),
                            ("too_large", "trop de kilos"),
                            ("days", "ces jours ou ces délais ne conviennent pas"),
                            ("full", "je n’ai plus de place"),
                            ("other", "autre raison"),
                        ],
                        max_length=12,
                        verbose_name="raison",
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=80, verbose_name="votre nom")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="donnée le"),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="carriers.quoteinvitation",
                        verbose_name="demande",
                    ),
                ),
            ],
            options={
                "verbose_name": "réponse",
                "ordering": ["invitation", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("invitation", "version"),
                        name="quote_answer_version_once",
                        violation_error_message="Cette version existe déjà.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["price", "bands", "refusal"])),
                        name="quote_answer_kind_known",
                        violation_error_message="Cette réponse n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["delivery", "kg", "per_100kg", "pallet"])),
                        name="quote_answer_basis_known",
                        violation_error_message="Cette façon de donner le prix n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weekdays__contained_by", [1, 2, 3, 4, 5, 6, 7]), ("weekdays__len__lte", 7)
                        ),
                        name="quote_answer_weekdays_known",
                        violation_error_message="Un des jours n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("refusal_reason", ""),
                            (
                                "refusal_reason__in",
                                ["place", "temperature", "too_small", "too_large", "days", "full", "other"],
                            ),
                            _connector="OR",
                        ),
                        name="quote_answer_reason_known",
                        violation_error_message="Cette raison n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("price_eur__gte", 0), ("price_eur__lte", 1000000)),
                        name="quote_answer_price_eur_in_sense",
                        violation_error_message="Le prix va de 0 à 1 000 000 €.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minimum_eur__gte", 0), ("minimum_eur__lte", 1000000)),
                        name="quote_answer_minimum_eur_in_sense",
                        violation_error_message="Le minimum va de 0 à 1 000 000 €.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kg_per_pallet__gte", 1), ("kg_per_pallet__lte", 3000)),
                        name="quote_answer_kg_per_pallet_in_sense",
                        violation_error_message="Une palette porte de 1 à 3 000 kg.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("co2e_kg__gte", 0), ("co2e_kg__lte", 100000)),
                        name="quote_answer_co2e_kg_in_sense",
                        violation_error_message="Le CO₂e va de 0 à 100 000 kg.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("delay_hours__gte", 1), ("delay_hours__lte", 2160)),
                        name="quote_answer_delay_hours_in_sense",
                        violation_error_message="Le délai va de 1 à 2 160 heures (90 jours).",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "price"), ("price_eur__isnull", False)),
                            models.Q(models.Q(("kind", "price"), _negated=True), ("price_eur__isnull", True)),
                            _connector="OR",
                        ),
                        name="quote_answer_price_given",
                        violation_error_message="Donnez un prix, ou des tranches de poids, ou un refus.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "refusal"), ("refusal_reason", ""), _connector="XOR"),
                        name="quote_answer_refusal_explained",
                        violation_error_message="Dites pourquoi vous refusez.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "pallet"), _negated=True),
                            ("kg_per_pallet__isnull", False),
                            _connector="OR",
                        ),
                        name="quote_answer_pallet_weight_given",
                        violation_error_message="Dites combien de kilos tiennent sur une palette.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteBand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("min_kg", models.DecimalField(decimal_places=2, max_digits=8, verbose_name="de (kg)")),
                (
                    "max_kg",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=8, null=True, verbose_name="à (kg)"
                    ),
                ),
                ("price_eur", models.DecimalField(decimal_places=2, max_digits=9, verbose_name="prix (€)")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bands",
                        to="carriers.quoteanswer",
                        verbose_name="réponse",
                    ),
                ),
            ],
            options={
                "verbose_name": "tranche de prix",
                "verbose_name_plural": "tranches de prix",
                "ordering": ["answer", "min_kg"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("answer", "min_kg"),
                        name="quote_band_once",
                        violation_error_message="Deux tranches commencent au même poids.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("min_kg__gte", 0), ("min_kg__lte", 200000)),
                        name="quote_band_min_kg_in_sense",
                        violation_error_message="Un poids va de 0 à 200 000 kg.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("price_eur__gte", 0), ("price_eur__lte", 1000000)),
                        name="quote_band_price_eur_in_sense",
                        violation_error_message="Le prix va de 0 à 1 000 000 €.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("max_kg__isnull", True), ("max_kg__gt", models.F("min_kg")), _connector="OR"
                        ),
                        name="quote_band_has_width",
                        violation_error_message="La tranche doit finir plus haut qu’elle ne commence.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_producer", models.BooleanField(default=False, verbose_name="du producteur")),
                ("text", models.TextField(max_length=1500, verbose_name="message")),
                ("author_name", models.CharField(blank=True, max_length=80, verbose_name="nom")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="écrit le"),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="carriers.quoteinvitation",
                        verbose_name="demande",
                    ),
                ),
            ],
            options={
                "verbose_name": "message d’une demande de devis",
                "verbose_name_plural": "messages des demandes de devis",
                "ordering": ["invitation", "created_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="quote_message_says_something",
                        violation_error_message="Écrivez un message.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteSent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.UUIDField(verbose_name="jeton du formulaire")),
                ("address", models.CharField(max_length=64, verbose_name="empreinte de l’adresse")),
                (
                    "sent_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="envoyé le"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="compte",
                    ),
                ),
            ],
            options={
                "verbose_name": "envoi compté",
                "verbose_name_plural": "envois comptés",
                "indexes": [
                    models.Index(fields=["user", "sent_at"], name="quote_sent_by_user"),
                    models.Index(fields=["address", "sent_at"], name="quote_sent_to_address"),
                    models.Index(fields=["sent_at"], name="quote_sent_by_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteOptOut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="adresse")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="depuis le"),
                ),
            ],
            options={
                "verbose_name": "adresse à ne plus interroger",
                "verbose_name_plural": "adresses à ne plus interroger",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="quote_opt_out_once",
                        violation_error_message="Cette adresse ne reçoit déjà plus de demande.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SolutionViews",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="jour")),
                ("count", models.PositiveIntegerField(verbose_name="pages ouvertes")),
                (
                    "solution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="views",
                        to="carriers.solution",
                        verbose_name="solution",
                    ),
                ),
            ],
            options={
                "verbose_name": "pages ouvertes en un jour",
                "verbose_name_plural": "pages ouvertes par jour",
                "constraints": [
                    models.UniqueConstraint(fields=("solution", "day"), name="solution_views_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteMiss",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="jour")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("zone", "sans vous\xa0: hors de vos zones"),
                            ("day", "sans vous\xa0: pas vos jours ou vos délais"),
                            ("temperature", "sans vous\xa0: une température que vous ne prenez pas"),
                            ("minimum", "sans vous\xa0: sous votre minimum"),
                            ("too_large", "sans vous\xa0: trop de kilos"),
                            ("other", "sans vous\xa0: autre raison"),
                        ],
                        max_length=12,
                        verbose_name="raison",
                    ),
                ),
                (
                    "solution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quote_misses",
                        to="carriers.solution",
                        verbose_name="solution",
                    ),
                ),
            ],
            options={
                "verbose_name": "demande manquée",
                "verbose_name_plural": "demandes manquées",
                "indexes": [models.Index(fields=["solution", "day"], name="quote_miss_by_month")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason__in", ["zone", "day", "temperature", "minimum", "too_large", "other"])
                        ),
                        name="quote_miss_reason_known",
                        violation_error_message="Cette raison n’est pas dans la liste.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ride",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "producer_agreed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="accord du producteur le"),
                ),
                (
                    "carrier_agreed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="accord du transporteur le"),
                ),
                (
                    "carrier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rides",
                        to="carriers.carrier",
                        verbose_name="transporteur",
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rides",
                        to="producers.producer",
                        verbose_name="producteur",
                    ),
                ),
            ],
            options={
                "verbose_name": "trajet avec un transporteur",
                "verbose_name_plural": "trajets avec un transporteur",
                "ordering": ["producer", "carrier"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("producer", "carrier"),
                        name="ride_once",
                        violation_error_message="Ce producteur et ce transporteur sont déjà liés.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("producer_agreed_at__isnull", False),
                            ("carrier_agreed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="ride_somebody_agreed",
                        violation_error_message="Au moins l’un des deux doit avoir donné son accord.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "carriers_rideevent" ("carrier_agreed_at", "carrier_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_agreed_at", "producer_id") VALUES (NEW."carrier_agreed_at", NEW."carrier_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."producer_agreed_at", NEW."producer_id"); RETURN NULL;',
                            hash="738ae084db9dcf2897a5e862421ed3935c187339",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_095b2",
                            table="carriers_ride",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "carriers_rideevent" ("carrier_agreed_at", "carrier_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_agreed_at", "producer_id") VALUES (NEW."carrier_agreed_at", NEW."carrier_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."producer_agreed_at", NEW."producer_id"); RETURN NULL;',
                            hash="32cba8e410bae2e5ddfcfc6c0c48d1c2b8420ad0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_696ec",
                            table="carriers_ride",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "carriers_rideevent" ("carrier_agreed_at", "carrier_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_agreed_at", "producer_id") VALUES (OLD."carrier_agreed_at", OLD."carrier_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."producer_agreed_at", OLD."producer_id"); RETURN NULL;',
                            hash="c5cd6659fc6b38bc98e915a381e4e617825d608f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_73b9f",
                            table="carriers_ride",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RideEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "producer_agreed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="accord du producteur le"),
                ),
                (
                    "carrier_agreed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="accord du transporteur le"),
                ),
                (
                    "carrier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="carriers.carrier",
                        verbose_name="transporteur",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="carriers.ride",
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="producers.producer",
                        verbose_name="producteur",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
