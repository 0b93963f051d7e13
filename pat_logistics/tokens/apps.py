from django.apps import AppConfig


class TokensConfig(AppConfig):
    name = "pat_logistics.tokens"
    verbose_name = "Jetons"
