from django.core.management.base import BaseCommand, CommandError

from cost_calc.pricing.reference_files import DataFileError, load_reference_values


class Command(BaseCommand):
    help = "Charge les valeurs de référence datées ; celles qui ont été corrigées ici restent."

    def handle(self, **options):
        try:
            loaded = load_reference_values()
        except DataFileError as error:
            raise CommandError(str(error)) from error
        for name, result in loaded.items():
            self.stdout.write(
                f"{name} : {result.created} valeur(s) ajoutée(s), {result.refreshed} texte(s) mis à jour"
            )
            for value in result.kept:
                self.stdout.write(f"  corrigée ici, valeur livrée non reprise : {value}")
