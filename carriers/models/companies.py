"""Carriers: companies that carry for others."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from carriers.perms import managed_by, owned_by, published_carrier, visible_carrier
from pat_logistics.accounts.models import Organisation
from pat_logistics.columns import PhoneColumn, SiretColumn
from pat_logistics.constraints import siret_shape, validate_phone, validate_siret
from pat_logistics.folding import folded_name
from pat_logistics.history import track
from pat_logistics.names import Named
from pat_logistics.territory.models import Commune


class CarrierQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_carrier())

    def visible_to(self, user):
        """Published companies, the user's own one, and all of them for advisors and administrators."""
        return self.filter(visible_carrier(user))

    def owned_by(self, user):
        """Companies the user works for."""
        return self.filter(owned_by(user))

    def managed_by(self, user):
        """Companies whose pages the user keeps."""
        return self.filter(managed_by(user, "organisation"))


@track
class Carrier(Named):
    """A company that carries for others. What it offers, and at what price, is in its solutions."""

    name = models.CharField("nom", max_length=120)
    slug = models.SlugField("adresse de la page", max_length=80, unique=True)
    organisation = models.OneToOneField(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="carrier",
        verbose_name="organisation",
        help_text="Ses membres modifient la fiche et les tarifs.",
    )
    siret = SiretColumn("SIRET", max_length=14, blank=True, validators=[validate_siret])
    description = models.TextField("présentation", blank=True)
    website = models.URLField("site", blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    phone = PhoneColumn("téléphone", max_length=20, blank=True, validators=[validate_phone])
    commune = models.ForeignKey(
        Commune,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="carriers",
        verbose_name="commune",
    )
    is_example = models.BooleanField("exemple inventé", default=False)
    published_at = models.DateTimeField("publié le", null=True, blank=True)

    sort_key = folded_name()

    objects = CarrierQuerySet.as_manager()

    class Meta:
        verbose_name = "transporteur"
        ordering = ["sort_key", "pk"]
        constraints = [
            siret_shape("carrier_siret_shape", "Un SIRET a 14 chiffres, sans espace."),
            models.UniqueConstraint(
                fields=["siret"],
                condition=~Q(siret=""),
                name="carrier_siret_unique",
                violation_error_message="Un autre transporteur a déjà ce SIRET.",
            ),
        ]
        indexes = [
            GinIndex(OpClass(F("sort_key"), name="gin_trgm_ops"), name="carrier_name_trigrams"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("carriers:carrier", args=[self.slug])

    @property
    def is_published(self) -> bool:
        return self.published_at is not None and self.published_at <= timezone.now()
