from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "pat_logistics.accounts"
    label = "accounts"
    verbose_name = "Comptes"
