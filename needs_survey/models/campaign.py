"""A campaign of diagnoses: the farms to visit, by whom, and how far it is."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.urls import reverse

from needs_survey.campaign.perms import campaigns_visible_to, visits_visible_to
from needs_survey.enums import OUTCOMES, VISITED, ResponseState, VisitState
from needs_survey.models.response import SurveyResponse
from pat_logistics.constraints import departement_shape, known
from pat_logistics.history import track
from pat_logistics.names import Named
from producers.models import Producer

FIRST_YEAR, LAST_YEAR = 2020, 2099


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(campaigns_visible_to(user))

    def running(self, today: datetime.date):
        return self.filter(first_day__lte=today, last_day__gte=today)


@track
class Campaign(Named):
    """The diagnoses to make in one département between two days."""

    name = models.CharField("nom", max_length=120)
    departement = models.CharField("département", max_length=3)
    first_day = models.DateField("premier jour")
    last_day = models.DateField("dernier jour")
    organiser = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="organisée par",
    )
    is_example = models.BooleanField("exemple inventé", default=False)
    created_at = models.DateTimeField("créée le", auto_now_add=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "campagne de diagnostics"
        verbose_name_plural = "campagnes de diagnostics"
        ordering = ["-last_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day")),
                name="campaign_days_in_order",
                violation_error_message="Le dernier jour vient avant le premier.",
            ),
            models.CheckConstraint(
                condition=Q(
                    first_day__gte=datetime.date(FIRST_YEAR, 1, 1),
                    last_day__lte=datetime.date(LAST_YEAR, 12, 31),
                ),
                name="campaign_days_in_sense",
                violation_error_message=f"Donnez des jours entre {FIRST_YEAR} et {LAST_YEAR}.",
            ),
            departement_shape("campaign"),
        ]
        indexes = [models.Index(fields=["departement", "-last_day", "-id"], name="campaign_listed")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("survey:campaign", args=[self.pk])

    def is_over(self, today: datetime.date) -> bool:
        return self.last_day < today


def _validated_within():
    """Responses of the farm of a visit that were validated within its campaign."""
    return SurveyResponse.objects.filter(
        producer=OuterRef("producer"),
        state=ResponseState.VALIDATED,
        validated_at__date__gte=OuterRef("campaign__first_day"),
        validated_at__date__lte=OuterRef("campaign__last_day"),
    ).order_by()


class VisitQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(visits_visible_to(user))

    def with_outcome(self):
        """Adds `outcome`: visited if the farm has a response validated within the campaign, else as noted."""
        return self.annotate(
            outcome=Case(
                When(Exists(_validated_within()), then=Value(VISITED)),
                default=F("state"),
                output_field=models.CharField(),
            )
        )

    def with_diagnoses(self):
        """Adds the keys of the last response validated within the campaign and of the last draft."""
        drafts = SurveyResponse.objects.filter(producer=OuterRef("producer"), state=ResponseState.DRAFT)
        return self.annotate(
            diagnosis=Subquery(_validated_within().order_by("-validated_at").values("key")[:1]),
            draft=Subquery(drafts.order_by("-updated_at").values("key")[:1]),
        )

    def counted_by(self, *columns):
        """Number of visits (`n`) by outcome, for each value of the columns."""
        return self.with_outcome().order_by().values_list(*columns, "outcome").annotate(n=Count("pk"))

    def to_do(self):
        """Neither made nor refused; needs `with_outcome`."""
        return self.exclude(outcome__in=[VISITED, VisitState.REFUSED])

    def by_day(self):
        """The day agreed first, then the place: those without a day come last."""
        place = ("producer__commune__search_key", "producer__sort_key", "pk")
        return self.order_by(F("planned_on").asc(nulls_last=True), *place)


@track
class Visit(models.Model):
    """One farm to visit within a campaign."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="visits", verbose_name="campagne"
    )
    producer = models.ForeignKey(
        Producer, on_delete=models.CASCADE, related_name="campaign_visits", verbose_name="producteur"
    )
    advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="campaign_visits",
        verbose_name="conseiller",
    )
    state = models.CharField("état", max_length=11, choices=VisitState.choices, default=VisitState.TO_CONTACT)
    planned_on = models.DateField("date convenue", null=True, blank=True)
    note = models.TextField("note", max_length=1000, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "visite de campagne"
        verbose_name_plural = "visites de campagne"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "producer"],
                name="visit_once",
                violation_error_message="Ce producteur est déjà dans la campagne.",
            ),
            known("state", VisitState, "visit", "Cet état"),
            models.CheckConstraint(
                condition=Q(planned_on__isnull=True)
                | Q(
                    planned_on__gte=datetime.date(FIRST_YEAR, 1, 1),
                    planned_on__lte=datetime.date(LAST_YEAR, 12, 31),
                ),
                name="visit_planned_on_in_sense",
                violation_error_message=f"Donnez un jour entre {FIRST_YEAR} et {LAST_YEAR}.",
            ),
            models.CheckConstraint(
                condition=~Q(state=VisitState.PLANNED) | Q(planned_on__isnull=False),
                name="visit_planned_dated",
                violation_error_message="Donnez la date du rendez-vous.",
            ),
            models.CheckConstraint(
                condition=~Q(state=VisitState.TO_CONTACT) | Q(planned_on__isnull=True),
                name="visit_to_contact_undated",
                violation_error_message="Avec une date, choisissez « rendez-vous pris ».",
            ),
        ]
        indexes = [models.Index(fields=["advisor", "planned_on"], name="visit_of_advisor")]

    # How the visit stands: added by `with_outcome`.
    outcome: str

    def __str__(self):
        return f"{self.producer} – {self.campaign}"

    @property
    def outcome_words(self) -> str:
        return OUTCOMES[self.outcome]
