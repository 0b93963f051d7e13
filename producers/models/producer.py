"""The producer and its publication choices."""

from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Case, ExpressionWrapper, F, Prefetch, Q, When
from django.urls import reverse

from pat_logistics.accounts.models import Organisation
from pat_logistics.columns import PhoneColumn, SiretColumn, labels_field
from pat_logistics.constraints import all_known, between, known, siret_shape, validate_phone, validate_siret
from pat_logistics.folding import Fold, folded_name
from pat_logistics.history import track
from pat_logistics.names import Named
from pat_logistics.territory.fields import ChordDistance, Located, LocatedQuerySet, cube_of, surface_km
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import Label, ProductFamily, Temperature
from producers import perms
from producers.enums import LegalForm
from producers.freshness import Confirmable
from producers.models.goods import ProductLine, StorageSite

CARD_COLUMNS = ("name", "slug", "labels", "is_example", "published_at", "confirmed_on", "updated_at")


class ProducerQuerySet(LocatedQuerySet["Producer"]):
    def visible_to(self, user):
        """Published profiles, plus those the user manages. Every output starts here.

        Each row says what this user may read: `managed` (everything), `shows_contact`, `shows_position`,
        `shows_storage`, `shows_flows`. `shown_latitude` and `shown_longitude` are the farm's own position
        when it may be shown, the town hall of its commune otherwise.
        """

        def reads(rule):
            return ExpressionWrapper(rule, output_field=models.BooleanField())

        def shown(axis):
            return Case(When(shows_position=True, then=F(axis)), default=F(f"commune__{axis}"))

        return (
            self.filter(perms.visible_to(user))
            .annotate(
                managed=reads(perms.managed_by(user)),
                **{
                    f"shows_{group}": reads(perms.visible_to(user, group=group))
                    for group in ("contact", "position", "storage", "flows")
                },
            )
            .annotate(
                shown_latitude=shown("latitude"),
                shown_longitude=shown("longitude"),
            )
        )

    def owned_by(self, user):
        return self.filter(perms.owned_by(user))

    def managed_by(self, user):
        """Those the user may edit: the own farms, the départements advised, all for administrators."""
        return self.filter(perms.managed_by(user))

    def within(self, place, km):
        """Producers of the communes at most `km` from `place` as the crow flies, nearest first.

        Adds `distance_km`, between town halls: measured from the farm's own position, a few searches would
        find a farm that keeps its position to itself.
        """
        near = Commune.objects.within_km(place.latitude, place.longitude, km).order_by().values("pk")
        there = self.filter(commune__in=near).with_distance_from(place)
        return there.order_by("distance_km", "sort_key", "pk")

    def with_distance_from(self, place):
        """Adds `distance_km` from `place`, as `within` does, to whatever was chosen otherwise."""
        chord = ChordDistance(F("commune__geo"), cube_of(place.latitude, place.longitude))
        return self.annotate(distance_km=surface_km(chord))

    def with_cards(self, user):
        """Loads what a card of the directory says, and no more: two queries for any length."""
        lines = ProductLine.objects.visible_to(user).only("producer_id", "family", "temperature")
        return (
            self.select_related("commune")
            .prefetch_related(Prefetch("product_lines", lines))
            .only(*CARD_COLUMNS, "commune__name")
        )

    def with_details(self, user):
        """Loads the commune, the lines and the storage the user may see: three queries for any length."""
        return self.select_related("commune").prefetch_related(
            Prefetch("product_lines", ProductLine.objects.visible_to(user)),
            Prefetch("storage_sites", StorageSite.objects.visible_to(user)),
        )


@track
class Producer(Named, Confirmable, Located):
    """A farm or a processor.

    Publication is the producer's choice, group by group, dated and revocable: an empty date keeps the group
    for the producer and the advisors (`producers.perms` holds the rule).
    """

    name = models.CharField("nom", max_length=120)
    slug = models.SlugField("adresse de la page", max_length=120, unique=True)
    commune = models.ForeignKey(
        Commune,
        on_delete=models.PROTECT,
        related_name="producers",
        verbose_name="commune",
        db_index=False,  # `producer_by_commune` begins with it
    )
    latitude = models.FloatField(
        "latitude", blank=True, help_text="Laissez vide pour la mairie de la commune."
    )
    longitude = models.FloatField(
        "longitude", blank=True, help_text="Laissez vide pour la mairie de la commune."
    )
    organisation = models.OneToOneField(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="producer",
        verbose_name="organisation",
        help_text="Les membres de cette organisation modifient la fiche.",
    )
    legal_form = models.CharField("statut", max_length=16, choices=LegalForm.choices, default=LegalForm.SOLE)
    siret = SiretColumn("SIRET", max_length=14, blank=True, validators=[validate_siret])
    labels = labels_field()
    description = models.TextField("présentation", max_length=2000, blank=True)

    contact_name = models.CharField("personne à contacter", max_length=120, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    phone = PhoneColumn("téléphone", max_length=20, blank=True, validators=[validate_phone])
    website = models.URLField("site internet", blank=True)
    address = models.CharField("adresse", max_length=200, blank=True)

    refuses_intermediaries = models.BooleanField(
        "ne veut pas d’intermédiaire",
        default=False,
        help_text="Veut garder ses livraisons et son lien avec le client.",
    )
    open_to_pooling = models.BooleanField("prêt à mutualiser des livraisons", default=False)

    published_at = models.DateTimeField("fiche publiée le", null=True, blank=True)
    contact_published_at = models.DateTimeField("coordonnées publiées le", null=True, blank=True)
    position_published_at = models.DateTimeField("adresse et position publiées le", null=True, blank=True)
    storage_published_at = models.DateTimeField("stockage publié le", null=True, blank=True)
    flows_published_at = models.DateTimeField("lieux de livraison publiés le", null=True, blank=True)

    confirmed_on = models.DateField("vérifiée le", null=True, blank=True)
    is_example = models.BooleanField("exemple inventé", default=False)
    created_at = models.DateTimeField("créé le", auto_now_add=True)
    updated_at = models.DateTimeField("mis à jour le", auto_now=True)

    sort_key = folded_name()
    document = models.GeneratedField(
        expression=SearchVector(Fold("name"), Fold("description"), config="public.fr"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ProducerQuerySet.as_manager()

    MAIL_KEYS = ("confirm:producteur:", "farm-link-", "farm-correction-")

    NAMES = ("name", "contact_name")

    class Meta:
        verbose_name = "producteur"
        ordering = ["sort_key", "pk"]
        constraints = [
            known("legal_form", LegalForm, "producer", "Ce statut"),
            all_known("labels", Label, "producer", "Un des signes de qualité"),
            between("latitude", -90, 90, "producer", "La latitude va de −90 à 90."),
            between("longitude", -180, 180, "producer", "La longitude va de −180 à 180."),
            siret_shape("producer_siret_digits", "Le SIRET compte 14 chiffres, sans espace."),
            models.UniqueConstraint(
                fields=["siret"],
                condition=~Q(siret=""),
                name="producer_siret_unique",
                violation_error_message="Un autre producteur porte déjà ce SIRET.",
            ),
            models.CheckConstraint(
                condition=~(Q(refuses_intermediaries=True) & Q(open_to_pooling=True)),
                name="producer_wishes_agree",
                violation_error_message=(
                    "Choisissez : refuser tout intermédiaire, ou être prêt à mutualiser des livraisons."
                ),
            ),
        ]
        indexes = [
            GistIndex(fields=["geo"], name="producer_geo"),
            GinIndex(fields=["document"], name="producer_document"),
            models.Index(fields=["sort_key", "id"], name="producer_by_name"),
            # The published producers of some communes, counted and in order, without reading them.
            models.Index(
                fields=["commune", "sort_key", "id"],
                include=["published_at", "storage_published_at"],
                name="producer_by_commune",
            ),
            models.Index(fields=["-updated_at", "-id"], name="producer_by_update"),
            models.Index(fields=["latitude", "longitude"], name="producer_position"),
            GinIndex(OpClass(F("sort_key"), name="gin_trgm_ops"), name="producer_name_trigrams"),
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        """A producer without a position of its own stands at the town hall, the new one when it moves."""
        position = (self.latitude, self.longitude)
        if None in position or position == self._old_town_hall():
            self.latitude, self.longitude = self.commune.latitude, self.commune.longitude
        super().save(**kwargs)

    def _old_town_hall(self):
        """Position of the commune it was saved in, None when that has not changed."""
        before = Commune.objects.filter(producers=self.pk).exclude(pk=self.commune_id) if self.pk else None
        return before.values_list("latitude", "longitude").first() if before is not None else None

    @property
    def stands_at_town_hall(self):
        """No position of its own is known."""
        return (self.latitude, self.longitude) == (self.commune.latitude, self.commune.longitude)

    def get_absolute_url(self):
        return reverse("producers:detail", args=[self.slug])

    @property
    def label_names(self):
        return [Label(code).label for code in self.labels]

    @property
    def family_names(self):
        families = dict.fromkeys(line.family for line in self.product_lines.all())
        return [ProductFamily(code).label for code in families]

    @property
    def temperature_names(self):
        temperatures = dict.fromkeys(line.temperature for line in self.product_lines.all())
        return [Temperature(code).label for code in temperatures]

    @property
    def public_contact(self):
        """The contact group, or nothing when its reader may not see it; needs a row of `visible_to`."""
        if not self.shows_contact:
            return None
        return {
            "name": self.contact_name,
            "email": self.email,
            "phone": self.phone,
            "website": self.website,
        }
