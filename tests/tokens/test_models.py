from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from pat_logistics.tokens.models import ApiToken, Scope
from pat_logistics.tokens.services import revoke
from tests.factories.accounts import UserFactory
from tests.factories.tokens import token_of

pytestmark = pytest.mark.django_db


def test_a_token_is_known_by_its_text_alone():
    token, secret = token_of()
    assert ApiToken.objects.known_as(secret) == token
    assert ApiToken.objects.known_as(secret.swapcase()) is None
    assert secret not in str(vars(ApiToken.objects.get()))


def test_it_serves_until_the_end_of_its_last_day():
    token, secret = token_of(days=0)
    assert ApiToken.objects.known_as(secret) == token
    ApiToken.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert ApiToken.objects.known_as(secret) is None


def test_it_falls_with_its_account():
    token, secret = token_of()
    token.user.is_active = False
    token.user.save()
    assert ApiToken.objects.known_as(secret) is None


def test_a_name_serves_again_once_its_token_is_revoked():
    user = UserFactory()
    token, _ = token_of(user)
    with pytest.raises(IntegrityError):
        ApiToken.objects.create(user=user, name=token.name, digest="0" * 64, expires_on=token.expires_on)


def test_a_revoked_name_is_free():
    user = UserFactory()
    token, secret = token_of(user)
    revoke(token)
    assert ApiToken.objects.known_as(secret) is None
    assert token_of(user)[0].name == token.name


def test_only_one_scope_reads_what_the_account_reads():
    assert [token_of(scope=scope)[0].may_read_own() for scope in Scope] == [False, True]
