from django.apps import AppConfig


class GuidesConfig(AppConfig):
    name = "pat_logistics.guides"
    verbose_name = "guides"
