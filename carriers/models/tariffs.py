"""Dated prices of a solution, in every shape carriers use, with the conditions that go with each shape."""

import datetime
from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DecimalRangeField, RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Func, Q, Value

from carriers.enums import GridPurpose, TariffBasis
from carriers.perms import managed_by, visible_solution
from pat_logistics.constraints import known
from pat_logistics.formats import percent
from pat_logistics.history import track
from pat_logistics.names import Named


class TariffGridQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(visible_solution(user, "solution__"))

    def managed_by(self, user):
        """Grids the user edits: those of the services the user keeps."""
        return self.filter(managed_by(user, "solution__carrier__organisation"))

    def valid_on(self, date: datetime.date):
        return self.filter(valid_during__contains=date)

    def not_ended(self, date: datetime.date):
        """In force on a date, or later."""
        return self.exclude(valid_during__fully_lt=DateRange(date, None))


def _eur(label, **options):
    """An amount in euros, to the hundredth of a cent: prices per kilo and per kilometre need it."""
    return models.DecimalField(label, max_digits=10, decimal_places=4, **options)


def _share(label, **options):
    """A part of a whole: 0.25 is 25 %."""
    return models.DecimalField(label, max_digits=6, decimal_places=4, **options)


def _mass(label, **options):
    """Kilograms, to the gram."""
    return models.DecimalField(label, max_digits=9, decimal_places=3, **options)


_AMOUNTS = (
    "minimum_eur",
    "on_quote_above_kg",
    "volumetric_kg_per_m3",
    "chilled_share",
    "frozen_share",
    "vat_share",
    "percent_of_value",
    "fixed_eur",
    "eur_per_km",
    "eur_per_kg",
    "pickup_eur",
    "step_from_kg",
    "step_eur",
    "appointment_eur",
    "tail_lift_eur",
    "weekend_eur",
    "return_eur",
)
_POSITIVE = (
    "kg_per_pallet",
    "pickup_capacity_kg",
    "step_kg",
    "round_below_100_kg",
    "round_above_100_kg",
    "fuel_index_base",
    "fuel_index_current",
    "cold_index_base",
    "cold_index_current",
)


def _every(names, lookup) -> Q:
    """Each of the columns is unknown or passes the lookup."""
    condition = Q()
    for name in names:
        condition &= Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__{lookup}": 0})
    return condition


def _together(*names) -> Q:
    """All of the columns are given, or none."""
    return Q(**{f"{name}__isnull": True for name in names}) | Q(
        **{f"{name}__isnull": False for name in names}
    )


@track
class TariffGrid(Named):
    """What a solution charges during a period. Amounts exclude VAT unless `vat_included`.

    How a price is formed (facts of the trade): taxable weight = the larger of the real and the volumetric
    weight, rounded up; price of its band, or of the next band when that is cheaper (`payant_pour`); not less
    than `minimum_eur`; plus zone, temperature and fuel supplements; plus options. Shares are parts of one:
    0.25 is 25 %.
    """

    solution = models.ForeignKey(
        "carriers.Solution", on_delete=models.CASCADE, related_name="grids", verbose_name="solution"
    )
    purpose = models.CharField(
        "ce qu’elle paie", max_length=10, choices=GridPurpose.choices, default=GridPurpose.TRANSPORT
    )
    name = models.CharField("nom", max_length=120)
    valid_during = DateRangeField("valable", help_text="Le dernier jour n’est pas compris.")
    basis = models.CharField("mode de calcul", max_length=15, choices=TariffBasis.choices)

    vat_included = models.BooleanField("prix TTC", default=False)
    vat_share = _share(
        "taux de TVA",
        null=True,
        blank=True,
        help_text="0,2 pour 20 %, 0 pour un service exonéré. Vide : inconnu, le prix est gardé tel quel.",
    )
    minimum_eur = _eur("minimum de facturation (€)", null=True, blank=True)
    payant_pour = models.BooleanField(
        "payant-pour",
        default=False,
        help_text="Le prix du début de la tranche suivante s’applique quand il est plus bas.",
    )
    round_below_100_kg = _mass("arrondi au-dessous de 100 kg (kg)", null=True, blank=True)
    round_above_100_kg = _mass("arrondi à partir de 100 kg (kg)", null=True, blank=True)
    volumetric_kg_per_m3 = _mass("poids volumétrique (kg/m³)", null=True, blank=True)
    chilled_share = _share("supplément frais", default=Decimal(0), help_text="0,25 pour 25 %.")
    frozen_share = _share("supplément surgelé", default=Decimal(0), help_text="0,35 pour 35 %.")
    fuel_propulsion_share = _share(
        "part gazole de la propulsion",
        default=Decimal(0),
        help_text="Article L3222-1 du code des transports.",
    )
    fuel_index_base = _eur("indice gazole de référence", null=True, blank=True)
    fuel_index_current = _eur("indice gazole actuel", null=True, blank=True)
    fuel_cold_share = _share("part gazole du groupe froid", default=Decimal(0))
    cold_index_base = _eur("indice du gazole de froid de référence", null=True, blank=True)
    cold_index_current = _eur("indice du gazole de froid actuel", null=True, blank=True)
    on_quote_above_kg = _mass("sur devis au-delà de (kg)", null=True, blank=True)

    percent_of_value = _share("part de la valeur des produits", null=True, blank=True)
    fixed_eur = _eur("part fixe (€)", null=True, blank=True)
    eur_per_km = _eur("€ par km", null=True, blank=True)
    eur_per_kg = _eur("€ par kg", null=True, blank=True)
    kg_per_pallet = _mass("kg par palette", null=True, blank=True)
    pickup_eur = _eur("enlèvement (€)", null=True, blank=True)
    pickup_capacity_kg = _mass(
        "kg par enlèvement", null=True, blank=True, help_text="L’enlèvement est compté à nouveau au-delà."
    )
    step_from_kg = _mass("palier à partir de (kg)", null=True, blank=True)
    step_kg = _mass("palier par tranche entamée de (kg)", null=True, blank=True)
    step_eur = _eur("supplément par palier (€)", null=True, blank=True)
    appointment_eur = _eur("livraison sur rendez-vous (€)", null=True, blank=True)
    tail_lift_eur = _eur("hayon (€)", null=True, blank=True)
    weekend_eur = _eur("livraison le week-end (€)", null=True, blank=True)
    return_eur = _eur(
        "reprise d’un emballage vide (€ pièce)",
        null=True,
        blank=True,
        help_text="Caisse, bac ou palette rapporté. Vide : rien n’est facturé.",
    )

    note = models.CharField("remarque", max_length=400, blank=True)
    source = models.CharField("source", max_length=200)
    source_date = models.DateField("date de la source")
    is_example = models.BooleanField("exemple, non contractuel", default=False)

    objects = TariffGridQuerySet.as_manager()

    NAMES = ()
    SHORT_NAMES = ("name",)

    class Meta:
        verbose_name = "grille tarifaire"
        verbose_name_plural = "grilles tarifaires"
        ordering = ["solution", "purpose", "-valid_during"]
        constraints = [
            ExclusionConstraint(
                name="tariff_grid_no_overlap",
                expressions=[
                    ("solution", RangeOperators.EQUAL),
                    ("purpose", RangeOperators.EQUAL),
                    ("valid_during", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Une autre grille de cette solution est déjà valable à ces dates.",
            ),
            models.CheckConstraint(
                condition=Q(valid_during__isempty=False, valid_during__lower_inf=False),
                name="tariff_grid_period_starts",
                violation_error_message="Une grille commence un jour donné, et dure au moins un jour.",
            ),
            known("purpose", GridPurpose, "tariff_grid", "Cet usage"),
            known("basis", TariffBasis, "tariff_grid", "Ce mode de calcul"),
            models.CheckConstraint(
                condition=_every(_AMOUNTS, "gte"),
                name="tariff_grid_not_negative",
                violation_error_message="Un prix, un poids ou un supplément ne peut pas être négatif.",
            ),
            models.CheckConstraint(
                condition=_every(_POSITIVE, "gt"),
                name="tariff_grid_positive",
                violation_error_message="Une palette, un palier, un arrondi ou un indice dépasse 0.",
            ),
            models.CheckConstraint(
                condition=Q(chilled_share__lte=2, frozen_share__lte=2),
                name="tariff_grid_supplement_is_a_share",
                violation_error_message="Écrivez le supplément en part : 0,25 pour 25 %.",
            ),
            models.CheckConstraint(
                condition=Q(vat_share__isnull=True) | Q(vat_share__lt=1),
                name="tariff_grid_vat_is_a_share",
                violation_error_message="Écrivez le taux de TVA en part : 0,2 pour 20 %%.",
            ),
            models.CheckConstraint(
                condition=~Q(basis=TariffBasis.PERCENT)
                | Q(percent_of_value__isnull=False, percent_of_value__gt=0, percent_of_value__lte=1),
                name="tariff_grid_percent_given",
                violation_error_message="Donnez la part de la valeur des produits : 0,22 pour 22 %%.",
            ),
            models.CheckConstraint(
                condition=~Q(basis=TariffBasis.FIXED_VARIABLE)
                | Q(fixed_eur__isnull=False)
                | Q(eur_per_km__isnull=False)
                | Q(eur_per_kg__isnull=False),
                name="tariff_grid_fixed_variable_given",
                violation_error_message="Donnez une part fixe, un prix au km ou un prix au kg.",
            ),
            models.CheckConstraint(
                condition=~Q(basis=TariffBasis.PALLET) | Q(kg_per_pallet__isnull=False),
                name="tariff_grid_pallet_weight_given",
                violation_error_message="Dites combien de kilos tiennent sur une palette.",
            ),
            models.CheckConstraint(
                condition=_together("step_from_kg", "step_kg", "step_eur"),
                name="tariff_grid_steps_whole",
                violation_error_message="Un palier a un début, une tranche et un prix.",
            ),
            models.CheckConstraint(
                condition=Q(pickup_capacity_kg__isnull=True) | Q(pickup_eur__isnull=False),
                name="tariff_grid_pickup_priced",
                violation_error_message="Donnez le prix de l’enlèvement.",
            ),
            models.CheckConstraint(
                condition=Q(
                    fuel_propulsion_share__gte=0,
                    fuel_cold_share__gte=0,
                    fuel_propulsion_share__lte=Value(Decimal(1)) - F("fuel_cold_share"),
                ),
                name="tariff_grid_fuel_is_a_share",
                violation_error_message="Les parts de gazole sont entre 0 et 1, et leur somme aussi.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(fuel_propulsion_share=0)
                    | Q(fuel_index_base__isnull=False, fuel_index_current__isnull=False)
                )
                & (Q(fuel_cold_share=0) | Q(cold_index_base__isnull=False, cold_index_current__isnull=False)),
                name="tariff_grid_fuel_indexed",
                violation_error_message="Une part de gazole demande ses deux indices.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def vat_in_words(self) -> str:
        """Whether its prices hold VAT, and at which rate."""
        if self.vat_share == 0:
            return "nets de TVA (service exonéré)"
        rate = "" if self.vat_share is None else f"TVA de {percent(float(self.vat_share))}"
        if self.vat_included:
            return f"TTC, {rate} retirée des calculs" if rate else "TTC, à un taux de TVA qui n’est pas connu"
        return f"hors taxes, {rate} en plus" if rate else "hors taxes"

    @property
    def first_day(self) -> datetime.date:
        return self.valid_during.lower

    @property
    def last_day(self) -> datetime.date | None:
        """The last day it holds, as people write a period; None while it has no end."""
        end = self.valid_during.upper
        return end - datetime.timedelta(days=1) if end else None


@track
class TariffZone(models.Model):
    """A zone of a grid, named by the service areas through its code, with the supplement it costs."""

    grid = models.ForeignKey(
        TariffGrid, on_delete=models.CASCADE, related_name="zones", verbose_name="grille"
    )
    code = models.CharField("code", max_length=12)
    label = models.CharField("intitulé", max_length=80)
    surcharge_share = _share(
        "supplément en part",
        default=Decimal(0),
        validators=[MinValueValidator(0)],
        help_text="0,08 pour 8 %.",
    )
    surcharge_eur = _eur("supplément (€)", default=Decimal(0), validators=[MinValueValidator(0)])

    class Meta:
        verbose_name = "zone tarifaire"
        verbose_name_plural = "zones tarifaires"
        ordering = ["grid", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["grid", "code"],
                name="tariff_zone_once",
                violation_error_message="Cette zone est déjà dans la grille.",
            ),
            models.CheckConstraint(
                condition=~Q(code=""),
                name="tariff_zone_named",
                violation_error_message="Donnez un code à la zone.",
            ),
            models.CheckConstraint(
                condition=Q(surcharge_share__gte=0, surcharge_eur__gte=0),
                name="tariff_zone_not_negative",
                violation_error_message="Un supplément ne peut pas être négatif.",
            ),
            models.CheckConstraint(
                condition=Q(surcharge_share__lte=2),
                name="tariff_zone_is_a_share",
                violation_error_message="Écrivez le supplément en part : 0,08 pour 8 %.",
            ),
        ]

    def __str__(self):
        return self.label


class _NumRange(Func):
    function = "numrange"
    output_field = DecimalRangeField()


@track
class TariffBand(models.Model):
    """Price of a weight band. Whether an end belongs to it follows the trade, hence the basis of its grid.

    A flat price (parcel, stop, or `flat`) holds up to its end ("jusqu’à 10 kg"); a price per 100 kg or per
    pallet holds from its start ("à partir de 100 kg"). `price_eur` is the price of what the basis names: a
    parcel, 100 kg, a pallet, a stop; of the whole consignment when `flat`.
    """

    grid = models.ForeignKey(
        TariffGrid, on_delete=models.CASCADE, related_name="bands", verbose_name="grille"
    )
    zone = models.CharField("zone", max_length=12, blank=True, help_text="Vide : toutes les zones.")
    min_kg = _mass("de (kg)")
    max_kg = _mass("à (kg)", null=True, blank=True, help_text="Vide : sans limite.")
    price_eur = _eur("prix (€)")
    flat = models.BooleanField(
        "forfait", default=False, help_text="Prix de tout l’envoi, comme d’usage au-dessous de 100 kg."
    )

    class Meta:
        verbose_name = "tranche"
        ordering = ["grid", "zone", "min_kg"]
        constraints = [
            models.CheckConstraint(
                condition=Q(max_kg__isnull=True) | Q(max_kg__gt=F("min_kg")),
                name="tariff_band_has_width",
                violation_error_message="La tranche doit finir plus haut qu’elle ne commence.",
            ),
            models.CheckConstraint(
                condition=Q(min_kg__gte=0, price_eur__gte=0),
                name="tariff_band_not_negative",
                violation_error_message="Un poids ou un prix ne peut pas être négatif.",
            ),
            ExclusionConstraint(
                name="tariff_band_no_overlap",
                expressions=[
                    ("grid", RangeOperators.EQUAL),
                    ("zone", RangeOperators.EQUAL),
                    (_NumRange("min_kg", "max_kg", Value("[)")), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Cette tranche en recouvre une autre de la même zone.",
            ),
        ]

    def __str__(self):
        return f"{self.min_kg} – {self.max_kg if self.max_kg is not None else '…'} kg : {self.price_eur} €"
