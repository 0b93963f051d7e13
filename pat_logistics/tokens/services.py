"""Tokens are made, revoked, and say when they last served."""

import datetime
import logging
from collections.abc import Iterable

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from redis.exceptions import RedisError

from pat_logistics.accounts.models import User
from pat_logistics.tokens.models import MOST_PER_PERSON, ApiToken, days_from_now
from pat_logistics.tokens.secrets import SHOWN, digest_of, new_secret

logger = logging.getLogger(__name__)

# Longer than the task that writes it down may be late.
REMEMBERED_S = 2 * 24 * 3600


class TooManyTokensError(Exception):
    """The person has as many live tokens as one may."""


def make_token(user: User, *, name: str, scope: str, days: int) -> tuple[ApiToken, str]:
    """A new token and its text, which nobody can read again."""
    secret = new_secret()
    with transaction.atomic():
        # Two forms sent at once count one after the other.
        User.objects.select_for_update().get(pk=user.pk)
        if ApiToken.objects.of(user).live().count() >= MOST_PER_PERSON:
            raise TooManyTokensError
        token = ApiToken.objects.create(
            user=user,
            name=name,
            scope=scope,
            digest=digest_of(secret),
            ending=secret[-SHOWN:],
            expires_on=days_from_now(days),
        )
    return token, secret


def revoke(token: ApiToken) -> bool:
    """Shut it for good; whether it was open."""
    open_one = ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True)
    return bool(open_one.update(revoked_at=timezone.now()))


def note_use(token: ApiToken) -> None:
    """Reading writes nothing into the database: the day waits in the cache for `write_uses`."""
    try:
        cache.add(_key(token.pk), timezone.localdate(), timeout=REMEMBERED_S)
    except RedisError:
        logger.warning("The cache does not answer: the use of a token is not noted", exc_info=True)


def uses_of(tokens: Iterable[ApiToken]) -> dict[int, datetime.date]:
    """The days of last use that wait in the cache, by number of token."""
    keys = {_key(token.pk): token.pk for token in tokens}
    try:
        return {keys[key]: day for key, day in cache.get_many(keys).items()}
    except RedisError:
        return {}


def write_uses() -> int:
    """Write down the last use of each token; how many had served."""
    used = uses_of(ApiToken.objects.only("pk").iterator())
    for pk, day in used.items():
        earlier = ApiToken.objects.filter(pk=pk).filter(Q(last_used_on__lt=day) | Q(last_used_on=None))
        earlier.update(last_used_on=day)
    # What serves meanwhile is noted again at its next use.
    cache.delete_many([_key(pk) for pk in used])
    return len(used)


def _key(pk: int) -> str:
    return f"token-used:{pk}"
