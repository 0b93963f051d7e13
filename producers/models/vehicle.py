"""What a producer delivers with."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from pat_logistics.constraints import all_known, between, known
from pat_logistics.history import track
from pat_logistics.names import Named
from pat_logistics.vocabulary import Temperature
from producers import perms
from producers.enums import VehicleKind


class VehicleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the producers the user manages: what a vehicle costs is nobody else's business."""
        return self.filter(perms.managed_by(user, "producer__"))


@track
class Vehicle(Named):
    """A vehicle of a producer, with the figures the calculator takes instead of its reference values."""

    producer = models.ForeignKey(
        "producers.Producer",
        on_delete=models.CASCADE,
        related_name="vehicles",
        verbose_name="producteur",
    )
    kind = models.CharField("type", max_length=16, choices=VehicleKind.choices)
    name = models.CharField(
        "nom", max_length=80, blank=True, help_text="Pour le reconnaître. Exemple : le fourgon blanc."
    )
    payload_kg = models.DecimalField(
        "charge utile (kg)",
        max_digits=7,
        decimal_places=1,
        null=True,
        blank=True,
        help_text="Ce qu’il peut porter. Sur la carte grise : F.2 moins G, conducteur déjà compté.",
    )
    volume_m3 = models.DecimalField("volume (m³)", max_digits=5, decimal_places=1, null=True, blank=True)
    temperatures = ArrayField(
        models.CharField(max_length=8, choices=Temperature.choices),
        verbose_name="températures possibles",
        default=list,
        blank=True,
    )
    eur_per_km = models.DecimalField(
        "coût au kilomètre (€)",
        max_digits=6,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="Carburant, entretien, pneus. Sans réponse : une valeur moyenne.",
    )
    litres_per_100km = models.DecimalField(
        "litres aux 100 km",
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        help_text="Vos litres réels, groupe froid compris. Vide pour un véhicule électrique.",
    )
    fixed_eur_per_year = models.DecimalField(
        "coûts fixes par an (€)",
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Achat étalé ou loyer, assurance. Répartis sur les kilomètres de l’année.",
    )
    km_per_year = models.PositiveIntegerField("kilomètres par an", null=True, blank=True)
    atp_expires_on = models.DateField(
        "attestation ATP valable jusqu’au",
        null=True,
        blank=True,
        help_text="Pour un véhicule frigorifique ou isotherme. La date est sur l’attestation.",
    )
    shareable = models.BooleanField(
        "je peux le prêter ou y charger pour d’autres",
        default=False,
        help_text="Visible de vous et de vos conseillers seulement, pour chercher des tournées communes.",
    )

    objects = VehicleQuerySet.as_manager()

    NAMES = ()
    SHORT_NAMES = ("name",)

    class Meta:
        verbose_name = "véhicule"
        ordering = ["producer", "kind", "pk"]
        constraints = [
            known("kind", VehicleKind, "vehicle", "Ce type de véhicule"),
            all_known("temperatures", Temperature, "vehicle", "Une des températures"),
            between("payload_kg", 1, 44_000, "vehicle", "La charge utile va de 1 à 44 000 kg."),
            between("volume_m3", "0.1", 120, "vehicle", "Le volume va de 0,1 à 120 m³."),
            between("eur_per_km", 0, 10, "vehicle", "Le coût au kilomètre va de 0 à 10 €."),
            between("litres_per_100km", 1, 60, "vehicle", "La consommation va de 1 à 60 litres aux 100 km."),
            between(
                "fixed_eur_per_year", 0, 100_000, "vehicle", "Les coûts fixes vont de 0 à 100 000 € par an."
            ),
            between("km_per_year", 1, 300_000, "vehicle", "Les kilomètres vont de 1 à 300 000 par an."),
            between(
                "atp_expires_on",
                date(2000, 1, 1),
                date(2099, 12, 31),
                "vehicle",
                "Vérifiez l’année de l’attestation ATP.",
            ),
            models.CheckConstraint(
                condition=Q(fixed_eur_per_year__isnull=True) | Q(km_per_year__isnull=False),
                name="vehicle_fixed_costs_have_km",
                violation_error_message="Combien de kilomètres par an, pour répartir les coûts fixes ?",
            ),
        ]

    def __str__(self):
        return self.name or self.get_kind_display()

    @property
    def temperature_names(self):
        return [Temperature(code).label for code in self.temperatures]
