from importlib import import_module

from django.apps import AppConfig


class ProducersConfig(AppConfig):
    name = "producers"
    label = "producers"
    verbose_name = "Producteurs"

    def ready(self):
        from producers.outlets import add_to_actors

        add_to_actors()
        import_module("producers.intake.jobs")  # registers what it does at length
