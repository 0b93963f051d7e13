from django.apps import AppConfig


class ActorsConfig(AppConfig):
    name = "pat_logistics.actors"
    label = "actors"
    verbose_name = "Qui peut aider"
