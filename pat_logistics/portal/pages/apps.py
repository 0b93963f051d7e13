from importlib import import_module

from django import forms
from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "pat_logistics.portal.pages"
    label = "pages"
    verbose_name = "Pages"

    def ready(self):
        """What is missing is said in the words of a person, in every form that has no better ones."""
        import_module("pat_logistics.portal.pages.installation")  # registers a check
        forms.Field.default_error_messages["required"] = "Il manque une réponse ici."
        for field in (forms.ChoiceField, forms.ModelChoiceField):
            field.default_error_messages["invalid_choice"] = "Choisissez l’une des réponses proposées."
