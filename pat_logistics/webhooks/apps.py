from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "pat_logistics.webhooks"
    verbose_name = "Webhooks"
