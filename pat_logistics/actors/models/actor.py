"""Who can help a farm sell and deliver: public bodies, associations, companies, tools, places, customers."""

from datetime import date
from urllib.parse import urlsplit

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Concat
from django.urls import reverse

from pat_logistics.actors import perms
from pat_logistics.actors.enums import (
    OUTLET_TYPES,
    ActorKind,
    Confidence,
    Origin,
    Standing,
)
from pat_logistics.columns import PhoneColumn
from pat_logistics.constraints import all_known, between, known, validate_phone
from pat_logistics.folding import Fold, folded_name
from pat_logistics.formats import french_day
from pat_logistics.history import track
from pat_logistics.lookups import SEARCHED_WORDS, holds, resembles
from pat_logistics.names import Named
from pat_logistics.territory.departements import NAMES
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import CustomerType, Month, Temperature, Weekday

LONGEST_SLUG = 110
WHOLE_DATE = len("2026-03-15")
# What only a customer of farms asks: empty for everybody else.
_TERMS = (
    Q(weekdays__len=0, temperatures__len=0)
    & Q(not_before__isnull=True, not_after__isnull=True, lead_time_hours__isnull=True)
    & Q(minimum_kg__isnull=True, minimum_eur__isnull=True, asks_approval__isnull=True, asks="")
)


class ActorQuerySet(models.QuerySet["Actor"]):
    def visible_to(self, user):
        """Published entries, plus those the user keeps. Every page, API, export and search starts here."""
        return self.filter(perms.visible_to(user))

    def published(self):
        return self.filter(perms.published())

    def managed_by(self, user):
        """Entries the user may correct."""
        return self.filter(perms.managed_by(user))

    def outlets(self):
        """Customers that farms may deliver, markets included; never private people."""
        return self.exclude(customer_type="")

    def acting_in(self, code: str):
        """Those who say that they act in the département, else those who stand in it."""
        said = Q(everywhere=True) | Q(departements__contains=[code])
        return self.filter(said | Q(everywhere=False, departements__len=0, commune__departement=code))

    def with_standing(self):
        """Adds `is_at`, the rule of the property `standing` in the database."""
        return self.annotate(
            is_at=Case(
                When(is_example=True, then=Value(Standing.EXAMPLE.value)),
                When(confirmed_on__isnull=False, then=Value(Standing.CONFIRMED.value)),
                default=Value(Standing.UNCONFIRMED.value),
            )
        )

    def search(self, words: list[str]):
        """Those that hold every word, in their own texts or in the name of their commune."""
        return self._said(words, holds)

    def resembling(self, words: list[str]):
        """Those that hold every word, or one that looks like it: for when nothing else was found."""
        return self._said(words, resembles)

    def _said(self, words, rule):
        found = self
        for word in words[:SEARCHED_WORDS]:
            communes = Commune.objects.said_by(rule("names_key", word), word)
            found = found.filter(rule("search_text", word) | Q(commune__in=communes.order_by().values("pk")))
        return found


@track
class Actor(Named):
    """One body, company, tool, place or customer, with what it does for who delivers, and where that is read.

    A customer of farms (`customer_type`) says also when and how it takes goods. An entry drawn from a public
    source says what was public on a day: it offers nothing, has no price, and stays « à confirmer » until
    whoever runs it, or an advisor who asked, confirms it.
    """

    kind = models.CharField("nature", max_length=12, choices=ActorKind.choices)
    name = models.CharField("nom", max_length=120)
    slug = models.SlugField("adresse de la page", max_length=120, unique=True)
    commune = models.ForeignKey(
        Commune,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="actors",
        verbose_name="commune",
    )
    address = models.CharField("adresse", max_length=200, blank=True)
    what_it_does = models.TextField("ce qu’il fait pour livrer ou vendre", max_length=600)
    area = models.CharField("où et quand, en quelques mots", max_length=200, blank=True)
    departements = ArrayField(
        models.CharField(max_length=3, choices=tuple(NAMES.items())),
        verbose_name="départements où il agit",
        default=list,
        blank=True,
    )
    everywhere = models.BooleanField("agit dans toute la France", default=False)
    phone = PhoneColumn("téléphone", max_length=20, blank=True, validators=[validate_phone])
    email = models.EmailField("adresse électronique", blank=True)
    website = models.URLField("site internet", max_length=300, blank=True)

    customer_type = models.CharField("type de client", max_length=16, choices=OUTLET_TYPES, blank=True)
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday.choices),
        verbose_name="jours de livraison, ou de marché",
        default=list,
        blank=True,
    )
    not_before = models.TimeField("livrer à partir de", null=True, blank=True)
    not_after = models.TimeField("livrer avant", null=True, blank=True)
    lead_time_hours = models.PositiveIntegerField(
        "délai entre la commande et la livraison (heures)", null=True, blank=True
    )
    minimum_kg = models.DecimalField(
        "minimum par livraison (kg)", max_digits=8, decimal_places=2, null=True, blank=True
    )
    minimum_eur = models.DecimalField(
        "minimum par commande (€)", max_digits=8, decimal_places=2, null=True, blank=True
    )
    temperatures = ArrayField(
        models.CharField(max_length=10, choices=Temperature.choices),
        verbose_name="températures reçues",
        default=list,
        blank=True,
    )
    asks_approval = models.BooleanField(
        "demande l’agrément sanitaire", null=True, blank=True, help_text="Pour les produits animaux."
    )
    asks = models.CharField("demande aussi", max_length=300, blank=True)

    origin = models.CharField("écrit d’après", max_length=8, choices=Origin.choices)
    source_url = models.URLField("adresse de la source", max_length=300, blank=True)
    source_date = models.CharField("date de la source", max_length=10, blank=True)
    confidence = models.CharField("confiance", max_length=1, choices=Confidence.choices, blank=True)
    confirmed_on = models.DateField("vérifié le", null=True, blank=True)
    is_example = models.BooleanField("exemple inventé", default=False)
    published_at = models.DateTimeField("publié le", null=True, blank=True)

    sort_key = folded_name()
    search_text = models.GeneratedField(
        expression=Fold(
            Concat(
                F("name"), Value(" "), F("what_it_does"), Value(" "), F("area"),
                output_field=models.TextField(),
            )
        ),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name="texte cherché, sans accent",
    )  # fmt: skip

    objects = ActorQuerySet.as_manager()

    class Meta:
        verbose_name = "qui peut aider"
        verbose_name_plural = "qui peut aider"
        ordering = ["sort_key", "pk"]
        constraints = [
            known("kind", ActorKind, "actor", "Cette nature"),
            known("origin", Origin, "actor", "Cette origine"),
            known("confidence", Confidence, "actor", "Cette confiance", optional=True),
            models.CheckConstraint(
                condition=Q(customer_type__in=["", *(code for code, _ in OUTLET_TYPES)]),
                name="actor_customer_is_no_home",
                violation_error_message=(
                    "Un particulier n’a pas de fiche : choisissez un autre type de client, ou aucun."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(kind=ActorKind.MARKET) & Q(customer_type=CustomerType.MARKET))
                | (~Q(kind=ActorKind.MARKET) & ~Q(customer_type=CustomerType.MARKET)),
                name="actor_market_is_market",
                violation_error_message=(
                    "Un marché est de nature « marché » et de type de client « marché »."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[ActorKind.OUTLET, ActorKind.SHOP]) | ~Q(customer_type=""),
                name="actor_outlet_has_type",
                violation_error_message="Dites quel type de client c’est.",
            ),
            models.CheckConstraint(
                condition=~Q(customer_type="") | _TERMS,
                name="actor_terms_of_customers",
                violation_error_message=(
                    "Jours, heures, minimum et agrément sont ceux d’un client : dites d’abord lequel."
                ),
            ),
            all_known("weekdays", Weekday, "actor", "Un des jours"),
            all_known("temperatures", Temperature, "actor", "Une des températures"),
            models.CheckConstraint(
                condition=Q(departements__contained_by=list(NAMES)),
                name="actor_departements_known",
                violation_error_message="Un des départements n’existe pas.",
            ),
            models.CheckConstraint(
                condition=Q(everywhere=False) | Q(departements__len=0),
                name="actor_area_one_way",
                violation_error_message="Toute la France, ou certains départements : pas les deux.",
            ),
            models.CheckConstraint(
                condition=Q(not_before__isnull=True)
                | Q(not_after__isnull=True)
                | Q(not_before__lt=F("not_after")),
                name="actor_hours_in_order",
                violation_error_message="L’heure de fin doit venir après l’heure de début.",
            ),
            between("lead_time_hours", 1, 2_160, "actor", "Le délai va de 1 à 2 160 heures (90 jours)."),
            between("minimum_kg", "0.01", 44_000, "actor", "Le minimum va de 0,01 à 44 000 kg."),
            between("minimum_eur", "0.01", 100_000, "actor", "Le minimum va de 0,01 à 100 000 €."),
            models.CheckConstraint(
                condition=Q(source_date="") | Q(source_date__regex=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
                name="actor_source_date_shape",
                violation_error_message="Écrivez 2026, 2026-03 ou 2026-03-15.",
            ),
            models.CheckConstraint(
                condition=~Q(origin=Origin.SOURCE) | ~Q(source_url=""),
                name="actor_source_told",
                violation_error_message="Une fiche tirée d’une source publique dit laquelle.",
            ),
        ]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="actor_by_name"),
            models.Index(fields=["commune", "customer_type"], name="actor_customer_there"),
            GinIndex(OpClass(F("search_text"), name="gin_trgm_ops"), name="actor_text_trigrams"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("actors:detail", args=[self.slug])

    @property
    def standing(self) -> Standing:
        if self.is_example:
            return Standing.EXAMPLE
        return Standing.CONFIRMED if self.confirmed_on else Standing.UNCONFIRMED

    @property
    def is_outlet(self) -> bool:
        return bool(self.customer_type)

    @property
    def source_site(self) -> str:
        """The site where it was read: « lozere.fr »."""
        return (urlsplit(self.source_url).hostname or "").removeprefix("www.")

    @property
    def source_day(self) -> str:
        """As far as the source says it: « 2 août 2014 », « décembre 2018 », « 2024 »."""
        year, *rest = self.source_date.split("-")
        if not rest:
            return year
        month = Month(int(rest[0])).label
        if len(rest) == 1:
            return f"{month} {year}"
        return french_day(date.fromisoformat(self.source_date))

    @property
    def seen(self) -> str:
        """When it was read, to begin a sentence: « Vu le 2 août 2014 », « Vu, sans date, »."""
        if not self.source_date:
            return "Vu, sans date,"
        return f"Vu {'le' if len(self.source_date) == WHOLE_DATE else 'en'} {self.source_day}"

    @property
    def tells_terms(self) -> bool:
        """Whether anything is known of what this customer asks."""
        told = (
            self.weekdays, self.not_before, self.not_after, self.lead_time_hours, self.minimum_kg,
            self.minimum_eur, self.temperatures, self.asks,
        )  # fmt: skip
        return any(told) or self.asks_approval is not None

    @property
    def weekday_names(self) -> list[str]:
        return [str(Weekday(day).label) for day in self.weekdays]

    @property
    def temperature_labels(self) -> list[str]:
        return [str(Temperature(code).label) for code in self.temperatures]

    @property
    def departement_names(self) -> list[str]:
        return [NAMES[code] for code in self.departements]
