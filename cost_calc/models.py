"""Dated, sourced values behind every result (a correction is a new row with a new date), and results kept."""

import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from pat_logistics import formats
from pat_logistics.constraints import between, known
from pat_logistics.names import Named
from pat_logistics.vocabulary import Temperature
from producers import perms
from producers.models import Producer


class Confidence(models.TextChoices):
    A = "A", "texte officiel ou calcul publié"
    B = "B", "source sérieuse de seconde main"
    C = "C", "indicatif"
    D = "D", "hypothèse à remplacer"


class Energy(models.TextChoices):
    DIESEL = "diesel", "gazole"
    PETROL = "petrol", "essence"
    E10 = "e10", "essence E10"
    E85 = "e85", "superéthanol E85"
    ELECTRICITY = "electricity", "électricité"


# A value nobody has checked for longer than this is said to be old.
FRESH_DAYS = 365


class DatedQuerySet(models.QuerySet):
    def at(self, date: datetime.date):
        """The row of each code in force on `date`: the latest that had begun."""
        return self.filter(valid_from__lte=date).order_by("code", "-valid_from").distinct("code")


class Dated(models.Model):
    """One value or one vehicle, from a date on, with where it comes from."""

    code = models.CharField("code", max_length=60)
    label = models.CharField("intitulé", max_length=120)
    valid_from = models.DateField("en vigueur depuis le")
    confidence = models.CharField("confiance", max_length=1, choices=Confidence.choices)
    source = models.CharField("source", max_length=200)
    note = models.CharField("remarque", max_length=250, blank=True)
    checked_on = models.DateField(
        "vérifiée le",
        null=True,
        blank=True,
        help_text="Jour où quelqu’un l’a comparée à sa source. Vide : le jour où elle est entrée en vigueur.",
    )
    corrected_here = models.BooleanField("corrigée sur ce portail", default=False, editable=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="%(class)s_one_per_date",
                violation_error_message="Une valeur existe déjà pour ce code à cette date.",
            ),
            known("confidence", Confidence, "%(class)s", message="La confiance va de A à D."),
        ]

    def is_stale(self, at: datetime.date) -> bool:
        """Whether nobody has held it against its source for a year: a price moves, a text is replaced."""
        return (at - (self.checked_on or self.valid_from)).days > FRESH_DAYS


class ReferenceValue(Dated):
    """A price, a factor, a speed, a detour, a threshold."""

    value = models.FloatField("valeur")
    unit = models.CharField("unité", max_length=20)
    vat_rate = models.FloatField(
        "TVA comprise dans la valeur",
        default=0.0,
        help_text="Part : 0,2 pour 20 %. Le calcul l’ôte. 0 : déjà hors taxes, ou pas un prix.",
    )

    class Meta(Dated.Meta):
        verbose_name = "valeur de référence"
        verbose_name_plural = "valeurs de référence"
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                # A speed curve of the parcel model has negative coefficients; nothing else may be negative.
                condition=Q(value__gte=0, value__lte=1e6)
                | Q(code__contains=".poly", value__gte=-1e6, value__lte=1e6),
                name="referencevalue_in_range",
                violation_error_message="Cette valeur est négative, ou hors de toute échelle connue.",
            ),
            models.CheckConstraint(
                condition=Q(vat_rate__gte=0, vat_rate__lt=1),
                name="referencevalue_vat_in_range",
                violation_error_message="Le taux de TVA est une part, de 0 à 1.",
            ),
        ]

    def __str__(self):
        return f"{self.label} : {self.value} {self.unit}"

    @property
    def used(self) -> float:
        """What a calculation reads: the value, without the VAT it holds."""
        return round(self.value / (1 + self.vat_rate), 6) if self.vat_rate else self.value


class LegalRule(Dated):
    """What the law says, in a sentence, with its text, its date and its address; some rules have a threshold.

    The calculator judges with the thresholds and cites the sentences; guides quote the same rows.
    """

    text = models.CharField("ce que dit la règle", max_length=400)
    value = models.FloatField("seuil", null=True, blank=True)
    unit = models.CharField("unité", max_length=20, blank=True)
    url = models.URLField("adresse du texte", max_length=250, blank=True)

    class Meta(Dated.Meta):
        verbose_name = "règle de droit"
        verbose_name_plural = "règles de droit"
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=-1000, value__lte=1e6),
                name="legalrule_in_range",
                violation_error_message="Ce seuil est hors de toute échelle connue.",
            ),
        ]

    def __str__(self):
        return self.label


class VehicleType(Dated):
    """A usual vehicle: what its kilometre costs, what it burns, what it may carry."""

    eur_per_km = models.FloatField("€ par km, hors temps de conduite")
    co2e_g_per_km = models.FloatField("g CO₂ par km publiés (du réservoir à la roue)", null=True, blank=True)
    litres_per_100km = models.FloatField("litres aux 100 km", null=True, blank=True)
    kwh_per_100km = models.FloatField("kWh aux 100 km", null=True, blank=True)
    consumption_source = models.CharField(
        "source de la consommation", max_length=200, blank=True, help_text="Vide : la même que celle du coût."
    )
    consumption_confidence = models.CharField(
        "confiance de la consommation",
        max_length=1,
        choices=Confidence.choices,
        blank=True,
        help_text="Vide : la même que celle du coût.",
    )
    nox_g_per_km = models.FloatField("g d’oxydes d’azote par km", null=True, blank=True)
    pm_g_per_km = models.FloatField("g de particules par km", null=True, blank=True)
    energy = models.CharField("énergie", max_length=12, choices=Energy.choices)
    temperatures = ArrayField(
        models.CharField(max_length=10, choices=Temperature.choices), verbose_name="températures possibles"
    )
    payload_kg = models.FloatField("charge utile (kg)")
    volume_m3 = models.FloatField(
        "volume utile (m³)",
        null=True,
        blank=True,
        help_text="Vide : pas connu, et le poids seul dit le nombre de trajets.",
    )

    class Meta(Dated.Meta):
        verbose_name = "véhicule de référence"
        verbose_name_plural = "véhicules de référence"
        constraints = [
            *Dated.Meta.constraints,
            between(
                "eur_per_km",
                0,
                50,
                "vehicletype",
                "Le coût au kilomètre va de 0 à 50 €.",
                name="vehicletype_cost_in_range",
            ),
            models.CheckConstraint(
                condition=Q(payload_kg__gt=0, payload_kg__lte=44_000),
                name="vehicletype_payload_in_range",
                violation_error_message="La charge utile va de 1 à 44 000 kg.",
            ),
            models.CheckConstraint(
                condition=Q(volume_m3__isnull=True) | Q(volume_m3__gt=0, volume_m3__lte=120),
                name="vehicletype_volume_in_range",
                violation_error_message="Le volume utile va jusqu’à 120 m³.",
            ),
            models.CheckConstraint(
                condition=Q(co2e_g_per_km__isnull=True) | Q(co2e_g_per_km__gte=0, co2e_g_per_km__lte=10_000),
                name="vehicletype_carbon_in_range",
                violation_error_message="Les émissions vont de 0 à 10 000 g par kilomètre.",
            ),
            models.CheckConstraint(
                condition=(Q(litres_per_100km__isnull=True) | Q(litres_per_100km__lte=100))
                & (Q(kwh_per_100km__isnull=True) | Q(kwh_per_100km__lte=500)),
                name="vehicletype_consumption_in_range",
                violation_error_message="La consommation va jusqu’à 100 litres ou 500 kWh aux 100 km.",
            ),
            models.CheckConstraint(
                condition=(Q(nox_g_per_km__isnull=True) | Q(nox_g_per_km__gte=0, nox_g_per_km__lte=100))
                & (Q(pm_g_per_km__isnull=True) | Q(pm_g_per_km__gte=0, pm_g_per_km__lte=10)),
                name="vehicletype_pollutants_in_range",
                violation_error_message="Au plus 100 g d’oxydes d’azote et 10 g de particules par kilomètre.",
            ),
            known("energy", Energy, "vehicletype", message="Cette énergie n’existe pas."),
            models.CheckConstraint(
                condition=Q(litres_per_100km__gt=0, kwh_per_100km__isnull=True)
                | Q(kwh_per_100km__gt=0, litres_per_100km__isnull=True),
                name="vehicletype_one_consumption",
                violation_error_message="Donnez soit des litres, soit des kWh aux 100 km.",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def consumption_grade(self) -> str:
        """How sure its litres or kWh are, which may be less than its cost."""
        return self.consumption_confidence or self.confidence


class KeptResultQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "KeptResultQuerySet":
        """Those of the producers the user manages: a cost is nobody else's business."""
        return self.filter(perms.managed_by(user, "producer__"))

    def owned_by(self, user: Any) -> "KeptResultQuerySet":
        """Those the user may write: of the farms that are the user's own."""
        return self.filter(producer__in=Producer.objects.filter(perms.owned_by(user)))


class KeptResult(Named):
    """A result as it was read one day: its question, and what the best ways cost then.

    `query` asks the question again; `options` are dicts of `keeping.KeptOption`.
    """

    producer = models.ForeignKey(
        Producer, on_delete=models.CASCADE, related_name="kept_results", verbose_name="producteur"
    )
    name = models.CharField("nom", max_length=80, blank=True)
    said = models.CharField("question", max_length=300)
    query = models.CharField("question, pour la refaire", max_length=2000)
    options = models.JSONField("résultats")
    references = models.CharField("valeurs utilisées", max_length=12, blank=True)
    kept_at = models.DateTimeField("gardé le", default=timezone.now)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, verbose_name="gardé par"
    )

    objects = KeptResultQuerySet.as_manager()

    NAMES: ClassVar[tuple[str, ...]] = ()
    SHORT_NAMES: ClassVar[tuple[str, ...]] = ("name",)
    # In the export.
    SAID_BY_ROW: ClassVar[dict[str, str]] = {"options": "options_in_words"}

    class Meta:
        verbose_name = "résultat gardé"
        verbose_name_plural = "résultats gardés"
        ordering = ["-kept_at", "-pk"]
        indexes = [models.Index(fields=["producer", "-kept_at"], name="keptresult_of_farm")]

    def __str__(self):
        return self.name or self.said

    def options_in_words(self) -> str:
        pairs = [(one["label"], formats.eur_per_kg(one["eur_per_kg"])) for one in self.options]
        return "\u00a0; ".join(f"{label}\u00a0: {price}" for label, price in pairs)
