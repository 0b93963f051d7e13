from django.core.management.base import BaseCommand

import carriers.demo
import producers.demo
from cost_calc.demo import load_accounts


class Command(BaseCommand):
    help = "Charge les producteurs, transporteurs et solutions d’exemple, et trois comptes pour essayer."

    def handle(self, **options):
        producers.demo.load()
        carriers.demo.load()
        carriers.demo.load_rides()
        load_accounts()
        self.stdout.write("Données d’exemple en place.")
