from django.apps import AppConfig


class NeedsSurveyConfig(AppConfig):
    name = "needs_survey"
    label = "needs_survey"
    verbose_name = "Diagnostic des besoins"
