from django.core.management.base import BaseCommand

from needs_survey.services import load_questionnaire


class Command(BaseCommand):
    help = "Publie la première version du questionnaire ; sans effet s’il y en a déjà une."

    def handle(self, **options):
        if load_questionnaire():
            self.stdout.write("Questionnaire publié, version 1.")
