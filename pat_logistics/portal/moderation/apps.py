from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "pat_logistics.portal.moderation"
    verbose_name = "modération"
