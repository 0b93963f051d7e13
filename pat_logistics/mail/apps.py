from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "pat_logistics.mail"
    verbose_name = "Courriels"
