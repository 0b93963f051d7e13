"""Goods of one producer that go regularly to one place."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from pat_logistics.actors.models import Actor
from pat_logistics.constraints import all_known, between, known
from pat_logistics.history import track
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import CustomerType, Month, Weekday
from producers import perms
from producers.enums import Payer, TransportToday
from producers.models.goods import ProductLine
from producers.models.producer import Producer
from producers.seasons import months_in_words


class FlowQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Flows of the producers who publish them, plus those of the producers the user manages."""
        return self.filter(perms.visible_to(user, "producer__", group="flows"))

    def with_places(self):
        """Loads what a line of a table or of a map says."""
        return self.select_related("producer__commune", "destination", "product_line", "outlet")


@track
class Flow(models.Model):
    """A regular delivery: what, where, how much, how often, when, and how it travels today."""

    producer = models.ForeignKey(
        Producer, on_delete=models.CASCADE, related_name="flows", verbose_name="producteur"
    )
    product_line = models.ForeignKey(
        ProductLine, on_delete=models.RESTRICT, related_name="flows", verbose_name="gamme"
    )
    destination = models.ForeignKey(
        Commune,
        on_delete=models.PROTECT,
        related_name="flows",
        verbose_name="commune de livraison",
        db_index=False,  # `flow_delivered_to` begins with it
    )
    customer_type = models.CharField("type de client", max_length=16, choices=CustomerType.choices)
    outlet = models.ForeignKey(
        Actor,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="flows",
        verbose_name="client connu",
        limit_choices_to=~Q(customer_type=""),
        help_text="Le même pour toutes les fermes. Son nom n’est jamais publié avec les livraisons.",
    )
    kg_per_delivery = models.DecimalField("kilos par livraison", max_digits=8, decimal_places=2)
    deliveries_per_year = models.PositiveIntegerField("livraisons par an")
    months = ArrayField(
        models.PositiveSmallIntegerField(choices=Month.choices),
        verbose_name="mois de livraison",
        default=list,
        blank=True,
        help_text="Laissez vide si ce n’est pas précisé.",
    )
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday.choices),
        verbose_name="jours possibles",
        default=list,
        blank=True,
        help_text="Laissez vide si tous les jours conviennent.",
    )
    not_before = models.TimeField("pas avant", null=True, blank=True)
    not_after = models.TimeField("pas après", null=True, blank=True)
    lead_time_hours = models.PositiveIntegerField("délai de livraison (heures)", null=True, blank=True)
    goods_value_eur = models.DecimalField(
        "valeur des produits par livraison (€)", max_digits=9, decimal_places=2, null=True, blank=True
    )
    returns_kg = models.DecimalField(
        "retours par livraison (kg)",
        max_digits=8,
        decimal_places=2,
        default=0,
        help_text="Bocaux, bacs, palettes ou invendus qui reviennent.",
    )
    transport_today = models.CharField(
        "livré aujourd’hui par", max_length=16, choices=TransportToday.choices, default=TransportToday.SELF
    )
    paid_by = models.CharField(
        "transport payé par", max_length=8, choices=Payer.choices, default=Payer.PRODUCER
    )

    objects = FlowQuerySet.as_manager()

    # In the history and the export.
    IN_WORDS = {"months": months_in_words}

    class Meta:
        verbose_name = "flux"
        verbose_name_plural = "flux"
        ordering = ["producer", "destination", "pk"]
        # Whose deliveries come to a place is read from it alone.
        indexes = [models.Index(fields=["destination", "producer"], name="flow_delivered_to")]
        constraints = [
            known("customer_type", CustomerType, "flow", "Ce type de client"),
            known("transport_today", TransportToday, "flow", "Ce mode de livraison"),
            known("paid_by", Payer, "flow", "Ce payeur"),
            between(
                "kg_per_delivery",
                "0.01",
                44_000,
                "flow",
                "Une livraison pèse de 0,01 à 44 000 kg.",
            ),
            between("deliveries_per_year", 1, 3_650, "flow", "Comptez de 1 à 3 650 livraisons par an."),
            between("returns_kg", 0, 44_000, "flow", "Les retours vont de 0 à 44 000 kg."),
            between("goods_value_eur", 0, 1_000_000, "flow", "La valeur des produits va de 0 à 1 000 000 €."),
            between("lead_time_hours", 1, 2_160, "flow", "Le délai va de 1 à 2 160 heures (90 jours)."),
            all_known("weekdays", Weekday, "flow", "Un des jours"),
            all_known("months", Month, "flow", "Un des mois"),
            models.CheckConstraint(
                condition=Q(outlet__isnull=True) | ~Q(customer_type=CustomerType.HOME),
                name="flow_home_has_no_outlet",
                violation_error_message="Des particuliers ne sont pas un client connu : enlevez-le.",
            ),
            models.CheckConstraint(
                condition=Q(not_before__isnull=True)
                | Q(not_after__isnull=True)
                | Q(not_before__lt=F("not_after")),
                name="flow_hours_in_order",
                violation_error_message="L’heure de fin doit venir après l’heure de début.",
            ),
        ]

    def __str__(self):
        return f"{self.producer} → {self.destination}"

    def clean(self):
        """A flow carries a line of its own producer."""
        if self.product_line_id and self.product_line.producer_id != self.producer_id:
            raise ValidationError({"product_line": "Choisissez une gamme de ce producteur."})
        if self.outlet and not self.outlet.is_outlet:
            raise ValidationError({"outlet": "Ce n’est pas un client : choisissez-en un autre, ou aucun."})

    @property
    def customer(self) -> str:
        """Who takes the goods, for who may read all of the delivery: a known customer by its name."""
        return self.outlet.name if self.outlet else self.get_customer_type_display()

    @property
    def months_words(self):
        return months_in_words(self.months)

    @property
    def weekday_names(self):
        return [Weekday(day).label for day in self.weekdays]

    @property
    def kg_per_year(self):
        return self.kg_per_delivery * self.deliveries_per_year
