from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "pat_logistics.moderation"
    verbose_name = "modération"
