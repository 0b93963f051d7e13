from django.apps import AppConfig


class NeedsSurveyConfig(AppConfig):
    name = "needs_survey"
    label = "needs_survey"
    verbose_name = "Diagnostic des besoins"

    def ready(self):
        from needs_survey.personal import part_of
        from producers.personal import PARTS

        PARTS.append(part_of)
