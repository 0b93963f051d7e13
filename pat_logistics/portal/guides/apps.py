from django.apps import AppConfig


class GuidesConfig(AppConfig):
    name = "pat_logistics.portal.guides"
    verbose_name = "guides"
