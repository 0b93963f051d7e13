from django.core.management.base import BaseCommand, CommandError

from pat_logistics.guides.services import GuideFileError, load_guides


class Command(BaseCommand):
    help = "Charge les guides ; sans effet sur ceux déjà présents, que les conseillers ont pu corriger."

    def handle(self, **options):
        try:
            created = load_guides()
        except GuideFileError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"guides : {created} ajouté(s)")
