"""Shut a token that leaked, known by its text or by the end of it."""

import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pat_logistics.tokens import services
from pat_logistics.tokens.models import ApiToken
from pat_logistics.tokens.secrets import digest_of, is_whole


class Command(BaseCommand):
    help = (
        "Révoque un jeton de l’API qui a fui. Son texte est demandé : la ligne de commande ne le garde pas."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        secret = getpass.getpass("Jeton : ").strip()
        if not is_whole(secret):
            raise CommandError("Ce n’est pas un jeton de ce portail, ou il est coupé.")
        token = ApiToken.objects.select_related("user").filter(digest=digest_of(secret)).first()
        if token is None:
            raise CommandError("Aucun jeton de ce texte : il n’ouvre rien.")
        shut = services.revoke(token)
        state = "révoqué" if shut else "déjà révoqué"
        used = f"dernier usage le {token.last_used_on:%d/%m/%Y}" if token.last_used_on else "jamais servi"
        self.stdout.write(f"« {token.name} » de {token.user.email} ({token.scope}) : {state}, {used}.")
