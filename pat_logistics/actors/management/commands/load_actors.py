from django.core.management.base import BaseCommand, CommandError

from pat_logistics.actors.services import load_actors
from pat_logistics.actors.sources import ActorFileError


class Command(BaseCommand):
    help = "Charge qui peut aider, d’après des sources publiques ; laisse ce que quelqu’un a retouché."

    def handle(self, *, verbosity, **options):
        try:
            added, renewed = load_actors()
        except ActorFileError as error:
            raise CommandError(str(error)) from error
        if verbosity:
            self.stdout.write(f"Qui peut aider : {added} ajouté(s), {renewed} mis à jour.")
