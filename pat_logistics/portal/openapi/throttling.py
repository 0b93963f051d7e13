"""Quotas: so many requests per minute and per caller, told in the headers of every answer."""

import logging
import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from pat_logistics.tokens.models import ApiToken

logger = logging.getLogger(__name__)

WINDOW_S = 60
# Where the headers of the answer wait, in the META of the request.
QUOTA_KEY = "pat_logistics.quota_headers"


class QuotaThrottle(BaseThrottle):
    """One counter per caller, scope (`throttle_scope` of the view, "read" by default) and clock minute.

    The counter is atomic in the cache. Without the cache the API answers uncounted: a quota protects the
    service, it must not stop it.
    """

    def allow_request(self, request: Request, view: Any) -> bool:
        scope = getattr(view, "throttle_scope", "read")
        token = request.auth if isinstance(request.auth, ApiToken) else None
        quotas = settings.API_TOKEN_QUOTA_PER_MINUTE if token else settings.API_QUOTA_PER_MINUTE
        limit, caller = quotas[scope], f"token{token.pk}" if token else self._caller(request)
        now = time.time()
        self.reset_s = WINDOW_S - int(now) % WINDOW_S
        key = f"quota:{scope}:{caller}:{int(now) // WINDOW_S}"
        try:
            used = _counted(key)
        except (RedisError, ValueError):
            logger.warning("The cache does not answer: quotas are not counted", exc_info=True)
            return True
        left = max(0, limit - used)
        # The names of the draft of the IETF (draft-ietf-httpapi-ratelimit-headers-10), and the older ones.
        request.META[QUOTA_KEY] = {
            "RateLimit-Policy": f'"{scope}";q={limit};w={WINDOW_S}',
            "RateLimit": f'"{scope}";r={left};t={self.reset_s}',
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(left),
            "X-RateLimit-Reset": str(self.reset_s),
        }
        return used <= limit

    def wait(self) -> float:
        return self.reset_s

    def _caller(self, request: Request) -> str:
        user = request.user
        return f"user{user.pk}" if user and user.is_authenticated else self.get_ident(request)


def _counted(key: str) -> int:
    """One more under this key, which the first request of the minute makes."""
    try:
        return cache.incr(key)
    except ValueError:
        cache.add(key, 0, timeout=2 * WINDOW_S)
        return cache.incr(key)
