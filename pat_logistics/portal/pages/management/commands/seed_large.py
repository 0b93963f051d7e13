from django.core.management.base import BaseCommand, CommandError

import carriers.large
import needs_survey.large
import producers.large
from producers.models import Producer


class Command(BaseCommand):
    help = (
        "Remplit la base de 100 000 producteurs, 10 000 solutions et 5 000 diagnostics inventés, "
        "toujours les mêmes, "
        "pour mesurer le portail à l’échelle de la France."
    )

    def handle(self, **options):
        # Invented listings by the thousand have no place beside real ones.
        if Producer.objects.filter(is_example=False).exists():
            raise CommandError("Cette base tient de vraies fiches : rien n’a été ajouté.")
        producers.large.load()
        carriers.large.load()
        needs_survey.large.load()
        self.stdout.write("Base remplie.")
