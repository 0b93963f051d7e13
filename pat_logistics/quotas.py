"""How often one caller may do a thing in an hour, and how many at once: a machine is stopped, nobody else."""

import ipaddress
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.throttling import BaseThrottle

logger = logging.getLogger(__name__)

HOUR_S = 3600
# No request lasts longer: one that was cut short is forgotten then.
MOST_LASTING_S = 120
# A household or a machine owns a whole IPv6 network of this size, not one address of it.
IPV6_PREFIX = 64


def caller(request) -> str:
    """The account, else the IP address, a forwarded one only from a proxy of ours (NUM_PROXIES)."""
    if request.user.is_authenticated:
        return f"user{request.user.pk}"
    told = BaseThrottle().get_ident(request)
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return "unknown"
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, IPV6_PREFIX), strict=False).network_address)


def may(request, what: str, *, an_hour: int) -> bool:
    """Count one more `what` of this caller; without the cache nobody is counted, and nobody is stopped."""
    key = f"{what}:{caller(request)}"
    try:
        cache.add(key, 0, timeout=HOUR_S)
        return cache.incr(key) <= an_hour
    except (RedisError, ValueError):
        logger.warning("The cache does not answer: %s are not counted", what, exc_info=True)
        return True


@contextmanager
def under_way(request, what: str, *, at_once: int) -> Iterator[bool]:
    """Whether this caller has fewer than `at_once` of `what` under way; this one counts until the block ends.

    An hour's worth of long pages asked all together would take every thread that others need.
    """
    key = f"{what}-under-way:{caller(request)}"
    try:
        cache.add(key, 0, timeout=MOST_LASTING_S)
        may_begin = cache.incr(key) <= at_once
    except (RedisError, ValueError):
        logger.warning("The cache does not answer: %s under way are not counted", what, exc_info=True)
        yield True
        return
    try:
        yield may_begin
    finally:
        with suppress(RedisError, ValueError):
            cache.decr(key)
