from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from pat_logistics.tokens import services
from pat_logistics.tokens.models import MOST_PER_PERSON, ApiToken
from tests.factories.accounts import UserFactory
from tests.factories.tokens import token_of

pytestmark = pytest.mark.django_db


def test_there_are_only_so_many_a_person():
    user = UserFactory()
    for number in range(MOST_PER_PERSON):
        last, _ = token_of(user, name=f"Programme {number}")
    with pytest.raises(services.TooManyTokensError):
        token_of(user, name="Un de trop")
    services.revoke(last)
    assert token_of(user, name="À sa place")
    assert token_of(name="D’une autre personne")


def test_revoking_says_whether_it_was_open():
    token, _ = token_of()
    assert [services.revoke(token), services.revoke(token)] == [True, False]


def test_a_use_waits_in_the_cache_then_is_written():
    token, other = token_of()[0], token_of()[0]
    services.note_use(token)
    assert services.uses_of([token, other]) == {token.pk: timezone.localdate()}
    assert services.write_uses() == 1
    days = dict(ApiToken.objects.values_list("pk", "last_used_on"))
    assert days == {token.pk: timezone.localdate(), other.pk: None}
    assert services.uses_of([token, other]) == {}


def test_without_its_cache_a_token_still_serves(settings, caplog):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        }
    }
    token, _ = token_of()
    services.note_use(token)
    assert services.uses_of([token]) == {}
    assert "not noted" in caplog.text


def test_yesterday_is_not_written_over_today():
    token, _ = token_of()
    today = timezone.localdate()
    ApiToken.objects.update(last_used_on=today)
    cache.set(f"token-used:{token.pk}", today - timedelta(days=1))
    services.write_uses()
    token.refresh_from_db()
    assert token.last_used_on == today
