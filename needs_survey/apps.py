from importlib import import_module

from django.apps import AppConfig


class NeedsSurveyConfig(AppConfig):
    name = "needs_survey"
    label = "needs_survey"
    verbose_name = "Diagnostic des besoins"

    def ready(self):
        import_module("needs_survey.exchange.jobs")  # registers what it does at length
        from needs_survey.personal import part_of
        from producers.personal import PARTS

        PARTS.append(part_of)
