"""What producers decided about their profile: publication, claims, and what is left once it is erased."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from pat_logistics.accounts.models import Organisation
from pat_logistics.accounts.perms import advised_departements, is_administrator
from pat_logistics.constraints import known
from producers.consent import WORDINGS
from producers.enums import EntrySource, ErasedBy, PublicationGroup


class PublicationChoice(models.Model):
    """One publication or withdrawal, with the sentence agreed to. Rows are added, never changed.

    The columns `*_published_at` of the producer hold the present state.
    """

    producer = models.ForeignKey(
        "producers.Producer",
        on_delete=models.CASCADE,
        related_name="publication_choices",
        verbose_name="producteur",
    )
    group = models.CharField("rubrique", max_length=8, choices=PublicationGroup.choices)
    published = models.BooleanField("publiée")
    wording = models.CharField("version du texte accepté", max_length=10)
    decided_at = models.DateTimeField("choisi le", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="choisi par",
    )

    class Meta:
        verbose_name = "choix de publication"
        verbose_name_plural = "choix de publication"
        ordering = ["-decided_at", "-pk"]
        constraints = [known("group", PublicationGroup, "publicationchoice", "Cette rubrique")]

    def __str__(self):
        return f"{self.get_group_display()} : {'publiée' if self.published else 'retirée'}"

    @property
    def sentence(self):
        """The sentence this choice answered."""
        return WORDINGS[self.wording][PublicationGroup(self.group)]


class AdvisorEntryQuerySet(models.QuerySet):
    def open(self):
        """Neither claimed nor refused yet."""
        return self.filter(claimed_at=None, refused_at=None)

    def visible_to(self, user):
        """Those entered in the départements the user advises, so that a colleague can take over."""
        if is_administrator(user):
            return self
        return self.filter(departement__in=advised_departements(user))


class AdvisorEntry(models.Model):
    """A profile that an advisor entered for a producer, who must be told (RGPD, article 14).

    It outlives the profile, so that the advisor knows a refusal; erasing empties what names the producer.
    """

    producer = models.OneToOneField(
        "producers.Producer",
        on_delete=models.SET_NULL,
        null=True,
        related_name="entry",
        verbose_name="producteur",
    )
    departement = models.CharField("département", max_length=3)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="conseiller",
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="organisme"
    )
    email = models.EmailField("adresse électronique du producteur", blank=True)
    reason = models.CharField("raison", max_length=300, blank=True)
    source = models.CharField("source", max_length=10, choices=EntrySource.choices)
    entered_at = models.DateTimeField("saisie le", auto_now_add=True)
    reminded_at = models.DateTimeField("relancé le", null=True, blank=True)
    claimed_at = models.DateTimeField("reprise le", null=True, blank=True)
    refused_at = models.DateTimeField("refusée le", null=True, blank=True)

    objects = AdvisorEntryQuerySet.as_manager()

    MAIL_KEYS = ("entry-",)

    class Meta:
        verbose_name = "fiche saisie par un conseiller"
        verbose_name_plural = "fiches saisies par un conseiller"
        ordering = ["-entered_at", "-pk"]
        constraints = [
            known("source", EntrySource, "advisorentry", "Cette source"),
            models.CheckConstraint(
                condition=Q(producer__isnull=False) | Q(email="", reason=""),
                name="advisorentry_forgets_the_erased",
                violation_error_message="D’une fiche effacée, rien de personnel ne reste.",
            ),
            models.CheckConstraint(
                condition=Q(claimed_at__isnull=True) | Q(refused_at__isnull=True),
                name="advisorentry_one_answer",
                violation_error_message="Une fiche est reprise ou refusée, pas les deux.",
            ),
        ]

    def __str__(self):
        return f"Saisie du {self.entered_at:%d/%m/%Y}"


class ClaimQuerySet(models.QuerySet):
    def pending(self):
        return self.filter(decided_at=None)

    def visible_to(self, user):
        """Claims on the producers of the départements the user advises; all of them for an administrator."""
        if is_administrator(user):
            return self
        return self.filter(producer__commune__departement__in=advised_departements(user))


class Claim(models.Model):
    """Somebody says « c’est ma ferme » of a profile that exists; an advisor checks."""

    producer = models.ForeignKey(
        "producers.Producer", on_delete=models.CASCADE, related_name="claims", verbose_name="producteur"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="demandeur"
    )
    message = models.TextField("message", max_length=1000)
    asked_at = models.DateTimeField("demandé le", auto_now_add=True)
    accepted = models.BooleanField("acceptée", null=True)
    decided_at = models.DateTimeField("répondu le", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="répondu par",
    )

    objects = ClaimQuerySet.as_manager()

    # The words of somebody else, who may not be of the farm.
    NOT_EXPORTED = ("message",)
    MAIL_KEYS = ("claim-",)

    class Meta:
        verbose_name = "demande de rattachement"
        verbose_name_plural = "demandes de rattachement"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["producer", "user"],
                condition=Q(decided_at__isnull=True),
                name="claim_one_pending",
                violation_error_message="Votre demande est déjà envoyée.",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, accepted__isnull=True)
                | Q(decided_at__isnull=False, accepted__isnull=False),
                name="claim_decided_or_not",
                violation_error_message="Une réponse a une date.",
            ),
        ]

    def __str__(self):
        return f"Demande du {self.asked_at:%d/%m/%Y}"


class Erasure(models.Model):
    """What is left of an erased profile: when, where, by whom in quality. Nothing personal."""

    erased_at = models.DateTimeField("effacée le", auto_now_add=True)
    departement = models.CharField("département", max_length=3)
    erased_by = models.CharField("à la demande de", max_length=13, choices=ErasedBy.choices)

    class Meta:
        verbose_name = "effacement"
        ordering = ["-erased_at", "-pk"]
        constraints = [known("erased_by", ErasedBy, "erasure", "Cette qualité")]

    def __str__(self):
        return f"Effacement du {self.erased_at:%d/%m/%Y}"
