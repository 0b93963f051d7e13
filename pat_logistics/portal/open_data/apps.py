from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "pat_logistics.portal.open_data"
    label = "open_data"
    verbose_name = "Données ouvertes"
