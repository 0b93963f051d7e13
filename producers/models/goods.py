"""What a producer makes and where it is kept."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Case, F, Q, Value, When

from pat_logistics.columns import labels_field
from pat_logistics.constraints import all_known, between, known
from pat_logistics.folding import Fold
from pat_logistics.history import track
from pat_logistics.names import Named
from pat_logistics.vocabulary import Label, Packaging, ProductFamily, SeasonLevel, Temperature
from producers import perms
from producers.enums import StorageKind
from producers.seasons import season_in_words, season_strip

FAMILY_LABEL = Case(
    *[When(family=code, then=Value(label)) for code, label in ProductFamily.choices],
    default=Value(""),
    output_field=models.TextField(),
)


class ProductLineQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Lines of the producers the user sees. Volumes and prices are for those who manage the producer."""
        return self.filter(perms.visible_to(user, "producer__"))


@track
class ProductLine(Named):
    """A product family of a producer: how it travels, in what, and when there is some."""

    producer = models.ForeignKey(
        "producers.Producer",
        on_delete=models.CASCADE,
        related_name="product_lines",
        verbose_name="producteur",
    )
    family = models.CharField("famille", max_length=16, choices=ProductFamily.choices)
    name = models.CharField(
        "nom du produit", max_length=80, blank=True, help_text="Exemple : tomme de brebis."
    )
    temperature = models.CharField("température", max_length=8, choices=Temperature.choices)
    packagings = ArrayField(
        models.CharField(max_length=16, choices=Packaging.choices),
        verbose_name="conditionnements",
        default=list,
        blank=True,
    )
    parcel_kg = models.DecimalField("colis moyen (kg)", max_digits=6, decimal_places=2, null=True, blank=True)
    kg_per_year = models.DecimalField(
        "kilos livrés par an",
        max_digits=9,
        decimal_places=1,
        null=True,
        blank=True,
        help_text="Hors vente à la ferme.",
    )
    eur_per_kg = models.DecimalField(
        "prix moyen (€/kg)", max_digits=7, decimal_places=2, null=True, blank=True
    )
    season = ArrayField(
        models.CharField(max_length=6, choices=SeasonLevel.choices),
        verbose_name="saison",
        size=12,
        default=list,
        blank=True,
        help_text="Un niveau par mois, de janvier à décembre ; vide : saison non précisée.",
    )
    shelf_life_hours = models.PositiveIntegerField("durée de vie (heures)", null=True, blank=True)
    labels = labels_field()
    document = models.GeneratedField(
        expression=SearchVector(FAMILY_LABEL, Fold("name"), config="public.fr"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ProductLineQuerySet.as_manager()

    # In the history and the export.
    IN_WORDS = {"season": season_in_words}

    NAMES = ()
    SHORT_NAMES = ("name",)

    class Meta:
        verbose_name = "gamme"
        ordering = ["producer", "family", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["producer", "family", "name"],
                name="productline_once",
                violation_error_message="Cette gamme existe déjà : donnez-lui un autre nom de produit.",
            ),
            known("family", ProductFamily, "productline", "Cette famille"),
            known("temperature", Temperature, "productline", "Cette température"),
            all_known("packagings", Packaging, "productline", "Un des conditionnements"),
            all_known("labels", Label, "productline", "Un des signes de qualité"),
            models.CheckConstraint(
                condition=Q(season__len__in=(0, 12), season__contained_by=SeasonLevel.values),
                name="productline_season_is_a_year",
                violation_error_message="Indiquez la saison pour chacun des douze mois.",
            ),
            between("parcel_kg", "0.01", 1500, "productline", "Le colis pèse plus de 0 et au plus 1 500 kg."),
            between("kg_per_year", 0, 10_000_000, "productline", "Les kilos par an vont de 0 à 10 000 000."),
            between("eur_per_kg", 0, 10_000, "productline", "Le prix va de 0 à 10 000 €/kg."),
            between(
                "shelf_life_hours",
                1,
                87_600,
                "productline",
                "La durée de vie va d’une heure à dix ans (87 600 heures).",
            ),
        ]
        indexes = [
            GinIndex(fields=["document"], name="productline_document"),
            GinIndex(OpClass(Fold("name"), name="gin_trgm_ops"), name="productline_name_trigrams"),
            models.Index(fields=["family", "temperature"], name="productline_family"),
        ]

    def __str__(self):
        return self.name or self.get_family_display()

    @property
    def label_names(self):
        return [Label(code).label for code in self.labels]

    @property
    def packaging_names(self):
        return [Packaging(code).label for code in self.packagings]

    @property
    def season_strip(self):
        return season_strip(self.season)

    @property
    def season_words(self):
        return season_in_words(self.season)


class StorageSiteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What is offered and published for everyone; everything for those who manage the producer."""
        return self.filter(
            perms.managed_by(user, "producer__")
            | (perms.published("producer__", "storage") & Q(offered=True))
        )


@track
class StorageSite(models.Model):
    """A cold room, a freezer or a dry store, whose free space its owner may offer to others."""

    producer = models.ForeignKey(
        "producers.Producer",
        on_delete=models.CASCADE,
        related_name="storage_sites",
        verbose_name="producteur",
    )
    kind = models.CharField("type", max_length=12, choices=StorageKind.choices)
    volume_m3 = models.DecimalField("volume (m³)", max_digits=7, decimal_places=1)
    free_m3 = models.DecimalField("volume libre (m³)", max_digits=7, decimal_places=1, default=0)
    offered = models.BooleanField("proposé à d’autres", default=False)
    hgv_access = models.BooleanField("accès poids lourd", default=False)

    objects = StorageSiteQuerySet.as_manager()

    class Meta:
        verbose_name = "lieu de stockage"
        verbose_name_plural = "lieux de stockage"
        ordering = ["producer", "kind", "pk"]
        constraints = [
            known("kind", StorageKind, "storagesite", "Ce type de stockage"),
            between("volume_m3", "0.1", 100_000, "storagesite", "Le volume va de 0,1 à 100 000 m³."),
            models.CheckConstraint(
                condition=Q(free_m3__gte=0, free_m3__lte=F("volume_m3")),
                name="storagesite_free_within_volume",
                violation_error_message="Le volume libre ne dépasse pas le volume total.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} de {self.producer}"
