"""Versions of the questionnaire, and what was answered to them."""

import uuid
from functools import cached_property

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from needs_survey.enums import Length, ResponseState
from needs_survey.fields import YES
from needs_survey.perms import entered_by, visible_to
from needs_survey.questionnaire import Definition, DefinitionError
from needs_survey.reading import read
from pat_logistics.constraints import known
from pat_logistics.territory.models import HOME_DEPARTEMENT
from producers.models import Producer


def validate_definition(data):
    """The data of a questionnaire make sense."""
    try:
        Definition.parse(data)
    except DefinitionError as error:
        raise ValidationError(str(error), code="definition") from None


class QuestionnaireQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__lte=timezone.now())

    def current(self):
        """The version that new responses follow; None before the first is published."""
        return self.published().order_by("-version").first()


class Questionnaire(models.Model):
    """One version of the questions. Once published it never changes: responses were given to it."""

    version = models.PositiveIntegerField("version", unique=True)
    definition = models.JSONField("questions", validators=[validate_definition])
    published_at = models.DateTimeField("publiée le", null=True, blank=True)
    created_at = models.DateTimeField("créée le", default=timezone.now)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = "questionnaire"
        ordering = ["-version"]
        constraints = [
            models.CheckConstraint(
                condition=Q(version__gte=1),
                name="questionnaire_version_counts",
                violation_error_message="Les versions se comptent à partir de 1.",
            ),
        ]

    def __str__(self):
        return f"version {self.version}"

    def clean(self):
        """A code keeps the type it was published with: the answers of all versions are read together."""
        try:
            mine = Definition.parse(self.definition)
        except DefinitionError:
            return  # said by the column itself
        for former in Questionnaire.objects.published().exclude(pk=self.pk):
            if question := mine.differs_from(former.parsed):
                told = (
                    f"« {question.code} » change de type depuis la {former} : gardez son type, ou donnez un "
                    "autre code à la nouvelle question."
                )
                raise ValidationError({"definition": told})

    @cached_property
    def parsed(self) -> Definition:
        return Definition.parse(self.definition)


# One rule for the queries and for the index that answers them.
MAY_SERVE_THE_PLAN = Q(
    state=ResponseState.VALIDATED,
    answers__plan_consent=YES,
    withdrawn_at__isnull=True,
    producer__isnull=False,
)


class SurveyResponseQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(visible_to(user))

    def validated(self):
        return self.filter(state=ResponseState.VALIDATED)

    def agreed(self):
        """The validated responses of producers that the plan may use: the consent stands."""
        return self.filter(MAY_SERVE_THE_PLAN)

    def counted(self):
        """The last of each producer among those the plan may use."""
        latest = self.agreed().order_by("producer_id", "-validated_at", "-pk").distinct("producer_id")
        return self.filter(pk__in=latest.values("pk"))

    def entered_by(self, user):
        """Those the user may fill, correct and validate."""
        return self.filter(entered_by(user))


class SurveyResponse(models.Model):
    """What one producer answered to one version, entered by an advisor.

    `typed` keeps, by section, every value the form sent, as it was; `answers` what was understood, by the
    code of the question; `revisions` how many times each section was saved, so that nobody overwrites what
    somebody else wrote in it. `key` is drawn where the entry begins: a draft sent twice is one response.
    """

    key = models.UUIDField("clé", unique=True, default=uuid.uuid4)
    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.PROTECT, related_name="responses", verbose_name="questionnaire"
    )
    producer = models.ForeignKey(
        Producer,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="survey_responses",
        verbose_name="producteur",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="saisi par",
    )
    departement = models.CharField("département", max_length=3, default=HOME_DEPARTEMENT)
    length = models.CharField("forme", max_length=5, choices=Length.choices, default=Length.SHORT)
    state = models.CharField("état", max_length=9, choices=ResponseState.choices, default=ResponseState.DRAFT)
    typed = models.JSONField("saisie", default=dict, blank=True)
    answers = models.JSONField("réponses", default=dict, blank=True)
    revisions = models.JSONField("enregistrements", default=dict, blank=True)
    # What becomes of the rows of the farm that no answer speaks of (application/matching.py), by row.
    decisions = models.JSONField("décisions", default=dict, blank=True)
    started_at = models.DateTimeField("commencée le", default=timezone.now)
    updated_at = models.DateTimeField("enregistrée le", default=timezone.now)
    validated_at = models.DateTimeField("validée le", null=True, blank=True)
    withdrawn_at = models.DateTimeField("accord retiré le", null=True, blank=True)

    objects = SurveyResponseQuerySet.as_manager()

    MAIL_KEYS = ("diagnosis-",)
    SAID_BY_ROW = {"answers": "answers_in_words"}

    class Meta:
        verbose_name = "réponse au diagnostic"
        verbose_name_plural = "réponses au diagnostic"
        ordering = ["-updated_at", "-pk"]
        constraints = [
            known("length", Length, "survey_response", "Cette forme"),
            known("state", ResponseState, "survey_response", "Cet état"),
            models.CheckConstraint(
                condition=Q(state=ResponseState.DRAFT, validated_at__isnull=True)
                | Q(state=ResponseState.VALIDATED, validated_at__isnull=False),
                name="survey_response_validation_dated",
                violation_error_message="Une réponse validée porte sa date.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(state=ResponseState.VALIDATED),
                name="survey_response_withdrawal_of_a_validated_one",
                violation_error_message="Un accord se retire d’une réponse validée.",
            ),
        ]
        indexes = [
            models.Index(fields=["departement", "-updated_at", "-id"], name="survey_response_listed"),
            models.Index(fields=["author", "-updated_at", "-id"], name="survey_response_own"),
            models.Index(
                fields=["producer", "-validated_at", "-id"],
                name="survey_response_agreed",
                condition=MAY_SERVE_THE_PLAN,
            ),
        ]

    def __str__(self):
        return self.name or "Diagnostic sans nom"

    def get_absolute_url(self):
        return reverse("survey:check", args=[self.key])

    def answers_in_words(self) -> str:
        """Every answer under its question, as its reader knows them."""
        return "\n".join(
            f"{answer.question.label}\u00a0: {answer.all_words}"
            for _, answers in read(self.questionnaire.parsed, self.answers)
            for answer in answers
        )

    @property
    def name(self) -> str:
        return str(self.answers.get("name", ""))

    @property
    def is_short(self) -> bool:
        return self.length == Length.SHORT

    @property
    def is_draft(self) -> bool:
        return self.state == ResponseState.DRAFT
