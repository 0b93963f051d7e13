"""Tokens as tests need them, each with its text."""

from pat_logistics.tokens.models import ApiToken, Scope
from pat_logistics.tokens.services import make_token
from tests.factories.accounts import UserFactory


def token_of(user=None, *, name="Export du SIG", scope=Scope.PUBLIC, days=30) -> tuple[ApiToken, str]:
    return make_token(user or UserFactory(), name=name, scope=scope, days=days)


def bearer(secret: str) -> dict[str, str]:
    """The headers of a request that carries it."""
    return {"authorization": f"Bearer {secret}"}
