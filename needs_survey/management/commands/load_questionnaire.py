from django.core.management.base import BaseCommand

from needs_survey.services import load_questionnaire


class Command(BaseCommand):
    help = "Publie les questions livrées avec le portail, sauf si la dernière version a été écrite sur place."

    def handle(self, **options):
        if version := load_questionnaire():
            self.stdout.write(f"Questionnaire publié, version {version}.")
