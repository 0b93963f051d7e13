"""Questionnaires, what was answered to them, and what the answers became."""

from needs_survey.models.application import Application, AppliedRow
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
    "Questionnaire",
    "QuestionnaireQuerySet",
    "SurveyResponse",
    "SurveyResponseQuerySet",
    "validate_definition",
]
