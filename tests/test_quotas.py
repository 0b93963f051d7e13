"""How often and how many at once: callers are counted apart, and a lost cache stops nobody."""

from types import SimpleNamespace

import pytest

from pat_logistics import quotas

BROKEN = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:9/0",
    }
}


def asked(rf, address="192.0.2.7", account=None):
    request = rf.get("/", REMOTE_ADDR=address)
    request.user = SimpleNamespace(is_authenticated=account is not None, pk=account)
    return request


@pytest.mark.parametrize(
    ("address", "account", "name"),
    [
        ("192.0.2.7", None, "192.0.2.7"),
        ("192.0.2.7", 12, "user12"),
        ("2001:db8:1:2:3:4:5:6", None, "2001:db8:1:2::"),
        ("unix:", None, "unknown"),
    ],
)
def test_a_caller_is_an_account_an_address_or_a_network(rf, address, account, name):
    assert quotas.caller(asked(rf, address, account)) == name


def test_each_caller_and_each_thing_is_counted_apart(rf):
    assert [quotas.may(asked(rf), "mails", an_hour=2) for _ in range(3)] == [True, True, False]
    assert quotas.may(asked(rf), "reports", an_hour=2)
    assert quotas.may(asked(rf, account=3), "mails", an_hour=2)


def test_what_is_over_makes_room_even_after_a_crash(rf):
    with quotas.under_way(asked(rf), "documents", at_once=1) as first:
        assert first
        with quotas.under_way(asked(rf), "documents", at_once=1) as second:
            assert not second
    with pytest.raises(ZeroDivisionError), quotas.under_way(asked(rf), "documents", at_once=1):
        raise ZeroDivisionError
    with quotas.under_way(asked(rf), "documents", at_once=1) as third:
        assert third


def test_without_the_cache_nobody_is_stopped(rf, settings):
    settings.CACHES = BROKEN
    assert all(quotas.may(asked(rf), "mails", an_hour=1) for _ in range(3))
    with quotas.under_way(asked(rf), "documents", at_once=0) as may_begin:
        assert may_begin
