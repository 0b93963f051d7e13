from django.core.management.base import BaseCommand

import carriers.demo
import needs_survey.demo
import pat_logistics.actors.demo
import producers.demo
from pat_logistics.portal.demo import load_accounts


class Command(BaseCommand):
    help = "Charge les données d’exemple, et trois comptes pour essayer."

    def handle(self, **options):
        pat_logistics.actors.demo.load()
        producers.demo.load()
        carriers.demo.load()
        carriers.demo.load_rides()
        load_accounts()
        needs_survey.demo.load_campaign()
        needs_survey.demo.load_responses()
        self.stdout.write("Données d’exemple en place.")
