from django.core.management.base import BaseCommand

import carriers.demo
import producers.demo


class Command(BaseCommand):
    help = "Charge les producteurs, transporteurs et solutions d’exemple."

    def handle(self, **options):
        producers.demo.load()
        carriers.demo.load()
        self.stdout.write("Données d’exemple en place.")
