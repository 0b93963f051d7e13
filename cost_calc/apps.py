from django.apps import AppConfig


class CostCalcConfig(AppConfig):
    name = "cost_calc"
    label = "cost_calc"
    verbose_name = "Calculateur"
