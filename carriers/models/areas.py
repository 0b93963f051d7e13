"""Where a solution collects and delivers, which days, and by what hour it must know."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from carriers.enums import AreaRole
from carriers.perms import visible_solution
from pat_logistics.constraints import all_known, known
from pat_logistics.history import track
from pat_logistics.territory.departements import NAMES as DEPARTEMENTS
from pat_logistics.territory.given import part_of
from pat_logistics.territory.land import CountryPart, country_part
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import Weekday

# The narrowest area that holds a commune speaks for it: a town's own days beat those of its département.
COMMUNE, EPCI, DEPARTEMENT, COUNTRY = range(4)


def holding(commune: Commune) -> Q:
    """Areas that hold a commune: itself, its EPCI, its département or its part of the country."""
    holds = Q(commune=commune.pk) | Q(departement=commune.departement)
    holds |= Q(country_part=part_of(commune))
    return holds | Q(epci=commune.epci) if commune.epci else holds


# The `breadth` of an area, said by the database.
_RANK = Case(
    When(commune__isnull=False, then=Value(COMMUNE)),
    When(~Q(epci=""), then=Value(EPCI)),
    When(~Q(departement=""), then=Value(DEPARTEMENT)),
    default=Value(COUNTRY),
    output_field=IntegerField(),
)


class ServiceAreaQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(visible_solution(user, "solution__"))

    def holding(self, *communes):
        """Areas that hold at least one of the communes."""
        condition = Q()
        for commune in communes:
            condition |= holding(commune)
        return self.filter(condition) if communes else self.none()

    def narrowest_first(self):
        return self.alias(rank=_RANK).order_by("rank", "pk")

    def broadest_first(self):
        return self.alias(rank=_RANK).order_by("-rank", "-pk")

    def with_places(self):
        """Adds `epci_name`, as the area stores a SIREN, and `town`: the INSEE code of its largest commune."""
        largest = Commune.objects.order_by("-population", "insee")
        of_epci = largest.filter(epci=OuterRef("epci")).exclude(epci="")
        of_departement = largest.filter(departement=OuterRef("departement"))
        return self.select_related("commune").annotate(
            epci_name=Subquery(of_epci.values("epci_name")[:1]),
            town=Coalesce(
                F("commune_id"),
                Subquery(of_epci.values("insee")[:1]),
                Subquery(of_departement.values("insee")[:1]),
            ),
        )


@track
class ServiceArea(models.Model):
    """A commune, an EPCI, a département or a part of the country, where a solution collects or delivers.

    The mainland, Corsica and overseas are apart: whoever delivers all over France rarely crosses the sea.
    """

    solution = models.ForeignKey(
        "carriers.Solution", on_delete=models.CASCADE, related_name="areas", verbose_name="solution"
    )
    role = models.CharField("rôle", max_length=10, choices=AreaRole.choices)
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="commune"
    )
    epci = models.CharField("SIREN de l’EPCI", max_length=9, blank=True)
    departement = models.CharField("département", max_length=3, blank=True)
    country_part = models.CharField(
        "toute une partie du pays", max_length=10, choices=CountryPart.choices, blank=True
    )
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday.choices),
        verbose_name="jours",
        default=list,
        blank=True,
        help_text="De 1 (lundi) à 7 (dimanche). Vide : les jours ne sont pas connus.",
    )
    cut_off = models.TimeField("heure limite de commande", null=True, blank=True)
    delay_hours = models.PositiveSmallIntegerField(
        "délai (h)", null=True, blank=True, help_text="S’il diffère de celui de la solution."
    )
    zone = models.CharField(
        "zone tarifaire",
        max_length=12,
        blank=True,
        help_text="Code de zone de la grille. La zone de livraison choisit les prix ; la zone d’enlèvement "
        "n’ajoute que son supplément.",
    )

    # Only on rows read by `with_places()`.
    epci_name: str | None
    town: str | None

    objects = ServiceAreaQuerySet.as_manager()

    class Meta:
        verbose_name = "zone desservie"
        verbose_name_plural = "zones desservies"
        ordering = ["solution", "role", "pk"]
        constraints = [
            known("role", AreaRole, "service_area", "Ce rôle"),
            models.CheckConstraint(
                condition=(
                    Q(commune__isnull=False, epci="", departement="", country_part="")
                    | (Q(commune__isnull=True, departement="", country_part="") & ~Q(epci=""))
                    | (Q(commune__isnull=True, epci="", country_part="") & ~Q(departement=""))
                    | (Q(commune__isnull=True, epci="", departement="") & ~Q(country_part=""))
                ),
                name="service_area_one_place",
                violation_error_message=(
                    "Choisissez une commune, un EPCI, un département ou une partie du pays"
                    " : un seul des quatre."
                ),
            ),
            models.CheckConstraint(
                condition=Q(epci="") | Q(epci__regex=r"^[0-9]{9}$"),
                name="service_area_epci_shape",
                violation_error_message="Le SIREN d’un EPCI a 9 chiffres.",
            ),
            models.CheckConstraint(
                condition=Q(departement="") | Q(departement__regex=r"^([0-9]{2}|2[AB]|97[0-9])$"),
                name="service_area_departement_shape",
                violation_error_message="Un département s’écrit 48, 2A ou 974.",
            ),
            models.CheckConstraint(
                condition=Q(country_part__in=["", *CountryPart.values]),
                name="service_area_country_part_known",
                violation_error_message="Cette partie du pays n’existe pas.",
            ),
            all_known("weekdays", Weekday, "service_area", "Un des jours"),
            models.UniqueConstraint(
                fields=["solution", "role", "commune", "epci", "departement", "country_part"],
                name="service_area_once",
                nulls_distinct=False,
                violation_error_message="Cette zone est déjà dans la liste.",
            ),
        ]
        # A commune is asked of these four at once (see `holding`): small, as each holds its own rows only.
        indexes = [
            models.Index(
                fields=["commune", "role", "solution"],
                condition=Q(commune__isnull=False),
                name="service_area_by_commune",
            ),
            models.Index(
                fields=["epci", "role", "solution"], condition=~Q(epci=""), name="service_area_by_epci"
            ),
            models.Index(
                fields=["departement", "role", "solution"],
                condition=~Q(departement=""),
                name="service_area_by_departement",
            ),
            models.Index(
                fields=["country_part", "role", "solution"],
                condition=~Q(country_part=""),
                name="service_area_everywhere",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} : {self.place}"

    @property
    def place(self) -> str:
        """Name of the area in words; `with_places()` gives the name of an EPCI."""
        if self.country_part:
            label = CountryPart(self.country_part).label
            return label[0].upper() + label[1:]
        if self.departement:
            name = DEPARTEMENTS.get(self.departement)
            return f"{name} ({self.departement})" if name else f"département {self.departement}"
        if self.epci:
            return getattr(self, "epci_name", None) or f"EPCI {self.epci}"
        return str(self.commune)

    @property
    def breadth(self) -> int:
        """Rank among the areas that hold a commune: the lowest speaks for it."""
        if self.commune_id:
            return COMMUNE
        if self.epci:
            return EPCI
        return DEPARTEMENT if self.departement else COUNTRY

    def holds(self, commune: Commune) -> bool:
        """The same rule as `holding`, on an area already in memory."""
        if self.commune_id:
            return self.commune_id == commune.pk
        if self.epci:
            return self.epci == commune.epci
        if self.departement:
            return self.departement == commune.departement
        return self.country_part == country_part(commune.pk)
