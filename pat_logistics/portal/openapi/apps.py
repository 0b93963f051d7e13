from django.apps import AppConfig


class OpenapiConfig(AppConfig):
    name = "pat_logistics.portal.openapi"
    label = "openapi"
    verbose_name = "API"
