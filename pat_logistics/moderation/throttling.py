"""How many reports one caller may send: a person who finds errors is never stopped, a machine is."""

import ipaddress
import logging

from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.throttling import BaseThrottle

logger = logging.getLogger(__name__)

REPORTS_PER_HOUR = 10
HOUR_S = 3600
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


def may_report(request) -> bool:
    """Count one more report of this caller; without the cache nobody is counted, and nobody is stopped."""
    key = f"reports:{caller(request)}"
    try:
        cache.add(key, 0, timeout=HOUR_S)
        return cache.incr(key) <= REPORTS_PER_HOUR
    except (RedisError, ValueError):
        logger.warning("The cache does not answer: reports are not counted", exc_info=True)
        return True
