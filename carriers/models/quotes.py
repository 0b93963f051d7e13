"""Grouped quote requests: one question of a producer, sent at once to every solution it chose."""

import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, F, Prefetch, Q
from django.utils import timezone

from carriers.enums import InvitationState, QuoteState
from carriers.models.packing import HOURS_LENGTH, PLACE_LENGTH, Packing
from carriers.models.solutions import Solution
from carriers.perms import quotes_of, received_by
from pat_logistics import formats
from pat_logistics.accounts.models import Membership, User
from pat_logistics.accounts.perms import belongs_to
from pat_logistics.addresses import address
from pat_logistics.columns import every_month
from pat_logistics.constraints import all_known, between, known
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import Month, ProductFamily, Temperature, Weekday
from producers.models import Producer
from producers.seasons import months_in_words

MAX_RECIPIENTS = 15
MESSAGE_LENGTH = 1500
# A link stays readable this long after the deadline, then says that it is over.
LINK_DAYS_AFTER_DEADLINE = 30
# What has not been answered yet.
WAITING = (InvitationState.SENT, InvitationState.QUESTION)


class QuoteRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Requests of own farms, of advised départements, all of them for an administrator."""
        return self.filter(quotes_of(user))

    def open(self):
        return self.filter(state=QuoteState.OPEN)

    def with_counts(self):
        """Adds `asked`, `offers` and `waiting`: how many were asked, gave a price, have not answered."""
        gave_price = [InvitationState.ANSWERED, InvitationState.ACCEPTED, InvitationState.THANKED]
        return self.annotate(
            asked=Count("invitations"),
            offers=Count("invitations", filter=Q(invitations__state__in=gave_price)),
            waiting=Count("invitations", filter=Q(invitations__state__in=WAITING)),
        )

    def with_places(self):
        """Loads what a sentence about the delivery says: two queries."""
        stops = QuoteStop.objects.select_related("commune")
        return self.select_related("producer", "created_by", "origin").prefetch_related(
            Prefetch("stops", stops)
        )


class QuoteRequest(Packing):
    """One delivery, described once, with what its producer agrees to tell of itself.

    `token` is drawn when the form is shown: the same form sent twice makes one request.
    """

    producer = models.ForeignKey(
        Producer, on_delete=models.CASCADE, related_name="quote_requests", verbose_name="producteur"
    )
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="demandée par"
    )
    token = models.UUIDField("jeton du formulaire")
    origin = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="+", verbose_name="commune de départ"
    )
    family = models.CharField("produit", max_length=16, choices=ProductFamily.choices)
    temperature = models.CharField("température", max_length=8, choices=Temperature.choices)
    mass_kg = models.DecimalField("kilos par livraison", max_digits=8, decimal_places=2)
    deliveries_per_year = models.DecimalField(
        "livraisons par an", max_digits=7, decimal_places=2, null=True, blank=True
    )
    frequency = models.CharField("fréquence", max_length=60, blank=True)  # as it was said
    returns_kg = models.DecimalField("retours (kg)", max_digits=8, decimal_places=2, default=0)
    goods_value_eur = models.DecimalField(
        "valeur des produits (€)", max_digits=9, decimal_places=2, null=True, blank=True
    )
    organic = models.BooleanField("produits bio", default=False)
    months = ArrayField(
        models.PositiveSmallIntegerField(choices=Month.choices),
        verbose_name="mois de livraison",
        default=every_month,
    )
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday.choices),
        verbose_name="jours possibles",
        default=list,
        blank=True,
    )
    first_on = models.DateField("première livraison souhaitée", null=True, blank=True)
    message = models.TextField("message", max_length=MESSAGE_LENGTH, blank=True)
    deadline = models.DateField("répondre avant la fin du")
    extensions = models.PositiveSmallIntegerField("prolongations", default=0)
    shares_name = models.BooleanField("dit le nom de la ferme", default=False)
    shares_phone = models.BooleanField("donne le téléphone", default=False)
    shares_email = models.BooleanField("donne l’adresse électronique", default=False)
    # Query string of the calculator's question, and what delivering oneself cost when it was asked:
    # a list of {label, eur, co2e_kg}.
    question = models.CharField("question du calculateur", max_length=2000, blank=True)
    today = models.JSONField("livrer soi-même", default=list, blank=True)
    state = models.CharField("état", max_length=10, choices=QuoteState.choices, default=QuoteState.OPEN)
    created_at = models.DateTimeField("envoyée le", default=timezone.now)

    objects = QuoteRequestQuerySet.as_manager()

    MAIL_KEYS = ("quote-deadline-",)

    class Meta:
        verbose_name = "demande de devis"
        verbose_name_plural = "demandes de devis"
        ordering = ["-created_at", "-pk"]
        constraints = [
            *Packing.Meta.constraints,
            models.UniqueConstraint(
                fields=["producer", "token"],
                name="quote_request_sent_once",
                violation_error_message="Cette demande est déjà envoyée.",
            ),
            known("family", ProductFamily, "quote_request", "Ce produit"),
            known("temperature", Temperature, "quote_request", "Cette température"),
            known("state", QuoteState, "quote_request", "Cet état"),
            all_known("months", Month, "quote_request", "Un des mois"),
            all_known("weekdays", Weekday, "quote_request", "Un des jours"),
            between("mass_kg", "0.01", 200_000, "quote_request", "Une livraison pèse de 0,01 à 200 000 kg."),
            between("returns_kg", 0, 200_000, "quote_request", "Les retours vont de 0 à 200 000 kg."),
            between("goods_value_eur", 0, 1_000_000, "quote_request", "La valeur va de 0 à 1 000 000 €."),
            between(
                "deliveries_per_year",
                "0.01",
                3_650,
                "quote_request",
                "Comptez de 1 à 3 650 livraisons par an.",
            ),
            models.CheckConstraint(
                condition=Q(months__len__gte=1),
                name="quote_request_has_a_month",
                violation_error_message="Choisissez au moins un mois de livraison.",
            ),
        ]
        indexes = [models.Index(fields=["state", "deadline"], name="quote_request_deadline")]

    def __str__(self):
        return f"{self.producer}, {self.origin.name} → {self.destination_names}"

    def get_absolute_url(self):
        return address("quote", self.pk)

    @property
    def destination_names(self) -> str:
        names = [stop.commune.name for stop in self.stops.all()]
        return " et ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

    @property
    def months_words(self) -> str:
        return months_in_words(self.months)

    @property
    def how_often(self) -> str:
        """As it was said, else the number of a year; empty when neither is known."""
        if self.frequency or self.deliveries_per_year is None:
            return self.frequency
        return f"environ {self.deliveries_per_year:.0f} par an"

    @property
    def weekday_names(self) -> list[str]:
        return [str(Weekday(day).label) for day in self.weekdays]

    @property
    def is_open(self) -> bool:
        """Answers are taken: not decided yet, and the deadline's day is not over."""
        return self.state == QuoteState.OPEN and self.deadline >= timezone.localdate()

    @property
    def is_undecided(self) -> bool:
        """An offer may still be accepted, also once the deadline has passed."""
        return self.state in (QuoteState.OPEN, QuoteState.CLOSED)

    def contact(self, *, chosen: bool = False) -> list[tuple[str, str]]:
        """What a carrier may know of the producer: what was shared when asking; everything once chosen."""
        producer = self.producer
        rows = [
            (self.shares_name, "Ferme", producer.name),
            (self.shares_name, "Personne à contacter", producer.contact_name),
            (self.shares_phone, "Téléphone", producer.phone),
            (self.shares_email, "Adresse électronique", self.producer_email),
        ]
        return [(label, value) for shared, label, value in rows if value and (shared or chosen)]

    @property
    def is_reachable(self) -> bool:
        """Whether what is shared lets one call or write: a name alone does not."""
        by_phone = self.shares_phone and self.producer.phone
        return bool(by_phone or (self.shares_email and self.producer_email))

    @property
    def producer_email(self) -> str:
        """Where the producer is written to: whoever asked, while of the farm; else the farm or its people."""
        asker, organisation = self.created_by, self.producer.organisation_id
        if asker and asker.is_active and (organisation is None or belongs_to(asker, organisation)):
            return asker.email
        if self.producer.email or organisation is None:
            return self.producer.email
        people = Membership.objects.filter(organisation=organisation, user__is_active=True).order_by("pk")
        return people.values_list("user__email", flat=True).first() or ""

    def reads_with_account(self, email: str) -> bool:
        """Whether an account of this address opens the request: that of who asked, or of the farm."""
        asker = self.created_by
        if asker and asker.is_active and asker.email.lower() == email.lower():
            return True
        people = Membership.objects.filter(organisation=self.producer.organisation_id, user__is_active=True)
        return people.filter(user__email__iexact=email).exists()

    @property
    def asker(self) -> str:
        """Who asks, as the producer chose to say it."""
        return self.producer.name if self.shares_name else f"Un producteur {formats.of(str(self.origin))}"

    @property
    def links_end_on(self) -> datetime.date:
        return self.deadline + datetime.timedelta(days=LINK_DAYS_AFTER_DEADLINE)


class QuoteStop(models.Model):
    """One customer of the delivery, and the kilos left there."""

    request = models.ForeignKey(
        QuoteRequest, on_delete=models.CASCADE, related_name="stops", verbose_name="demande"
    )
    rank = models.PositiveSmallIntegerField("rang")
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+", verbose_name="commune")
    mass_kg = models.DecimalField("kilos", max_digits=8, decimal_places=2)
    place = models.CharField("lieu exact", max_length=PLACE_LENGTH, blank=True)
    hours = models.CharField("heures", max_length=HOURS_LENGTH, blank=True)

    class Meta:
        verbose_name = "lieu de livraison"
        verbose_name_plural = "lieux de livraison"
        ordering = ["request", "rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "rank"],
                name="quote_stop_rank_once",
                violation_error_message="Ce rang est déjà pris.",
            ),
            between("mass_kg", "0.01", 44_000, "quote_stop", "On laisse de 0,01 à 44 000 kg à un client."),
        ]

    def __str__(self):
        return f"{self.commune} ({self.mass_kg} kg)"


class QuoteInvitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the requests one may see, and those the user's own company received."""
        return self.filter(quotes_of(user, "request__") | received_by(user))

    def received_by(self, user):
        """Those sent to the company of the user."""
        return self.filter(received_by(user))

    def waiting(self):
        return self.filter(state__in=WAITING)

    def with_everything(self):
        """Loads the solution, the answers with their bands and the messages: three queries more."""
        return self.select_related("solution__carrier").prefetch_related("answers__bands", "messages")


class QuoteInvitation(models.Model):
    """One solution asked, with what the comparison said of it when it was asked.

    `estimated_eur` is the whole option, `own_part_eur` what of it the producer spends himself (time, way to
    a drop point): an answer is compared with the own van only once that part is added to it.
    """

    request = models.ForeignKey(
        QuoteRequest, on_delete=models.CASCADE, related_name="invitations", verbose_name="demande"
    )
    solution = models.ForeignKey(
        Solution, on_delete=models.PROTECT, related_name="quote_invitations", verbose_name="solution"
    )
    to_email = models.EmailField("adresse")
    estimated_eur = models.DecimalField(
        "coût estimé (€)", max_digits=10, decimal_places=2, null=True, blank=True
    )
    own_part_eur = models.DecimalField(
        "part du producteur (€)", max_digits=10, decimal_places=2, null=True, blank=True
    )
    estimated_co2e_kg = models.DecimalField(
        "CO₂e estimé (kg)", max_digits=10, decimal_places=4, null=True, blank=True
    )
    verdicts = models.JSONField("à vérifier", default=list, blank=True)
    state = models.CharField(
        "état", max_length=10, choices=InvitationState.choices, default=InvitationState.SENT
    )
    reminded_at = models.DateTimeField("relancé le", null=True, blank=True)
    created_at = models.DateTimeField("demandé le", default=timezone.now)

    objects = QuoteInvitationQuerySet.as_manager()

    # The address is the carrier's, who may not publish it: a farm's own export leaves it out.
    NOT_EXPORTED = ("to_email",)
    MAIL_KEYS = (
        "quote-ask-",
        "quote-reminder-",
        "quote-extended-",
        "quote-accepted-",
        "quote-thanks-",
        "quote-chosen-",
        "quote-cancelled-",
    )

    class Meta:
        verbose_name = "solution interrogée"
        verbose_name_plural = "solutions interrogées"
        ordering = ["request", "pk"]
        constraints = [
            known("state", InvitationState, "quote_invitation", "Cet état"),
            models.UniqueConstraint(
                fields=["request", "solution"],
                name="quote_invitation_once",
                violation_error_message="Cette solution est déjà interrogée.",
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(state=InvitationState.ACCEPTED),
                name="quote_invitation_one_accepted",
                violation_error_message="Une offre est déjà choisie.",
            ),
            models.CheckConstraint(
                condition=(Q(estimated_eur__isnull=True) | Q(estimated_eur__gte=0))
                & (Q(own_part_eur__isnull=True) | Q(own_part_eur__gte=0))
                & (Q(estimated_co2e_kg__isnull=True) | Q(estimated_co2e_kg__gte=0)),
                name="quote_invitation_not_negative",
                violation_error_message="Un coût ou une émission ne peut pas être négatif.",
            ),
        ]
        indexes = [models.Index(fields=["to_email", "created_at"], name="quote_invitation_received")]

    def __str__(self):
        return f"{self.solution} ({self.get_state_display()})"

    @property
    def company(self) -> str:
        """Who is asked, in one name: the carrier, else the one who runs the place."""
        if self.solution.carrier:
            return self.solution.carrier.name
        return self.solution.operator or self.solution.name

    @property
    def answer(self):
        """The last answer, corrections included (prefetch `answers`); None as long as there is none."""
        return next(iter(self.answers.all()), None)

    @property
    def received_state(self) -> str:
        """Where it stands, as the company that received it reads it."""
        if self.state in (InvitationState.SENT, InvitationState.QUESTION):
            return "à répondre" if self.request.is_open else self.request.get_state_display()
        words = {
            InvitationState.ANSWERED: "offre envoyée",
            InvitationState.DECLINED: "refusée",
            InvitationState.EXPIRED: "sans réponse",
            InvitationState.ACCEPTED: "choisie",
            InvitationState.THANKED: "non retenue",
        }
        if self.request.state == QuoteState.CANCELLED:
            return "annulée"
        return words[InvitationState(self.state)]

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING


def asked_lately(producer: Producer, origin: Commune, destination: Commune, family: str, days: int):
    """Pairs (solution, request) of those asked about the same delivery in the last days, and still on it."""
    since = timezone.now() - datetime.timedelta(days=days)
    return QuoteInvitation.objects.filter(
        request__producer=producer,
        request__origin=origin,
        request__stops__commune=destination,
        request__family=family,
        request__state=QuoteState.OPEN,
        request__deadline__gte=timezone.localdate(),
        created_at__gte=since,
    ).values_list("solution_id", F("request_id"))
