"""Solutions: anything a producer may use to get goods to a customer, and the places to hand them over."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone

from carriers.enums import CHILLED_CELSIUS, DROP_POINT_KINDS, GOODS_KINDS, SolutionKind
from carriers.models.areas import ServiceArea
from carriers.models.companies import Carrier
from carriers.models.places import DROP_POINT_KM, DropPoint
from carriers.models.searching import SolutionQuerySet
from pat_logistics.columns import PhoneColumn
from pat_logistics.constraints import all_known, known, validate_phone
from pat_logistics.folding import Fold, folded_name
from pat_logistics.history import track
from pat_logistics.names import Named
from pat_logistics.territory.fields import great_circle_km
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import Temperature
from producers.freshness import Confirmable

_SIDES = ("length", "width", "height")


def _spaced(*columns: str) -> list[F | Value]:
    """The columns with a space after each, so that no word runs into the next."""
    return [part for column in columns for part in (F(column), Value(" "))]


@track
class Solution(Named, Confirmable, models.Model):
    """One way of storing, sharing or carrying, or a tool that helps: what a producer may choose.

    Prices are in its grids, places in its areas and drop points. For a co-delivery group the location is
    the meeting place, and `other_load_kg`, `round_destination` and `vehicle_code` describe the usual shared
    round.
    """

    kind = models.CharField("nature", max_length=12, choices=SolutionKind.choices)
    carrier = models.ForeignKey(
        Carrier,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="solutions",
        verbose_name="transporteur",
        help_text="Vide pour un outil, une aide ou un lieu partagé.",
    )
    name = models.CharField("nom", max_length=120)
    slug = models.SlugField("adresse de la page", max_length=80, unique=True)
    summary = models.CharField("en une ligne", max_length=160)
    description = models.TextField("description", blank=True)
    operator = models.CharField(
        "proposé par", max_length=200, blank=True, help_text="S’il n’y a pas de transporteur."
    )
    url = models.URLField("site", blank=True)

    temperatures = ArrayField(
        models.CharField(max_length=10, choices=Temperature.choices),
        verbose_name="températures",
        default=list,
        blank=True,
    )
    min_kg = models.DecimalField(
        "minimum par envoi (kg)", max_digits=8, decimal_places=2, null=True, blank=True
    )
    max_kg = models.DecimalField(
        "maximum par envoi (kg)", max_digits=8, decimal_places=2, null=True, blank=True
    )
    max_parcel_kg = models.DecimalField(
        "maximum par colis (kg)", max_digits=6, decimal_places=2, null=True, blank=True
    )
    max_length_cm = models.PositiveSmallIntegerField(
        "longueur maximale d’un colis (cm)", null=True, blank=True
    )
    max_width_cm = models.PositiveSmallIntegerField("largeur maximale d’un colis (cm)", null=True, blank=True)
    max_height_cm = models.PositiveSmallIntegerField(
        "hauteur maximale d’un colis (cm)", null=True, blank=True
    )
    on_quote_above_kg = models.DecimalField(
        "sur devis au-delà de (kg)",
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="0 : toujours sur devis.",
    )
    delay_hours = models.PositiveSmallIntegerField("délai habituel (h)", null=True, blank=True)
    breaks_load = models.BooleanField(
        "change de véhicule en route", default=False, help_text="Passage à quai : la règle ATP en dépend."
    )
    direct = models.BooleanField(
        "va droit chez le client",
        default=False,
        help_text="Un véhicule pour cette seule livraison : son CO₂ est compté aller et retour.",
    )
    atp_attested = models.BooleanField(
        "véhicules attestés ATP",
        null=True,
        blank=True,
        help_text="« Inconnu » tant que ce n’est pas vérifié.",
    )
    holds_celsius = models.SmallIntegerField(
        "produits frais tenus à (°C au plus)",
        null=True,
        blank=True,
        choices=[(degrees, f"+{degrees} °C") for degrees in CHILLED_CELSIUS],
        help_text="La viande hachée demande +2 °C, les plats cuisinés +3. Vide : à demander.",
    )
    atp_expires_on = models.DateField("attestation valable jusqu’au", null=True, blank=True)
    sanitary_approval = models.BooleanField(
        "agrément sanitaire",
        null=True,
        blank=True,
        help_text="Pour entreposer ou transformer des produits animaux. « Inconnu » tant que ce n’est pas "
        "vérifié.",
    )
    approval_number = models.CharField(
        "numéro d’agrément", max_length=12, blank=True, help_text="Par exemple 48.095.001."
    )
    returns_empties = models.BooleanField(
        "reprend les emballages vides",
        null=True,
        blank=True,
        help_text="Caisses, bacs ou bocaux consignés. « Inconnu » tant que ce n’est pas vérifié.",
    )
    returns_note = models.CharField(
        "comment il les reprend", max_length=200, blank=True, help_text="Quand, à quel prix, combien."
    )
    co_delivery = models.BooleanField(
        "co-livraison de l’article R3211-3",
        default=False,
        help_text="Frais partagés entre fermes, dans un rayon de 100 km, sans licence de transporteur.",
    )
    level_one_code = models.CharField(
        "véhicule type pour le CO₂",
        max_length=60,
        blank=True,
        help_text="Code d’une valeur de niveau 1, par exemple rigid_19t_refrigerated_groupage.",
    )
    declared_kgco2e_per_tkm = models.DecimalField(
        "CO₂e déclaré (kg par t.km)", max_digits=7, decimal_places=4, null=True, blank=True
    )

    commune = models.ForeignKey(
        Commune,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="solutions",
        verbose_name="commune du lieu",
        help_text="Plateforme, casiers, stockage, ou rendez-vous d’une tournée partagée.",
    )
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    other_load_kg = models.DecimalField(
        "chargement habituel des partenaires (kg)", max_digits=8, decimal_places=2, null=True, blank=True
    )
    round_destination = models.ForeignKey(
        Commune,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rounds",
        verbose_name="destination de la tournée partagée",
    )
    vehicle_code = models.CharField("véhicule de la tournée partagée", max_length=60, blank=True)

    contact_name = models.CharField(
        "contact pour ce service",
        max_length=120,
        blank=True,
        help_text="Un service ou une fonction plutôt qu’une personne. Vide : le contact du transporteur.",
    )
    contact_email = models.EmailField("adresse électronique de ce service", blank=True)
    contact_phone = PhoneColumn(
        "téléphone de ce service", max_length=20, blank=True, validators=[validate_phone]
    )

    source = models.CharField("source", max_length=200, blank=True)
    source_date = models.DateField("date de la source", null=True, blank=True)
    confirmed_on = models.DateField("vérifié le", null=True, blank=True)
    is_example = models.BooleanField("exemple inventé", default=False)
    published_at = models.DateTimeField("publié le", null=True, blank=True)

    sort_key = folded_name()
    search_text = models.GeneratedField(
        expression=Fold(
            Concat(*_spaced("name", "summary", "operator", "description"), output_field=models.TextField())
        ),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name="texte cherché, sans accent",
    )

    objects = SolutionQuerySet.as_manager()

    NAMES = ("name", "contact_name")

    class Meta:
        verbose_name = "solution"
        ordering = ["sort_key", "pk"]
        constraints = [
            known("kind", SolutionKind, "solution", "Cette nature"),
            models.CheckConstraint(
                condition=~Q(kind=SolutionKind.CARRIER) | Q(carrier__isnull=False),
                name="solution_carrier_named",
                violation_error_message="Dites quel transporteur propose ce service.",
            ),
            all_known("temperatures", Temperature, "solution", "Une des températures"),
            models.CheckConstraint(
                condition=~Q(kind__in=GOODS_KINDS) | Q(temperatures__len__gt=0),
                name="solution_temperature_given",
                violation_error_message="Dites à quelle température les produits voyagent ou sont gardés.",
            ),
            models.CheckConstraint(
                condition=(Q(min_kg__isnull=True) | Q(min_kg__gte=0))
                & (Q(max_kg__isnull=True) | Q(max_kg__gt=0))
                & (Q(max_parcel_kg__isnull=True) | Q(max_parcel_kg__gt=0))
                & (Q(on_quote_above_kg__isnull=True) | Q(on_quote_above_kg__gte=0))
                & (Q(other_load_kg__isnull=True) | Q(other_load_kg__gte=0)),
                name="solution_weights_positive",
                violation_error_message="Un poids ne peut pas être négatif, ni un maximum nul.",
            ),
            models.CheckConstraint(
                condition=Q(min_kg__isnull=True) | Q(max_kg__isnull=True) | Q(max_kg__gt=F("min_kg")),
                name="solution_weights_ordered",
                violation_error_message="Le poids maximum doit dépasser le poids minimum.",
            ),
            models.CheckConstraint(
                condition=Q(atp_expires_on__isnull=True) | Q(atp_attested__isnull=False, atp_attested=True),
                name="solution_atp_dated_when_attested",
                violation_error_message="Une date d’attestation suppose des véhicules attestés.",
            ),
            models.CheckConstraint(
                condition=Q(holds_celsius__isnull=True) | Q(holds_celsius__in=CHILLED_CELSIUS),
                name="solution_celsius_known",
                violation_error_message="Les produits frais se tiennent à +2, +3, +4, +7 ou +8 °C au plus.",
            ),
            models.CheckConstraint(
                condition=Q(co_delivery=False) | Q(kind=SolutionKind.CO_DELIVERY),
                name="solution_co_delivery_kind",
                violation_error_message="L’article R3211-3 ne vaut que pour la co-livraison entre fermes.",
            ),
            models.CheckConstraint(
                condition=Q(direct=False) | Q(breaks_load=False),
                name="solution_direct_in_one_vehicle",
                violation_error_message="Ce qui va droit chez le client ne change pas de véhicule en route.",
            ),
            models.CheckConstraint(
                condition=Q(declared_kgco2e_per_tkm__isnull=True) | Q(declared_kgco2e_per_tkm__gte=0),
                name="solution_carbon_positive",
                violation_error_message="Le CO₂e déclaré ne peut pas être négatif.",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                    commune__isnull=False,
                ),
                name="solution_position_whole",
                violation_error_message="Donnez la commune, la latitude et la longitude ensemble.",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[SolutionKind.PLATFORM, SolutionKind.LOCKER, SolutionKind.STORAGE])
                | Q(commune__isnull=False),
                name="solution_place_given",
                violation_error_message="Dites dans quelle commune se trouve ce lieu.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=SolutionKind.CO_DELIVERY)
                | (
                    Q(commune__isnull=False, round_destination__isnull=False, other_load_kg__isnull=False)
                    & ~Q(vehicle_code="")
                ),
                name="solution_shared_round_whole",
                violation_error_message=(
                    "Une co-livraison a un lieu de rendez-vous, une destination, un véhicule "
                    "et le chargement habituel des partenaires."
                ),
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True)
                | Q(is_example=True)
                | (~Q(source="") & Q(source_date__isnull=False)),
                name="solution_sourced_when_published",
                violation_error_message="Avant de publier, dites d’où vient l’information et sa date.",
            ),
            models.CheckConstraint(
                condition=Q(max_length_cm__isnull=True, max_width_cm__isnull=True, max_height_cm__isnull=True)
                | Q(
                    **{f"max_{side}_cm__isnull": False for side in _SIDES},
                    **{f"max_{side}_cm__range": (1, 2000) for side in _SIDES},
                ),
                name="solution_parcel_size_whole",
                violation_error_message=(
                    "Donnez les trois dimensions d’un colis, de 1 à 2 000 cm, ou aucune."
                ),
            ),
            models.CheckConstraint(
                condition=Q(approval_number="")
                | Q(sanitary_approval__isnull=False, sanitary_approval=True)
                & Q(approval_number__regex=r"^([0-9]{2}|2[AB]|97[0-9])\.[0-9]{2,3}\.[0-9]{3}$"),
                name="solution_approval_numbered",
                violation_error_message=(
                    "Un numéro d’agrément suppose l’agrément, et s’écrit département.commune.numéro : "
                    "48.095.001."
                ),
            ),
            models.CheckConstraint(
                condition=Q(returns_note="") | Q(returns_empties__isnull=False),
                name="solution_returns_known",
                violation_error_message="Dites d’abord si les emballages vides sont repris.",
            ),
        ]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="solution_by_name"),
            GinIndex(OpClass(F("search_text"), name="gin_trgm_ops"), name="solution_text_trigrams"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("carriers:detail", args=[self.slug])

    def get_short_url(self):
        """To print: short enough to be copied by hand."""
        return reverse("carriers:short", args=[self.pk])

    @property
    def position(self) -> tuple[float, float] | None:
        """Latitude and longitude of its place: its own, else that of the town hall."""
        if self.latitude is not None and self.longitude is not None:
            return self.latitude, self.longitude
        return (self.commune.latitude, self.commune.longitude) if self.commune else None

    @property
    def contact(self) -> dict[str, str]:
        """Whom to call for this service: its own contact, that of the carrier where it is empty."""
        carrier = self.carrier
        return {
            "name": self.contact_name,
            "phone": self.contact_phone or (carrier.phone if carrier else ""),
            "email": self.contact_email or (carrier.email if carrier else ""),
        }

    @property
    def carries_goods(self) -> bool:
        return self.kind in GOODS_KINDS

    @property
    def needs_cold(self) -> bool:
        """Takes chilled or frozen goods, so that the ATP attestation is a question."""
        return bool({Temperature.CHILLED, Temperature.FROZEN}.intersection(self.temperatures))

    @property
    def needs_chill(self) -> bool:
        """Takes chilled goods, so that how cold it keeps them is a question."""
        return Temperature.CHILLED in self.temperatures

    @property
    def temperature_labels(self) -> list[str]:
        return [str(Temperature(code).label) for code in self.temperatures]

    @property
    def is_published(self) -> bool:
        """Whether a visitor sees it: the rule of `perms.published_solution` on a row already read."""
        dates = [self.published_at, self.carrier.published_at if self.carrier else self.published_at]
        return all(date is not None and date <= timezone.now() for date in dates)

    def area_for(self, commune: Commune, role: str) -> ServiceArea | None:
        """The narrowest loaded area that holds a commune (prefetch `areas` first), None where not served."""
        holding = [area for area in self.areas.all() if area.role == role and area.holds(commune)]
        return min(holding, key=lambda area: area.breadth, default=None)

    def nearest_drop_point(self, commune: Commune) -> DropPoint | None:
        """The loaded drop point nearest to a farm of the commune, None beyond DROP_POINT_KM.

        The rule of `DropPointQuerySet.near`, in memory.
        """
        if self.kind not in DROP_POINT_KINDS:
            return None
        far = {point: great_circle_km(commune, point) for point in self.drop_points.all()}
        nearest = min(far, key=lambda point: (far[point], point.pk), default=None)
        return nearest if nearest and far[nearest] <= DROP_POINT_KM else None
