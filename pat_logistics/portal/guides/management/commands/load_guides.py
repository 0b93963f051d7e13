from django.core.management.base import BaseCommand, CommandError

from pat_logistics.portal.guides.services import GuideFileError, load_guides


class Command(BaseCommand):
    help = "Charge les guides ; renouvelle ceux que personne n’a retouchés, laisse les autres."

    def handle(self, **options):
        try:
            added, renewed = load_guides()
        except GuideFileError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"guides : {added} ajouté(s), {renewed} mis à jour")
