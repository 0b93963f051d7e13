from django.apps import AppConfig


class OpenapiConfig(AppConfig):
    name = "pat_logistics.openapi"
    label = "openapi"
    verbose_name = "API"
