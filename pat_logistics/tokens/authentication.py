"""`Authorization: Bearer pat_…` on a request of the API."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from pat_logistics.tokens.models import ApiToken
from pat_logistics.tokens.secrets import is_whole
from pat_logistics.tokens.services import note_use

SCHEME = "Bearer"


class TokenAuthentication(BaseAuthentication):
    """The request of a token that reads what is public is a visitor's, with a quota of its own.

    A token that is wrong is refused (401), never passed over: its owner would read too little unawares.
    """

    def authenticate(self, request: Request) -> tuple[Any, ApiToken] | None:
        scheme, _, secret = request.headers.get("Authorization", "").strip().partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        secret = secret.strip()
        token = ApiToken.objects.known_as(secret) if is_whole(secret) else None
        if token is None:
            raise AuthenticationFailed("Ce jeton n’existe pas, ou ne vaut plus : faites-en un autre.")
        note_use(token)
        return (token.user if token.may_read_own() else AnonymousUser()), token

    def authenticate_header(self, request: Request) -> str:
        return f'{SCHEME} realm="api"'


class TokenScheme(OpenApiAuthenticationExtension):
    """What the description of the API says of it."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": SCHEME.lower(),
            "description": "Facultatif : un jeton, fait sur la page « Mes jetons », donne un quota à part.",
        }
