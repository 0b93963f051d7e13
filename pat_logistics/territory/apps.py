from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "pat_logistics.territory"
    label = "territory"
    verbose_name = "Territoire"
