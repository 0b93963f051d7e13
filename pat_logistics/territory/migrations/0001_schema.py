"""What the tables of every app lean on, then those of this one.

PostgreSQL extensions, functions that an index may use, and the `fr` full-text configuration (accents ignored).
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import pat_logistics.folding
import pat_logistics.territory.fields
import pat_logistics.territory.models
from pat_logistics.folding import CREATE_FOLD

# array_to_string is only STABLE, because the elements of other arrays may depend on settings; text does not.
JOIN_WORDS = """
CREATE FUNCTION public.join_words(text[]) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT array_to_string($1, ' ') $$;
"""
FOLD_NAMES = """
CREATE FUNCTION public.fold_names(jsonb) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
SELECT coalesce(string_agg('|' || public.fold(each ->> 'name') || '|', ' '), '')
FROM jsonb_array_elements($1) AS each WHERE each ->> 'name' <> ''
$$;
"""
FRENCH_CONFIGURATION = """
CREATE TEXT SEARCH CONFIGURATION public.fr (COPY = pg_catalog.french);
ALTER TEXT SEARCH CONFIGURATION public.fr
    ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, pg_catalog.french_stem;
"""


class Migration(migrations.Migration):
    replaces = [
        ("territory", "0001_extensions"),
        ("territory", "0002_initial"),
        ("territory", "0003_one_folding"),
        ("territory", "0004_register_of_france"),
        ("territory", "0005_indexes_of_groups"),
        ("territory", "0006_no_relief"),
    ]

    initial = True

    dependencies = []

    operations = [
        django.contrib.postgres.operations.CreateExtension(
            name="unaccent",
        ),
        django.contrib.postgres.operations.TrigramExtension(),
        django.contrib.postgres.operations.CreateExtension(
            name="cube",
        ),
        django.contrib.postgres.operations.BtreeGistExtension(),
        migrations.RunSQL(
            sql=CREATE_FOLD,
            reverse_sql="DROP FUNCTION public.fold(text)",
        ),
        migrations.RunSQL(
            sql=FOLD_NAMES,
            reverse_sql="DROP FUNCTION public.fold_names(jsonb)",
        ),
        migrations.RunSQL(
            sql=JOIN_WORDS,
            reverse_sql="DROP FUNCTION public.join_words(text[])",
        ),
        migrations.RunSQL(
            sql=FRENCH_CONFIGURATION,
            reverse_sql="DROP TEXT SEARCH CONFIGURATION public.fr",
        ),
        migrations.CreateModel(
            name="Commune",
            fields=[
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
                (
                    "insee",
                    models.CharField(
                        max_length=5, primary_key=True, serialize=False, verbose_name="code INSEE"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="nom")),
                ("departement", models.CharField(max_length=3, verbose_name="département")),
                (
                    "postal_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5), size=None, verbose_name="codes postaux"
                    ),
                ),
                ("population", models.PositiveIntegerField(verbose_name="population")),
                ("epci", models.CharField(blank=True, max_length=9, verbose_name="SIREN de l’EPCI")),
                ("epci_name", models.CharField(blank=True, max_length=120, verbose_name="EPCI")),
                (
                    "position_source",
                    models.CharField(
                        choices=[
                            ("town_hall", "mairie"),
                            ("centroid", "centre de la commune, la mairie n’étant pas connue"),
                            ("neighbours", "moyenne des communes du même code postal, faute de mieux"),
                        ],
                        default="town_hall",
                        max_length=10,
                        verbose_name="position",
                    ),
                ),
                (
                    "postal_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Concat(
                            models.Value(" "),
                            pat_logistics.territory.models.JoinWords(models.F("postal_codes")),
                            output_field=models.TextField(),
                        ),
                        output_field=models.TextField(),
                        verbose_name="codes postaux à la suite",
                    ),
                ),
                (
                    "search_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=pat_logistics.folding.Fold(models.F("name")),
                        output_field=models.TextField(),
                        verbose_name="nom sans accent",
                    ),
                ),
                (
                    "former",
                    models.JSONField(blank=True, default=list, verbose_name="communes et codes d’autrefois"),
                ),
                (
                    "names_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Concat(
                            models.Value("|"),
                            pat_logistics.folding.Fold(models.F("name")),
                            models.Value("|"),
                            pat_logistics.territory.models.NamesKey(models.F("former")),
                            output_field=models.TextField(),
                        ),
                        output_field=models.TextField(),
                        verbose_name="noms d’aujourd’hui et d’autrefois, sans accent",
                    ),
                ),
            ],
            options={
                "verbose_name": "commune",
                "ordering": ["search_key", "insee"],
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(fields=["geo"], name="commune_geo"),
                    models.Index(
                        models.F("departement"),
                        models.OrderBy(models.F("population"), descending=True),
                        models.F("insee"),
                        name="commune_departement",
                    ),
                    models.Index(
                        models.F("epci"),
                        models.OrderBy(models.F("population"), descending=True),
                        models.F("insee"),
                        name="commune_epci",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("search_key"), name="gin_trgm_ops"),
                        name="commune_search_trigrams",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("names_key"), name="gin_trgm_ops"),
                        name="commune_names_trigrams",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("postal_key"), name="gin_trgm_ops"),
                        name="commune_postal_trigrams",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("former"), name="jsonb_path_ops"),
                        name="commune_former_codes",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("insee__regex", "^([0-9]{2}|2[AB])[0-9]{3}$")),
                        name="commune_insee_shape",
                        violation_error_message="Le code INSEE compte cinq caractères, par exemple 48095.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("latitude__gte", -90),
                            ("latitude__lte", 90),
                            ("longitude__gte", -180),
                            ("longitude__lte", 180),
                        ),
                        name="commune_position_on_earth",
                        violation_error_message="La position sort de la Terre.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position_source__in", ["town_hall", "centroid", "neighbours"])),
                        name="commune_position_source_known",
                        violation_error_message="Cette origine de la position n’existe pas.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommuneOutline",
            fields=[
                (
                    "commune",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="outline",
                        serialize=False,
                        to="territory.commune",
                        verbose_name="commune",
                    ),
                ),
                ("geometry", models.JSONField(verbose_name="contour (GeoJSON)")),
            ],
            options={
                "verbose_name": "contour de commune",
                "verbose_name_plural": "contours de communes",
            },
        ),
        migrations.CreateModel(
            name="ReferenceFile",
            fields=[
                (
                    "name",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="nom"),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="empreinte")),
                ("loaded_at", models.DateTimeField(auto_now=True, verbose_name="chargé le")),
            ],
            options={
                "verbose_name": "fichier de référence",
                "verbose_name_plural": "fichiers de référence",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="RoadTrip",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "costing",
                    models.CharField(
                        choices=[("auto", "voiture ou fourgon"), ("truck", "camion")],
                        default="auto",
                        max_length=10,
                        verbose_name="véhicule",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("routed", "calculé par un serveur d’itinéraires"),
                            ("declared", "mesuré sur la route"),
                        ],
                        default="declared",
                        max_length=10,
                        verbose_name="origine",
                    ),
                ),
                ("distance_km", models.FloatField(verbose_name="distance (km)")),
                ("minutes", models.FloatField(verbose_name="durée (min)")),
                ("recorded_at", models.DateTimeField(auto_now=True, verbose_name="relevé le")),
                (
                    "destination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="territory.commune",
                        verbose_name="arrivée",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="territory.commune",
                        verbose_name="départ",
                    ),
                ),
            ],
            options={
                "verbose_name": "trajet connu",
                "verbose_name_plural": "trajets connus",
                "ordering": ["origin", "destination", "costing", "source"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("origin", "destination", "costing", "source"),
                        name="roadtrip_one_per_pair",
                        violation_error_message="Ce trajet est déjà connu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("distance_km__gt", 0),
                            ("distance_km__lte", 3000),
                            ("minutes__gt", 0),
                            ("minutes__lte", 6000),
                        ),
                        name="roadtrip_plausible",
                        violation_error_message="La distance va de 0 à 3\xa0000\xa0km et la durée de 0 à 6\xa0000\xa0minutes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("origin", models.F("destination")), _negated=True),
                        name="roadtrip_goes_somewhere",
                        violation_error_message="Le départ et l’arrivée sont la même commune.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("costing__in", ["auto", "truck"])),
                        name="roadtrip_costing_known",
                        violation_error_message="Ce véhicule n’existe pas.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["routed", "declared"])),
                        name="roadtrip_source_known",
                        violation_error_message="Cette origine n’existe pas.",
                    ),
                ],
            },
        ),
    ]
