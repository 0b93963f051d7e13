from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "pat_logistics.jobs"
    verbose_name = "Travaux"
