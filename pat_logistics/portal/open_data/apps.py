from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "pat_logistics.portal.open_data"
    label = "open_data"
    verbose_name = "Données ouvertes"

    def ready(self):
        from pat_logistics.portal.open_data.followed import add_topics

        add_topics()
