"""Questionnaires, what was answered to them, and what the answers became."""

from needs_survey.models.application import Application, AppliedRow
from needs_survey.models.campaign import Campaign, CampaignQuerySet, Visit, VisitQuerySet
from needs_survey.models.edition import Edition
from needs_survey.models.group import PioneerGroup, PioneerMember
from needs_survey.models.response import (
    Questionnaire,
    QuestionnaireQuerySet,
    SurveyResponse,
    SurveyResponseQuerySet,
    validate_definition,
)

__all__ = [
    "Application",
    "AppliedRow",
    "Campaign",
    "CampaignQuerySet",
    "Edition",
    "PioneerGroup",
    "PioneerMember",
    "Questionnaire",
    "QuestionnaireQuerySet",
    "SurveyResponse",
    "SurveyResponseQuerySet",
    "Visit",
    "VisitQuerySet",
    "validate_definition",
]
