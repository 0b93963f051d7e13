from django.core.management.base import BaseCommand, CommandError

from pat_logistics.territory.reference import ReferenceFileError
from pat_logistics.territory.services import load_territory


class Command(BaseCommand):
    help = "Charge les communes et leurs contours (sans effet quand les fichiers n’ont pas changé)."

    def add_arguments(self, parser):
        parser.add_argument("--force", action="store_true", help="Recharger même sans changement.")

    def handle(self, *, force, verbosity, **options):
        try:
            report = load_territory(force=force)
        except ReferenceFileError as error:
            raise CommandError(str(error)) from error
        if verbosity < 1:
            return
        if report.skipped:
            self.stdout.write("Communes : déjà à jour.")
            return
        self.stdout.write(
            f"Communes : {report.created} créées, {report.updated} modifiées, {report.unchanged} inchangées."
        )
        if report.gone:
            self.stdout.write(f"Absentes des fichiers, gardées : {', '.join(report.gone)}.")
