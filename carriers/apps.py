from django.apps import AppConfig


class CarriersConfig(AppConfig):
    name = "carriers"
    label = "carriers"
    verbose_name = "Transporteurs et solutions"

    def ready(self):
        from carriers.changes import add_to_farms
        from carriers.directory import add_to_directory
        from carriers.quotes.services import tell_erased
        from producers.holdings import BEFORE_ERASING

        BEFORE_ERASING.append(tell_erased)
        add_to_directory()
        add_to_farms()
