from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "pat_logistics.pages"
    label = "pages"
    verbose_name = "Pages"
