"""What those who were asked answer: a price, a refusal, a question; and the wish to be asked no more."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from carriers.enums import AnswerKind, PriceBasis, RefusalReason
from carriers.models.quotes import MESSAGE_LENGTH, QuoteInvitation
from carriers.perms import quotes_of, received_by
from pat_logistics.constraints import all_known, between, known
from pat_logistics.vocabulary import Weekday

MAX_EUR = 1_000_000


class OfInvitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What belongs to the invitations one may see."""
        return self.filter(quotes_of(user, "invitation__request__") | received_by(user, "invitation__"))


class QuoteAnswer(models.Model):
    """One version of an answer; a correction is a new version, and the last one counts.

    `price_eur` is the price of what `basis` names, without VAT, for the whole delivery. With bands the prices
    are theirs, and `price_eur` is empty.
    """

    invitation = models.ForeignKey(
        QuoteInvitation, on_delete=models.CASCADE, related_name="answers", verbose_name="demande"
    )
    version = models.PositiveSmallIntegerField("version")
    kind = models.CharField("réponse", max_length=8, choices=AnswerKind.choices)
    basis = models.CharField(
        "le prix est donné", max_length=10, choices=PriceBasis.choices, default=PriceBasis.DELIVERY
    )
    price_eur = models.DecimalField(
        "prix hors taxes (€)", max_digits=9, decimal_places=2, null=True, blank=True
    )
    minimum_eur = models.DecimalField(
        "minimum par livraison (€)", max_digits=9, decimal_places=2, null=True, blank=True
    )
    kg_per_pallet = models.DecimalField(
        "kilos par palette", max_digits=6, decimal_places=1, null=True, blank=True
    )
    co2e_kg = models.DecimalField(
        "CO₂e par livraison (kg)", max_digits=9, decimal_places=3, null=True, blank=True
    )
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday.choices),
        verbose_name="jours",
        default=list,
        blank=True,
    )
    delay_hours = models.PositiveSmallIntegerField("délai de livraison (heures)", null=True, blank=True)
    conditions = models.TextField("conditions", max_length=MESSAGE_LENGTH, blank=True)
    valid_until = models.DateField("prix valable jusqu’au", null=True, blank=True)
    refusal_reason = models.CharField("raison", max_length=12, choices=RefusalReason.choices, blank=True)
    author_name = models.CharField("votre nom", max_length=80, blank=True)
    created_at = models.DateTimeField("donnée le", default=timezone.now)

    objects = OfInvitationQuerySet.as_manager()

    MAIL_KEYS = ("quote-answer-",)

    class Meta:
        verbose_name = "réponse"
        ordering = ["invitation", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "version"],
                name="quote_answer_version_once",
                violation_error_message="Cette version existe déjà.",
            ),
            known("kind", AnswerKind, "quote_answer", "Cette réponse"),
            known("basis", PriceBasis, "quote_answer", "Cette façon de donner le prix"),
            all_known("weekdays", Weekday, "quote_answer", "Un des jours"),
            known(
                "refusal_reason",
                RefusalReason,
                "quote_answer",
                "Cette raison",
                name="quote_answer_reason_known",
                optional=True,
            ),
            between("price_eur", 0, MAX_EUR, "quote_answer", "Le prix va de 0 à 1 000 000 €."),
            between("minimum_eur", 0, MAX_EUR, "quote_answer", "Le minimum va de 0 à 1 000 000 €."),
            between("kg_per_pallet", 1, 3_000, "quote_answer", "Une palette porte de 1 à 3 000 kg."),
            between("co2e_kg", 0, 100_000, "quote_answer", "Le CO₂e va de 0 à 100 000 kg."),
            between("delay_hours", 1, 2_160, "quote_answer", "Le délai va de 1 à 2 160 heures (90 jours)."),
            models.CheckConstraint(
                condition=Q(kind=AnswerKind.PRICE, price_eur__isnull=False)
                | Q(~Q(kind=AnswerKind.PRICE), price_eur__isnull=True),
                name="quote_answer_price_given",
                violation_error_message="Donnez un prix, ou des tranches de poids, ou un refus.",
            ),
            models.CheckConstraint(
                condition=Q(kind=AnswerKind.REFUSAL) ^ Q(refusal_reason=""),
                name="quote_answer_refusal_explained",
                violation_error_message="Dites pourquoi vous refusez.",
            ),
            models.CheckConstraint(
                condition=~Q(basis=PriceBasis.PALLET) | Q(kg_per_pallet__isnull=False),
                name="quote_answer_pallet_weight_given",
                violation_error_message="Dites combien de kilos tiennent sur une palette.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, version {self.version}"

    @property
    def is_offer(self) -> bool:
        return self.kind != AnswerKind.REFUSAL

    @property
    def weekday_names(self) -> list[str]:
        return [str(Weekday(day).label) for day in self.weekdays]


class QuoteBand(models.Model):
    """Price of one range of masses, from `min_kg` on, up to `max_kg` and not beyond."""

    answer = models.ForeignKey(
        QuoteAnswer, on_delete=models.CASCADE, related_name="bands", verbose_name="réponse"
    )
    min_kg = models.DecimalField("de (kg)", max_digits=8, decimal_places=2)
    max_kg = models.DecimalField("à (kg)", max_digits=8, decimal_places=2, null=True, blank=True)
    price_eur = models.DecimalField("prix (€)", max_digits=9, decimal_places=2)

    class Meta:
        verbose_name = "tranche de prix"
        verbose_name_plural = "tranches de prix"
        ordering = ["answer", "min_kg"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "min_kg"],
                name="quote_band_once",
                violation_error_message="Deux tranches commencent au même poids.",
            ),
            between("min_kg", 0, 200_000, "quote_band", "Un poids va de 0 à 200 000 kg."),
            between("price_eur", 0, MAX_EUR, "quote_band", "Le prix va de 0 à 1 000 000 €."),
            models.CheckConstraint(
                condition=Q(max_kg__isnull=True) | Q(max_kg__gt=F("min_kg")),
                name="quote_band_has_width",
                violation_error_message="La tranche doit finir plus haut qu’elle ne commence.",
            ),
        ]

    def __str__(self):
        return f"{self.min_kg} – {self.max_kg if self.max_kg is not None else '…'} kg : {self.price_eur} €"


class QuoteMessage(models.Model):
    """A question of the one who was asked, or the producer's reply to it."""

    invitation = models.ForeignKey(
        QuoteInvitation, on_delete=models.CASCADE, related_name="messages", verbose_name="demande"
    )
    from_producer = models.BooleanField("du producteur", default=False)
    text = models.TextField("message", max_length=MESSAGE_LENGTH)
    author_name = models.CharField("nom", max_length=80, blank=True)
    created_at = models.DateTimeField("écrit le", default=timezone.now)

    objects = OfInvitationQuerySet.as_manager()

    MAIL_KEYS = ("quote-reply-", "quote-question-")

    class Meta:
        verbose_name = "message d’une demande de devis"
        verbose_name_plural = "messages des demandes de devis"
        ordering = ["invitation", "created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="quote_message_says_something",
                violation_error_message="Écrivez un message.",
            ),
        ]

    def __str__(self):
        return self.text[:60]


class QuoteSent(models.Model):
    """That somebody asked an address, without saying which: the limits outlive an erased farm.

    `address` is a keyed digest; rows are forgotten after a month.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="compte",
    )
    token = models.UUIDField("jeton du formulaire")
    address = models.CharField("empreinte de l’adresse", max_length=64)
    sent_at = models.DateTimeField("envoyé le", default=timezone.now)

    class Meta:
        verbose_name = "envoi compté"
        verbose_name_plural = "envois comptés"
        indexes = [
            models.Index(fields=["user", "sent_at"], name="quote_sent_by_user"),
            models.Index(fields=["address", "sent_at"], name="quote_sent_to_address"),
            models.Index(fields=["sent_at"], name="quote_sent_by_day"),
        ]

    def __str__(self):
        return f"{self.sent_at:%d/%m/%Y}"


class QuoteOptOut(models.Model):
    """An address that wants no request by e-mail any more, whatever solution it stands for."""

    email = models.EmailField("adresse", max_length=254)
    created_at = models.DateTimeField("depuis le", default=timezone.now)

    class Meta:
        verbose_name = "adresse à ne plus interroger"
        verbose_name_plural = "adresses à ne plus interroger"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="quote_opt_out_once",
                violation_error_message="Cette adresse ne reçoit déjà plus de demande.",
            ),
        ]

    def __str__(self):
        return self.email
