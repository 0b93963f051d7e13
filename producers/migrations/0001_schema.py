"""The tables of this app."""

import datetime

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import pat_logistics.columns
import pat_logistics.constraints
import pat_logistics.folding
import pat_logistics.territory.fields


class Migration(migrations.Migration):
    replaces = [
        ("producers", "0001_initial"),
        ("producers", "0002_vehicles_choices_and_history"),
        ("producers", "0003_confirmed_on"),
        ("producers", "0004_search_indexes"),
        ("producers", "0005_verified_on"),
        ("producers", "0006_one_folding"),
        ("producers", "0007_folded_documents"),
        ("producers", "0008_phone_and_siret"),
        ("producers", "0009_unknown_seasons"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_schema"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("territory", "0001_schema"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Producer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                ("slug", models.SlugField(max_length=120, unique=True, verbose_name="adresse de la page")),
                (
                    "latitude",
                    models.FloatField(
                        blank=True,
                        help_text="Laissez vide pour la mairie de la commune.",
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.FloatField(
                        blank=True,
                        help_text="Laissez vide pour la mairie de la commune.",
                        verbose_name="longitude",
                    ),
                ),
                (
                    "legal_form",
                    models.CharField(
                        choices=[
                            ("sole", "exploitation individuelle"),
                            ("company", "GAEC, EARL ou société"),
                            ("processor", "transformateur ou artisan"),
                            ("cooperative", "groupement ou coopérative"),
                            ("social_workshop", "atelier d’insertion"),
                            ("catering", "restauration collective"),
                            ("other", "autre"),
                        ],
                        default="sole",
                        max_length=16,
                        verbose_name="statut",
                    ),
                ),
                (
                    "siret",
                    pat_logistics.columns.SiretColumn(
                        blank=True,
                        max_length=14,
                        validators=[pat_logistics.constraints.validate_siret],
                        verbose_name="SIRET",
                    ),
                ),
                (
                    "labels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("organic", "Agriculture biologique"),
                                ("aop_igp", "AOP ou IGP"),
                                ("label_rouge", "Label Rouge"),
                                ("de_lozere", "De Lozère"),
                                ("sud_de_france", "Sud de France"),
                                ("bienvenue_a_la_ferme", "Bienvenue à la ferme"),
                            ],
                            max_length=24,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="signes de qualité",
                    ),
                ),
                ("description", models.TextField(blank=True, max_length=2000, verbose_name="présentation")),
                (
                    "contact_name",
                    models.CharField(blank=True, max_length=120, verbose_name="personne à contacter"),
                ),
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
                ("website", models.URLField(blank=True, verbose_name="site internet")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="adresse")),
                (
                    "refuses_intermediaries",
                    models.BooleanField(
                        default=False,
                        help_text="Veut garder ses livraisons et son lien avec le client.",
                        verbose_name="ne veut pas d’intermédiaire",
                    ),
                ),
                (
                    "open_to_pooling",
                    models.BooleanField(default=False, verbose_name="prêt à mutualiser des livraisons"),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="fiche publiée le"),
                ),
                (
                    "contact_published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="coordonnées publiées le"),
                ),
                (
                    "position_published_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="adresse et position publiées le"
                    ),
                ),
                (
                    "storage_published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="stockage publié le"),
                ),
                (
                    "flows_published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="lieux de livraison publiés le"),
                ),
                ("is_example", models.BooleanField(default=False, verbose_name="exemple inventé")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="créé le")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="mis à jour le")),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="producers",
                        to="territory.commune",
                        verbose_name="commune",
                    ),
                ),
                (
                    "organisation",
                    models.OneToOneField(
                        blank=True,
                        help_text="Les membres de cette organisation modifient la fiche.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="producer",
                        to="accounts.organisation",
                        verbose_name="organisation",
                    ),
                ),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="vérifiée le")),
                (
                    "document",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector(
                            pat_logistics.folding.Fold("name"),
                            pat_logistics.folding.Fold("description"),
                            config="public.fr",
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "producteur",
                "ordering": ["sort_key", "pk"],
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(fields=["geo"], name="producer_geo"),
                    django.contrib.postgres.indexes.GinIndex(fields=["document"], name="producer_document"),
                    models.Index(fields=["sort_key", "id"], name="producer_by_name"),
                    models.Index(fields=["-updated_at", "-id"], name="producer_by_update"),
                    models.Index(fields=["latitude", "longitude"], name="producer_position"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("sort_key"), name="gin_trgm_ops"),
                        name="producer_name_trigrams",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "legal_form__in",
                                [
                                    "sole",
                                    "company",
                                    "processor",
                                    "cooperative",
                                    "social_workshop",
                                    "catering",
                                    "other",
                                ],
                            )
                        ),
                        name="producer_legal_form_known",
                        violation_error_message="Ce statut n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "labels__contained_by",
                                [
                                    "organic",
                                    "aop_igp",
                                    "label_rouge",
                                    "de_lozere",
                                    "sud_de_france",
                                    "bienvenue_a_la_ferme",
                                ],
                            ),
                            ("labels__len__lte", 6),
                        ),
                        name="producer_labels_known",
                        violation_error_message="Un des signes de qualité n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("latitude__gte", -90), ("latitude__lte", 90)),
                        name="producer_latitude_in_sense",
                        violation_error_message="La latitude va de −90 à 90.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("longitude__gte", -180), ("longitude__lte", 180)),
                        name="producer_longitude_in_sense",
                        violation_error_message="La longitude va de −180 à 180.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("siret", ""), ("siret__regex", "^[0-9]{14}$"), _connector="OR"),
                        name="producer_siret_digits",
                        violation_error_message="Le SIRET compte 14 chiffres, sans espace.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("siret", ""), _negated=True),
                        fields=("siret",),
                        name="producer_siret_unique",
                        violation_error_message="Un autre producteur porte déjà ce SIRET.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("refuses_intermediaries", True), ("open_to_pooling", True), _negated=True
                        ),
                        name="producer_wishes_agree",
                        violation_error_message="Choisissez : refuser tout intermédiaire, ou être prêt à mutualiser des livraisons.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "producers_producerevent" ("address", "commune_id", "confirmed_on", "contact_name", "contact_published_at", "description", "email", "flows_published_at", "id", "is_example", "labels", "latitude", "legal_form", "longitude", "name", "open_to_pooling", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position_published_at", "published_at", "refuses_intermediaries", "siret", "slug", "storage_published_at", "website") VALUES (NEW."address", NEW."commune_id", NEW."confirmed_on", NEW."contact_name", NEW."contact_published_at", NEW."description", NEW."email", NEW."flows_published_at", NEW."id", NEW."is_example", NEW."labels", NEW."latitude", NEW."legal_form", NEW."longitude", NEW."name", NEW."open_to_pooling", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."position_published_at", NEW."published_at", NEW."refuses_intermediaries", NEW."siret", NEW."slug", NEW."storage_published_at", NEW."website"); RETURN NULL;',
                            hash="1a7312918e58598dd4450d982c2465bd17fb5987",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3f3e9",
                            table="producers_producer",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."commune_id" IS DISTINCT FROM (NEW."commune_id") OR OLD."confirmed_on" IS DISTINCT FROM (NEW."confirmed_on") OR OLD."contact_name" IS DISTINCT FROM (NEW."contact_name") OR OLD."contact_published_at" IS DISTINCT FROM (NEW."contact_published_at") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."flows_published_at" IS DISTINCT FROM (NEW."flows_published_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."labels" IS DISTINCT FROM (NEW."labels") OR OLD."latitude" IS DISTINCT FROM (NEW."latitude") OR OLD."legal_form" IS DISTINCT FROM (NEW."legal_form") OR OLD."longitude" IS DISTINCT FROM (NEW."longitude") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."open_to_pooling" IS DISTINCT FROM (NEW."open_to_pooling") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."position_published_at" IS DISTINCT FROM (NEW."position_published_at") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."refuses_intermediaries" IS DISTINCT FROM (NEW."refuses_intermediaries") OR OLD."siret" IS DISTINCT FROM (NEW."siret") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."storage_published_at" IS DISTINCT FROM (NEW."storage_published_at") OR OLD."website" IS DISTINCT FROM (NEW."website"))',
                            func='INSERT INTO "producers_producerevent" ("address", "commune_id", "confirmed_on", "contact_name", "contact_published_at", "description", "email", "flows_published_at", "id", "is_example", "labels", "latitude", "legal_form", "longitude", "name", "open_to_pooling", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position_published_at", "published_at", "refuses_intermediaries", "siret", "slug", "storage_published_at", "website") VALUES (NEW."address", NEW."commune_id", NEW."confirmed_on", NEW."contact_name", NEW."contact_published_at", NEW."description", NEW."email", NEW."flows_published_at", NEW."id", NEW."is_example", NEW."labels", NEW."latitude", NEW."legal_form", NEW."longitude", NEW."name", NEW."open_to_pooling", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."position_published_at", NEW."published_at", NEW."refuses_intermediaries", NEW."siret", NEW."slug", NEW."storage_published_at", NEW."website"); RETURN NULL;',
                            hash="4d30cbf124317e4ce421d90f90e3717ee314ac84",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_32873",
                            table="producers_producer",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "producers_producerevent" ("address", "commune_id", "confirmed_on", "contact_name", "contact_published_at", "description", "email", "flows_published_at", "id", "is_example", "labels", "latitude", "legal_form", "longitude", "name", "open_to_pooling", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position_published_at", "published_at", "refuses_intermediaries", "siret", "slug", "storage_published_at", "website") VALUES (OLD."address", OLD."commune_id", OLD."confirmed_on", OLD."contact_name", OLD."contact_published_at", OLD."description", OLD."email", OLD."flows_published_at", OLD."id", OLD."is_example", OLD."labels", OLD."latitude", OLD."legal_form", OLD."longitude", OLD."name", OLD."open_to_pooling", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."position_published_at", OLD."published_at", OLD."refuses_intermediaries", OLD."siret", OLD."slug", OLD."storage_published_at", OLD."website"); RETURN NULL;',
                            hash="e2cc9a215018328315c18cc2dcef30bf03a8be0d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_80432",
                            table="producers_producer",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicationChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("profile", "la fiche"),
                            ("contact", "les coordonnées"),
                            ("position", "l’adresse et la position"),
                            ("storage", "le stockage proposé"),
                            ("flows", "les lieux de livraison"),
                        ],
                        max_length=8,
                        verbose_name="rubrique",
                    ),
                ),
                ("published", models.BooleanField(verbose_name="publiée")),
                ("wording", models.CharField(max_length=10, verbose_name="version du texte accepté")),
                ("decided_at", models.DateTimeField(auto_now_add=True, verbose_name="choisi le")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="choisi par",
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="publication_choices",
                        to="producers.producer",
                        verbose_name="producteur",
                    ),
                ),
            ],
            options={
                "verbose_name": "choix de publication",
                "verbose_name_plural": "choix de publication",
                "ordering": ["-decided_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("group__in", ["profile", "contact", "position", "storage", "flows"])
                        ),
                        name="publicationchoice_group_known",
                        violation_error_message="Cette rubrique n’est pas dans la liste.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AdvisorEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("departement", models.CharField(max_length=3, verbose_name="département")),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="adresse électronique du producteur"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="raison")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("meeting", "un entretien avec vous"),
                            ("phone", "un appel téléphonique avec vous"),
                            ("survey", "une réponse à une enquête"),
                            ("public", "des informations publiques (site internet, annuaire, marché)"),
                            ("partner", "un organisme partenaire"),
                        ],
                        max_length=10,
                        verbose_name="source",
                    ),
                ),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="saisie le")),
                ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="relancé le")),
                ("claimed_at", models.DateTimeField(blank=True, null=True, verbose_name="reprise le")),
                ("refused_at", models.DateTimeField(blank=True, null=True, verbose_name="refusée le")),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="conseiller",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="organisme",
                    ),
                ),
                (
                    "producer",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="entry",
                        to="producers.producer",
                        verbose_name="producteur",
                    ),
                ),
            ],
            options={
                "verbose_name": "fiche saisie par un conseiller",
                "verbose_name_plural": "fiches saisies par un conseiller",
                "ordering": ["-entered_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source__in", ["meeting", "phone", "survey", "public", "partner"])
                        ),
                        name="advisorentry_source_known",
                        violation_error_message="Cette source n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("producer__isnull", False),
                            models.Q(("email", ""), ("reason", "")),
                            _connector="OR",
                        ),
                        name="advisorentry_forgets_the_erased",
                        violation_error_message="D’une fiche effacée, rien de personnel ne reste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("claimed_at__isnull", True), ("refused_at__isnull", True), _connector="OR"
                        ),
                        name="advisorentry_one_answer",
                        violation_error_message="Une fiche est reprise ou refusée, pas les deux.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("message", models.TextField(max_length=1000, verbose_name="message")),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="demandé le")),
                ("accepted", models.BooleanField(null=True, verbose_name="acceptée")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="répondu le")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="répondu par",
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="producers.producer",
                        verbose_name="producteur",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="demandeur",
                    ),
                ),
            ],
            options={
                "verbose_name": "demande de rattachement",
                "verbose_name_plural": "demandes de rattachement",
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=("producer", "user"),
                        name="claim_one_pending",
                        violation_error_message="Votre demande est déjà envoyée.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted__isnull", True), ("decided_at__isnull", True)),
                            models.Q(("accepted__isnull", False), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="claim_decided_or_not",
                        violation_error_message="Une réponse a une date.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("erased_at", models.DateTimeField(auto_now_add=True, verbose_name="effacée le")),
                ("departement", models.CharField(max_length=3, verbose_name="département")),
                (
                    "erased_by",
                    models.CharField(
                        choices=[
                            ("producer", "le producteur"),
                            ("refusal", "le producteur, qui a refusé une fiche créée pour lui"),
                            ("advisor", "un conseiller"),
                            ("administrator", "l’administration du portail"),
                        ],
                        max_length=13,
                        verbose_name="à la demande de",
                    ),
                ),
            ],
            options={
                "verbose_name": "effacement",
                "ordering": ["-erased_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_by__in", ["producer", "refusal", "advisor", "administrator"])
                        ),
                        name="erasure_erased_by_known",
                        violation_error_message="Cette qualité n’est pas dans la liste.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProductLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                        verbose_name="famille",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="Exemple : tomme de brebis.",
                        max_length=80,
                        verbose_name="nom du produit",
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
                    "packagings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("bulk", "vrac"),
                                ("crate", "cagette"),
                                ("carton", "carton"),
                                ("returnable_bin", "bac consigné"),
                                ("returnable_jar", "bocaux consignés"),
                                ("insulated_box", "caissette isotherme"),
                                ("pallet", "palette"),
                            ],
                            max_length=16,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="conditionnements",
                    ),
                ),
                (
                    "parcel_kg",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="colis moyen (kg)"
                    ),
                ),
                (
                    "kg_per_year",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        help_text="Hors vente à la ferme.",
                        max_digits=9,
                        null=True,
                        verbose_name="kilos livrés par an",
                    ),
                ),
                (
                    "eur_per_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=7,
                        null=True,
                        verbose_name="prix moyen (€/kg)",
                    ),
                ),
                (
                    "season",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("none", "rien"),
                                ("low", "un peu"),
                                ("normal", "normal"),
                                ("peak", "pleine saison"),
                            ],
                            max_length=6,
                        ),
                        blank=True,
                        default=list,
                        help_text="Un niveau par mois, de janvier à décembre\xa0; vide\xa0: saison non précisée.",
                        size=12,
                        verbose_name="saison",
                    ),
                ),
                (
                    "shelf_life_hours",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="durée de vie (heures)"),
                ),
                (
                    "labels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("organic", "Agriculture biologique"),
                                ("aop_igp", "AOP ou IGP"),
                                ("label_rouge", "Label Rouge"),
                                ("de_lozere", "De Lozère"),
                                ("sud_de_france", "Sud de France"),
                                ("bienvenue_a_la_ferme", "Bienvenue à la ferme"),
                            ],
                            max_length=24,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="signes de qualité",
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="product_lines",
                        to="producers.producer",
                        verbose_name="producteur",
                    ),
                ),
                (
                    "document",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector(
                            models.Case(
                                models.When(family="fresh_meat", then=models.Value("viande fraîche")),
                                models.When(family="frozen_meat", then=models.Value("viande surgelée")),
                                models.When(family="charcuterie", then=models.Value("charcuterie")),
                                models.When(
                                    family="cheese", then=models.Value("fromage et produits laitiers")
                                ),
                                models.When(family="yogurt", then=models.Value("yaourts")),
                                models.When(family="eggs", then=models.Value("œufs")),
                                models.When(family="vegetables", then=models.Value("légumes")),
                                models.When(family="fruits", then=models.Value("fruits")),
                                models.When(family="chestnut", then=models.Value("châtaigne")),
                                models.When(family="honey", then=models.Value("miel")),
                                models.When(family="bread_flour", then=models.Value("pain et farine")),
                                models.When(
                                    family="dry_grocery",
                                    then=models.Value("plantes aromatiques et épicerie sèche"),
                                ),
                                models.When(family="drinks", then=models.Value("boissons")),
                                models.When(family="ready_meals", then=models.Value("plats cuisinés")),
                                models.When(family="other", then=models.Value("autre produit")),
                                default=models.Value(""),
                                output_field=models.TextField(),
                            ),
                            pat_logistics.folding.Fold("name"),
                            config="public.fr",
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "gamme",
                "ordering": ["producer", "family", "name", "pk"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["document"], name="productline_document"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            pat_logistics.folding.Fold("name"), name="gin_trgm_ops"
                        ),
                        name="productline_name_trigrams",
                    ),
                    models.Index(fields=["family", "temperature"], name="productline_family"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("producer", "family", "name"),
                        name="productline_once",
                        violation_error_message="Cette gamme existe déjà : donnez-lui un autre nom de produit.",
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
                        name="productline_family_known",
                        violation_error_message="Cette famille n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("temperature__in", ["ambient", "chilled", "frozen"])),
                        name="productline_temperature_known",
                        violation_error_message="Cette température n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "packagings__contained_by",
                                [
                                    "bulk",
                                    "crate",
                                    "carton",
                                    "returnable_bin",
                                    "returnable_jar",
                                    "insulated_box",
                                    "pallet",
                                ],
                            ),
                            ("packagings__len__lte", 7),
                        ),
                        name="productline_packagings_known",
                        violation_error_message="Un des conditionnements n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "labels__contained_by",
                                [
                                    "organic",
                                    "aop_igp",
                                    "label_rouge",
                                    "de_lozere",
                                    "sud_de_france",
                                    "bienvenue_a_la_ferme",
                                ],
                            ),
                            ("labels__len__lte", 6),
                        ),
                        name="productline_labels_known",
                        violation_error_message="Un des signes de qualité n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("season__contained_by", ["none", "low", "normal", "peak"]),
                            ("season__len__in", (0, 12)),
                        ),
                        name="productline_season_is_a_year",
                        violation_error_message="Indiquez la saison pour chacun des douze mois.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parcel_kg__gte", "0.01"), ("parcel_kg__lte", 1500)),
                        name="productline_parcel_kg_in_sense",
                        violation_error_message="Le colis pèse plus de 0 et au plus 1 500 kg.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kg_per_year__gte", 0), ("kg_per_year__lte", 10000000)),
                        name="productline_kg_per_year_in_sense",
                        violation_error_message="Les kilos par an vont de 0 à 10 000 000.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("eur_per_kg__gte", 0), ("eur_per_kg__lte", 10000)),
                        name="productline_eur_per_kg_in_sense",
                        violation_error_message="Le prix va de 0 à 10 000 €/kg.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("shelf_life_hours__gte", 1), ("shelf_life_hours__lte", 87600)),
                        name="productline_shelf_life_hours_in_sense",
                        violation_error_message="La durée de vie va d’une heure à dix ans (87 600 heures).",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "producers_productlineevent" ("eur_per_kg", "family", "id", "kg_per_year", "labels", "name", "packagings", "parcel_kg", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "season", "shelf_life_hours", "temperature") VALUES (NEW."eur_per_kg", NEW."family", NEW."id", NEW."kg_per_year", NEW."labels", NEW."name", NEW."packagings", NEW."parcel_kg", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."producer_id", NEW."season", NEW."shelf_life_hours", NEW."temperature"); RETURN NULL;',
                            hash="969bd1834e5ad22d755ddef8fc4e4c6201f9f9e0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_30edf",
                            table="producers_productline",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."eur_per_kg" IS DISTINCT FROM (NEW."eur_per_kg") OR OLD."family" IS DISTINCT FROM (NEW."family") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kg_per_year" IS DISTINCT FROM (NEW."kg_per_year") OR OLD."labels" IS DISTINCT FROM (NEW."labels") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."packagings" IS DISTINCT FROM (NEW."packagings") OR OLD."parcel_kg" IS DISTINCT FROM (NEW."parcel_kg") OR OLD."producer_id" IS DISTINCT FROM (NEW."producer_id") OR OLD."season" IS DISTINCT FROM (NEW."season") OR OLD."shelf_life_hours" IS DISTINCT FROM (NEW."shelf_life_hours") OR OLD."temperature" IS DISTINCT FROM (NEW."temperature"))',
                            func='INSERT INTO "producers_productlineevent" ("eur_per_kg", "family", "id", "kg_per_year", "labels", "name", "packagings", "parcel_kg", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "season", "shelf_life_hours", "temperature") VALUES (NEW."eur_per_kg", NEW."family", NEW."id", NEW."kg_per_year", NEW."labels", NEW."name", NEW."packagings", NEW."parcel_kg", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."producer_id", NEW."season", NEW."shelf_life_hours", NEW."temperature"); RETURN NULL;',
                            hash="c97fa5a99726bec9f75e1ea7a9cd9821c6e4d80d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_df1ca",
                            table="producers_productline",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "producers_productlineevent" ("eur_per_kg", "family", "id", "kg_per_year", "labels", "name", "packagings", "parcel_kg", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "season", "shelf_life_hours", "temperature") VALUES (OLD."eur_per_kg", OLD."family", OLD."id", OLD."kg_per_year", OLD."labels", OLD."name", OLD."packagings", OLD."parcel_kg", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."producer_id", OLD."season", OLD."shelf_life_hours", OLD."temperature"); RETURN NULL;',
                            hash="16eef4741214579b5a97e136505baefc55529148",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b0eea",
                            table="producers_productline",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProductLineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        verbose_name="famille",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="Exemple : tomme de brebis.",
                        max_length=80,
                        verbose_name="nom du produit",
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
                    "packagings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("bulk", "vrac"),
                                ("crate", "cagette"),
                                ("carton", "carton"),
                                ("returnable_bin", "bac consigné"),
                                ("returnable_jar", "bocaux consignés"),
                                ("insulated_box", "caissette isotherme"),
                                ("pallet", "palette"),
                            ],
                            max_length=16,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="conditionnements",
                    ),
                ),
                (
                    "parcel_kg",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="colis moyen (kg)"
                    ),
                ),
                (
                    "kg_per_year",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        help_text="Hors vente à la ferme.",
                        max_digits=9,
                        null=True,
                        verbose_name="kilos livrés par an",
                    ),
                ),
                (
                    "eur_per_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=7,
                        null=True,
                        verbose_name="prix moyen (€/kg)",
                    ),
                ),
                (
                    "season",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("none", "rien"),
                                ("low", "un peu"),
                                ("normal", "normal"),
                                ("peak", "pleine saison"),
                            ],
                            max_length=6,
                        ),
                        blank=True,
                        default=list,
                        help_text="Un niveau par mois, de janvier à décembre\xa0; vide\xa0: saison non précisée.",
                        size=12,
                        verbose_name="saison",
                    ),
                ),
                (
                    "shelf_life_hours",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="durée de vie (heures)"),
                ),
                (
                    "labels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("organic", "Agriculture biologique"),
                                ("aop_igp", "AOP ou IGP"),
                                ("label_rouge", "Label Rouge"),
                                ("de_lozere", "De Lozère"),
                                ("sud_de_france", "Sud de France"),
                                ("bienvenue_a_la_ferme", "Bienvenue à la ferme"),
                            ],
                            max_length=24,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="signes de qualité",
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
                        to="producers.productline",
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
        migrations.CreateModel(
            name="StorageSite",
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
                            ("cold_room", "chambre froide"),
                            ("freezer", "congélateur"),
                            ("dry", "stockage sec"),
                        ],
                        max_length=12,
                        verbose_name="type",
                    ),
                ),
                (
                    "volume_m3",
                    models.DecimalField(decimal_places=1, max_digits=7, verbose_name="volume (m³)"),
                ),
                (
                    "free_m3",
                    models.DecimalField(
                        decimal_places=1, default=0, max_digits=7, verbose_name="volume libre (m³)"
                    ),
                ),
                ("offered", models.BooleanField(default=False, verbose_name="proposé à d’autres")),
                ("hgv_access", models.BooleanField(default=False, verbose_name="accès poids lourd")),
                (
                    "producer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="storage_sites",
                        to="producers.producer",
                        verbose_name="producteur",
                    ),
                ),
            ],
            options={
                "verbose_name": "lieu de stockage",
                "verbose_name_plural": "lieux de stockage",
                "ordering": ["producer", "kind", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["cold_room", "freezer", "dry"])),
                        name="storagesite_kind_known",
                        violation_error_message="Ce type de stockage n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("volume_m3__gte", "0.1"), ("volume_m3__lte", 100000)),
                        name="storagesite_volume_m3_in_sense",
                        violation_error_message="Le volume va de 0,1 à 100 000 m³.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("free_m3__gte", 0), ("free_m3__lte", models.F("volume_m3"))),
                        name="storagesite_free_within_volume",
                        violation_error_message="Le volume libre ne dépasse pas le volume total.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "producers_storagesiteevent" ("free_m3", "hgv_access", "id", "kind", "offered", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "volume_m3") VALUES (NEW."free_m3", NEW."hgv_access", NEW."id", NEW."kind", NEW."offered", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."producer_id", NEW."volume_m3"); RETURN NULL;',
                            hash="38f4b48e92f1f92444a9e3f0231ad9234e53b292",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d5ace",
                            table="producers_storagesite",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "producers_storagesiteevent" ("free_m3", "hgv_access", "id", "kind", "offered", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "volume_m3") VALUES (NEW."free_m3", NEW."hgv_access", NEW."id", NEW."kind", NEW."offered", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."producer_id", NEW."volume_m3"); RETURN NULL;',
                            hash="844c1aab22a7cd4b8249d12ca04f6ba4b78ebd9d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3145c",
                            table="producers_storagesite",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "producers_storagesiteevent" ("free_m3", "hgv_access", "id", "kind", "offered", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "volume_m3") VALUES (OLD."free_m3", OLD."hgv_access", OLD."id", OLD."kind", OLD."offered", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."producer_id", OLD."volume_m3"); RETURN NULL;',
                            hash="e837d185d30ca8c52ec1ac3b83dc2eae15f45a7e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2f32d",
                            table="producers_storagesite",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StorageSiteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cold_room", "chambre froide"),
                            ("freezer", "congélateur"),
                            ("dry", "stockage sec"),
                        ],
                        max_length=12,
                        verbose_name="type",
                    ),
                ),
                (
                    "volume_m3",
                    models.DecimalField(decimal_places=1, max_digits=7, verbose_name="volume (m³)"),
                ),
                (
                    "free_m3",
                    models.DecimalField(
                        decimal_places=1, default=0, max_digits=7, verbose_name="volume libre (m³)"
                    ),
                ),
                ("offered", models.BooleanField(default=False, verbose_name="proposé à d’autres")),
                ("hgv_access", models.BooleanField(default=False, verbose_name="accès poids lourd")),
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
                        to="producers.storagesite",
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
        migrations.CreateModel(
            name="ProducerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120, verbose_name="nom")),
                ("slug", models.SlugField(db_index=False, max_length=120, verbose_name="adresse de la page")),
                (
                    "latitude",
                    models.FloatField(
                        blank=True,
                        help_text="Laissez vide pour la mairie de la commune.",
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.FloatField(
                        blank=True,
                        help_text="Laissez vide pour la mairie de la commune.",
                        verbose_name="longitude",
                    ),
                ),
                (
                    "legal_form",
                    models.CharField(
                        choices=[
                            ("sole", "exploitation individuelle"),
                            ("company", "GAEC, EARL ou société"),
                            ("processor", "transformateur ou artisan"),
                            ("cooperative", "groupement ou coopérative"),
                            ("social_workshop", "atelier d’insertion"),
                            ("catering", "restauration collective"),
                            ("other", "autre"),
                        ],
                        default="sole",
                        max_length=16,
                        verbose_name="statut",
                    ),
                ),
                (
                    "siret",
                    pat_logistics.columns.SiretColumn(
                        blank=True,
                        max_length=14,
                        validators=[pat_logistics.constraints.validate_siret],
                        verbose_name="SIRET",
                    ),
                ),
                (
                    "labels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("organic", "Agriculture biologique"),
                                ("aop_igp", "AOP ou IGP"),
                                ("label_rouge", "Label Rouge"),
                                ("de_lozere", "De Lozère"),
                                ("sud_de_france", "Sud de France"),
                                ("bienvenue_a_la_ferme", "Bienvenue à la ferme"),
                            ],
                            max_length=24,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="signes de qualité",
                    ),
                ),
                ("description", models.TextField(blank=True, max_length=2000, verbose_name="présentation")),
                (
                    "contact_name",
                    models.CharField(blank=True, max_length=120, verbose_name="personne à contacter"),
                ),
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
                ("website", models.URLField(blank=True, verbose_name="site internet")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="adresse")),
                (
                    "refuses_intermediaries",
                    models.BooleanField(
                        default=False,
                        help_text="Veut garder ses livraisons et son lien avec le client.",
                        verbose_name="ne veut pas d’intermédiaire",
                    ),
                ),
                (
                    "open_to_pooling",
                    models.BooleanField(default=False, verbose_name="prêt à mutualiser des livraisons"),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="fiche publiée le"),
                ),
                (
                    "contact_published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="coordonnées publiées le"),
                ),
                (
                    "position_published_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="adresse et position publiées le"
                    ),
                ),
                (
                    "storage_published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="stockage publié le"),
                ),
                (
                    "flows_published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="lieux de livraison publiés le"),
                ),
                ("is_example", models.BooleanField(default=False, verbose_name="exemple inventé")),
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
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Les membres de cette organisation modifient la fiche.",
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
                        to="producers.producer",
                    ),
                ),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="vérifiée le")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Flow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "customer_type",
                    models.CharField(
                        choices=[
                            ("home", "particuliers à domicile"),
                            ("pickup_point", "point relais, AMAP ou drive"),
                            ("market", "marché"),
                            ("producer_shop", "magasin de producteurs"),
                            ("grocery", "épicerie"),
                            ("supermarket", "grande ou moyenne surface"),
                            ("restaurant", "restaurant"),
                            ("school_canteen", "cantine scolaire"),
                            ("college", "collège ou lycée"),
                            ("care_home", "EHPAD ou hôpital"),
                            ("wholesaler", "plateforme ou grossiste"),
                            ("outside", "hors Lozère"),
                        ],
                        max_length=16,
                        verbose_name="type de client",
                    ),
                ),
                (
                    "kg_per_delivery",
                    models.DecimalField(decimal_places=2, max_digits=8, verbose_name="kilos par livraison"),
                ),
                ("deliveries_per_year", models.PositiveIntegerField(verbose_name="livraisons par an")),
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
                        blank=True,
                        default=list,
                        help_text="Laissez vide si ce n’est pas précisé.",
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
                        help_text="Laissez vide si tous les jours conviennent.",
                        size=None,
                        verbose_name="jours possibles",
                    ),
                ),
                ("not_before", models.TimeField(blank=True, null=True, verbose_name="pas avant")),
                ("not_after", models.TimeField(blank=True, null=True, verbose_name="pas après")),
                (
                    "lead_time_hours",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="délai de livraison (heures)"
                    ),
                ),
                (
                    "goods_value_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        verbose_name="valeur des produits par livraison (€)",
                    ),
                ),
                (
                    "returns_kg",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        help_text="Bocaux, bacs, palettes ou invendus qui reviennent.",
                        max_digits=8,
                        verbose_name="retours par livraison (kg)",
                    ),
                ),
                (
                    "transport_today",
                    models.CharField(
                        choices=[
                            ("self", "je livre moi-même"),
                            ("employee", "un salarié"),
                            ("family", "la famille"),
                            ("other_producer", "un autre producteur"),
                            ("carrier", "un transporteur"),
                            ("customer", "le client vient"),
                            ("platform", "une plateforme"),
                        ],
                        default="self",
                        max_length=16,
                        verbose_name="livré aujourd’hui par",
                    ),
                ),
                (
                    "paid_by",
                    models.CharField(
                        choices=[
                            ("producer", "le producteur"),
                            ("customer", "le client"),
                            ("shared", "partagé"),
                        ],
                        default="producer",
                        max_length=8,
                        verbose_name="transport payé par",
                    ),
                ),
                (
                    "destination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flows",
                        to="territory.commune",
                        verbose_name="commune de livraison",
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="flows",
                        to="producers.producer",
                        verbose_name="producteur",
                    ),
                ),
                (
                    "product_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="flows",
                        to="producers.productline",
                        verbose_name="gamme",
                    ),
                ),
            ],
            options={
                "verbose_name": "flux",
                "verbose_name_plural": "flux",
                "ordering": ["producer", "destination", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "customer_type__in",
                                [
                                    "home",
                                    "pickup_point",
                                    "market",
                                    "producer_shop",
                                    "grocery",
                                    "supermarket",
                                    "restaurant",
                                    "school_canteen",
                                    "college",
                                    "care_home",
                                    "wholesaler",
                                    "outside",
                                ],
                            )
                        ),
                        name="flow_customer_type_known",
                        violation_error_message="Ce type de client n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "transport_today__in",
                                [
                                    "self",
                                    "employee",
                                    "family",
                                    "other_producer",
                                    "carrier",
                                    "customer",
                                    "platform",
                                ],
                            )
                        ),
                        name="flow_transport_today_known",
                        violation_error_message="Ce mode de livraison n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("paid_by__in", ["producer", "customer", "shared"])),
                        name="flow_paid_by_known",
                        violation_error_message="Ce payeur n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kg_per_delivery__gte", "0.01"), ("kg_per_delivery__lte", 44000)),
                        name="flow_kg_per_delivery_in_sense",
                        violation_error_message="Une livraison pèse de 0,01 à 44 000 kg.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deliveries_per_year__gte", 1), ("deliveries_per_year__lte", 3650)
                        ),
                        name="flow_deliveries_per_year_in_sense",
                        violation_error_message="Comptez de 1 à 3 650 livraisons par an.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("returns_kg__gte", 0), ("returns_kg__lte", 44000)),
                        name="flow_returns_kg_in_sense",
                        violation_error_message="Les retours vont de 0 à 44 000 kg.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("goods_value_eur__gte", 0), ("goods_value_eur__lte", 1000000)),
                        name="flow_goods_value_eur_in_sense",
                        violation_error_message="La valeur des produits va de 0 à 1 000 000 €.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lead_time_hours__gte", 1), ("lead_time_hours__lte", 2160)),
                        name="flow_lead_time_hours_in_sense",
                        violation_error_message="Le délai va de 1 à 2 160 heures (90 jours).",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weekdays__contained_by", [1, 2, 3, 4, 5, 6, 7]), ("weekdays__len__lte", 7)
                        ),
                        name="flow_weekdays_known",
                        violation_error_message="Un des jours n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("months__contained_by", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
                            ("months__len__lte", 12),
                        ),
                        name="flow_months_known",
                        violation_error_message="Un des mois n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("not_before__isnull", True),
                            ("not_after__isnull", True),
                            ("not_before__lt", models.F("not_after")),
                            _connector="OR",
                        ),
                        name="flow_hours_in_order",
                        violation_error_message="L’heure de fin doit venir après l’heure de début.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "producers_flowevent" ("customer_type", "deliveries_per_year", "destination_id", "goods_value_eur", "id", "kg_per_delivery", "lead_time_hours", "months", "not_after", "not_before", "paid_by", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "product_line_id", "returns_kg", "transport_today", "weekdays") VALUES (NEW."customer_type", NEW."deliveries_per_year", NEW."destination_id", NEW."goods_value_eur", NEW."id", NEW."kg_per_delivery", NEW."lead_time_hours", NEW."months", NEW."not_after", NEW."not_before", NEW."paid_by", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."producer_id", NEW."product_line_id", NEW."returns_kg", NEW."transport_today", NEW."weekdays"); RETURN NULL;',
                            hash="4d4ea8720c3cd2c7858ccfa98a3ab1451d3c82dd",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a8f8d",
                            table="producers_flow",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "producers_flowevent" ("customer_type", "deliveries_per_year", "destination_id", "goods_value_eur", "id", "kg_per_delivery", "lead_time_hours", "months", "not_after", "not_before", "paid_by", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "product_line_id", "returns_kg", "transport_today", "weekdays") VALUES (NEW."customer_type", NEW."deliveries_per_year", NEW."destination_id", NEW."goods_value_eur", NEW."id", NEW."kg_per_delivery", NEW."lead_time_hours", NEW."months", NEW."not_after", NEW."not_before", NEW."paid_by", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."producer_id", NEW."product_line_id", NEW."returns_kg", NEW."transport_today", NEW."weekdays"); RETURN NULL;',
                            hash="bd0eda976cec87b08654ee4678c67b062ff3b168",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_bbd97",
                            table="producers_flow",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "producers_flowevent" ("customer_type", "deliveries_per_year", "destination_id", "goods_value_eur", "id", "kg_per_delivery", "lead_time_hours", "months", "not_after", "not_before", "paid_by", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "product_line_id", "returns_kg", "transport_today", "weekdays") VALUES (OLD."customer_type", OLD."deliveries_per_year", OLD."destination_id", OLD."goods_value_eur", OLD."id", OLD."kg_per_delivery", OLD."lead_time_hours", OLD."months", OLD."not_after", OLD."not_before", OLD."paid_by", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."producer_id", OLD."product_line_id", OLD."returns_kg", OLD."transport_today", OLD."weekdays"); RETURN NULL;',
                            hash="2c60dfe1a49b6ec6e3621713644a36ce1628c9ab",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_dde9d",
                            table="producers_flow",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FlowEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "customer_type",
                    models.CharField(
                        choices=[
                            ("home", "particuliers à domicile"),
                            ("pickup_point", "point relais, AMAP ou drive"),
                            ("market", "marché"),
                            ("producer_shop", "magasin de producteurs"),
                            ("grocery", "épicerie"),
                            ("supermarket", "grande ou moyenne surface"),
                            ("restaurant", "restaurant"),
                            ("school_canteen", "cantine scolaire"),
                            ("college", "collège ou lycée"),
                            ("care_home", "EHPAD ou hôpital"),
                            ("wholesaler", "plateforme ou grossiste"),
                            ("outside", "hors Lozère"),
                        ],
                        max_length=16,
                        verbose_name="type de client",
                    ),
                ),
                (
                    "kg_per_delivery",
                    models.DecimalField(decimal_places=2, max_digits=8, verbose_name="kilos par livraison"),
                ),
                ("deliveries_per_year", models.PositiveIntegerField(verbose_name="livraisons par an")),
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
                        blank=True,
                        default=list,
                        help_text="Laissez vide si ce n’est pas précisé.",
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
                        help_text="Laissez vide si tous les jours conviennent.",
                        size=None,
                        verbose_name="jours possibles",
                    ),
                ),
                ("not_before", models.TimeField(blank=True, null=True, verbose_name="pas avant")),
                ("not_after", models.TimeField(blank=True, null=True, verbose_name="pas après")),
                (
                    "lead_time_hours",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="délai de livraison (heures)"
                    ),
                ),
                (
                    "goods_value_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        verbose_name="valeur des produits par livraison (€)",
                    ),
                ),
                (
                    "returns_kg",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        help_text="Bocaux, bacs, palettes ou invendus qui reviennent.",
                        max_digits=8,
                        verbose_name="retours par livraison (kg)",
                    ),
                ),
                (
                    "transport_today",
                    models.CharField(
                        choices=[
                            ("self", "je livre moi-même"),
                            ("employee", "un salarié"),
                            ("family", "la famille"),
                            ("other_producer", "un autre producteur"),
                            ("carrier", "un transporteur"),
                            ("customer", "le client vient"),
                            ("platform", "une plateforme"),
                        ],
                        default="self",
                        max_length=16,
                        verbose_name="livré aujourd’hui par",
                    ),
                ),
                (
                    "paid_by",
                    models.CharField(
                        choices=[
                            ("producer", "le producteur"),
                            ("customer", "le client"),
                            ("shared", "partagé"),
                        ],
                        default="producer",
                        max_length=8,
                        verbose_name="transport payé par",
                    ),
                ),
                (
                    "destination",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="territory.commune",
                        verbose_name="commune de livraison",
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
                        to="producers.flow",
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
                (
                    "product_line",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="producers.productline",
                        verbose_name="gamme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Vehicle",
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
                            ("car", "voiture"),
                            ("small_van", "fourgonnette, sans froid"),
                            ("small_reefer", "fourgonnette frigorifique"),
                            ("van", "fourgon, sans froid"),
                            ("reefer", "fourgon frigorifique"),
                            ("large_reefer", "grand fourgon frigorifique"),
                            ("truck", "camion"),
                            ("trailer", "remorque"),
                            ("other", "autre véhicule"),
                        ],
                        max_length=16,
                        verbose_name="type",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="Pour le reconnaître. Exemple : le fourgon blanc.",
                        max_length=80,
                        verbose_name="nom",
                    ),
                ),
                (
                    "payload_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        help_text="Ce qu’il peut porter. Sur la carte grise : F.2 moins G, conducteur déjà compté.",
                        max_digits=7,
                        null=True,
                        verbose_name="charge utile (kg)",
                    ),
                ),
                (
                    "volume_m3",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=5, null=True, verbose_name="volume (m³)"
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
                            max_length=8,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="températures possibles",
                    ),
                ),
                (
                    "eur_per_km",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="Carburant, entretien, pneus. Sans réponse : une valeur moyenne.",
                        max_digits=6,
                        null=True,
                        verbose_name="coût au kilomètre (€)",
                    ),
                ),
                (
                    "litres_per_100km",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        help_text="Vos litres réels, groupe froid compris. Vide pour un véhicule électrique.",
                        max_digits=4,
                        null=True,
                        verbose_name="litres aux 100 km",
                    ),
                ),
                (
                    "fixed_eur_per_year",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Achat étalé ou loyer, assurance. Répartis sur les kilomètres de l’année.",
                        max_digits=8,
                        null=True,
                        verbose_name="coûts fixes par an (€)",
                    ),
                ),
                (
                    "km_per_year",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="kilomètres par an"),
                ),
                (
                    "atp_expires_on",
                    models.DateField(
                        blank=True,
                        help_text="Pour un véhicule frigorifique ou isotherme. La date est sur l’attestation.",
                        null=True,
                        verbose_name="attestation ATP valable jusqu’au",
                    ),
                ),
                (
                    "shareable",
                    models.BooleanField(
                        default=False,
                        help_text="Visible de vous et de vos conseillers seulement, pour chercher des tournées communes.",
                        verbose_name="je peux le prêter ou y charger pour d’autres",
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vehicles",
                        to="producers.producer",
                        verbose_name="producteur",
                    ),
                ),
            ],
            options={
                "verbose_name": "véhicule",
                "ordering": ["producer", "kind", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "car",
                                    "small_van",
                                    "small_reefer",
                                    "van",
                                    "reefer",
                                    "large_reefer",
                                    "truck",
                                    "trailer",
                                    "other",
                                ],
                            )
                        ),
                        name="vehicle_kind_known",
                        violation_error_message="Ce type de véhicule n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("temperatures__contained_by", ["ambient", "chilled", "frozen"]),
                            ("temperatures__len__lte", 3),
                        ),
                        name="vehicle_temperatures_known",
                        violation_error_message="Une des températures n’est pas dans la liste.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("payload_kg__gte", 1), ("payload_kg__lte", 44000)),
                        name="vehicle_payload_kg_in_sense",
                        violation_error_message="La charge utile va de 1 à 44 000 kg.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("volume_m3__gte", "0.1"), ("volume_m3__lte", 120)),
                        name="vehicle_volume_m3_in_sense",
                        violation_error_message="Le volume va de 0,1 à 120 m³.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("eur_per_km__gte", 0), ("eur_per_km__lte", 10)),
                        name="vehicle_eur_per_km_in_sense",
                        violation_error_message="Le coût au kilomètre va de 0 à 10 €.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("litres_per_100km__gte", 1), ("litres_per_100km__lte", 60)),
                        name="vehicle_litres_per_100km_in_sense",
                        violation_error_message="La consommation va de 1 à 60 litres aux 100 km.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fixed_eur_per_year__gte", 0), ("fixed_eur_per_year__lte", 100000)
                        ),
                        name="vehicle_fixed_eur_per_year_in_sense",
                        violation_error_message="Les coûts fixes vont de 0 à 100 000 € par an.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("km_per_year__gte", 1), ("km_per_year__lte", 300000)),
                        name="vehicle_km_per_year_in_sense",
                        violation_error_message="Les kilomètres vont de 1 à 300 000 par an.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("atp_expires_on__gte", datetime.date(2000, 1, 1)),
                            ("atp_expires_on__lte", datetime.date(2099, 12, 31)),
                        ),
                        name="vehicle_atp_expires_on_in_sense",
                        violation_error_message="Vérifiez l’année de l’attestation ATP.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fixed_eur_per_year__isnull", True),
                            ("km_per_year__isnull", False),
                            _connector="OR",
                        ),
                        name="vehicle_fixed_costs_have_km",
                        violation_error_message="Combien de kilomètres par an, pour répartir les coûts fixes ?",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "producers_vehicleevent" ("atp_expires_on", "eur_per_km", "fixed_eur_per_year", "id", "kind", "km_per_year", "litres_per_100km", "name", "payload_kg", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "shareable", "temperatures", "volume_m3") VALUES (NEW."atp_expires_on", NEW."eur_per_km", NEW."fixed_eur_per_year", NEW."id", NEW."kind", NEW."km_per_year", NEW."litres_per_100km", NEW."name", NEW."payload_kg", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."producer_id", NEW."shareable", NEW."temperatures", NEW."volume_m3"); RETURN NULL;',
                            hash="99e8749233ff7a5181d8caafa91cbbe3c76ccc1c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_acb7a",
                            table="producers_vehicle",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "producers_vehicleevent" ("atp_expires_on", "eur_per_km", "fixed_eur_per_year", "id", "kind", "km_per_year", "litres_per_100km", "name", "payload_kg", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "shareable", "temperatures", "volume_m3") VALUES (NEW."atp_expires_on", NEW."eur_per_km", NEW."fixed_eur_per_year", NEW."id", NEW."kind", NEW."km_per_year", NEW."litres_per_100km", NEW."name", NEW."payload_kg", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."producer_id", NEW."shareable", NEW."temperatures", NEW."volume_m3"); RETURN NULL;',
                            hash="412e3b03eeed2e27d5937e3d126f7607f65dfe9d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_044ed",
                            table="producers_vehicle",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "producers_vehicleevent" ("atp_expires_on", "eur_per_km", "fixed_eur_per_year", "id", "kind", "km_per_year", "litres_per_100km", "name", "payload_kg", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer_id", "shareable", "temperatures", "volume_m3") VALUES (OLD."atp_expires_on", OLD."eur_per_km", OLD."fixed_eur_per_year", OLD."id", OLD."kind", OLD."km_per_year", OLD."litres_per_100km", OLD."name", OLD."payload_kg", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."producer_id", OLD."shareable", OLD."temperatures", OLD."volume_m3"); RETURN NULL;',
                            hash="f6dcfce7f697260accb51724af73eb46998da3c6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fefbd",
                            table="producers_vehicle",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VehicleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("car", "voiture"),
                            ("small_van", "fourgonnette, sans froid"),
                            ("small_reefer", "fourgonnette frigorifique"),
                            ("van", "fourgon, sans froid"),
                            ("reefer", "fourgon frigorifique"),
                            ("large_reefer", "grand fourgon frigorifique"),
                            ("truck", "camion"),
                            ("trailer", "remorque"),
                            ("other", "autre véhicule"),
                        ],
                        max_length=16,
                        verbose_name="type",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="Pour le reconnaître. Exemple : le fourgon blanc.",
                        max_length=80,
                        verbose_name="nom",
                    ),
                ),
                (
                    "payload_kg",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        help_text="Ce qu’il peut porter. Sur la carte grise : F.2 moins G, conducteur déjà compté.",
                        max_digits=7,
                        null=True,
                        verbose_name="charge utile (kg)",
                    ),
                ),
                (
                    "volume_m3",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=5, null=True, verbose_name="volume (m³)"
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
                            max_length=8,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="températures possibles",
                    ),
                ),
                (
                    "eur_per_km",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="Carburant, entretien, pneus. Sans réponse : une valeur moyenne.",
                        max_digits=6,
                        null=True,
                        verbose_name="coût au kilomètre (€)",
                    ),
                ),
                (
                    "litres_per_100km",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        help_text="Vos litres réels, groupe froid compris. Vide pour un véhicule électrique.",
                        max_digits=4,
                        null=True,
                        verbose_name="litres aux 100 km",
                    ),
                ),
                (
                    "fixed_eur_per_year",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Achat étalé ou loyer, assurance. Répartis sur les kilomètres de l’année.",
                        max_digits=8,
                        null=True,
                        verbose_name="coûts fixes par an (€)",
                    ),
                ),
                (
                    "km_per_year",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="kilomètres par an"),
                ),
                (
                    "atp_expires_on",
                    models.DateField(
                        blank=True,
                        help_text="Pour un véhicule frigorifique ou isotherme. La date est sur l’attestation.",
                        null=True,
                        verbose_name="attestation ATP valable jusqu’au",
                    ),
                ),
                (
                    "shareable",
                    models.BooleanField(
                        default=False,
                        help_text="Visible de vous et de vos conseillers seulement, pour chercher des tournées communes.",
                        verbose_name="je peux le prêter ou y charger pour d’autres",
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
                        to="producers.vehicle",
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
