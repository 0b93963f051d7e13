from django.core.management.base import BaseCommand, CommandError

from cost_calc.references import DataFileError, load_reference_values


class Command(BaseCommand):
    help = "Charge les valeurs de référence datées ; sans effet sur celles déjà présentes."

    def handle(self, **options):
        try:
            created = load_reference_values()
        except DataFileError as error:
            raise CommandError(str(error)) from error
        for name, count in created.items():
            self.stdout.write(f"{name} : {count} valeur(s) ajoutée(s)")
