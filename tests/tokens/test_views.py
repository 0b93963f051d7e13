import re

import pytest
from django.urls import reverse

from pat_logistics.tokens.models import MOST_PER_PERSON, ApiToken, Scope
from pat_logistics.tokens.secrets import SHAPE
from tests.factories.accounts import UserFactory
from tests.factories.tokens import bearer, token_of

pytestmark = pytest.mark.django_db

LIST = reverse("tokens:list")
ASKED = {"name": "Export du SIG", "scope": Scope.PUBLIC, "days": "90"}


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def test_a_token_is_made_shown_once_and_serves(client, user):
    answer = client.post(LIST, ASKED)
    secret = re.search(SHAPE, answer.text)[0]
    assert "no-store" in answer["Cache-Control"]
    assert client.get("/api/v1/producers/", headers=bearer(secret)).status_code == 200
    page = client.get(LIST).text
    assert secret not in page
    assert f"…{secret[-4:]}" in page


def test_what_was_typed_stays_when_the_form_is_refused(client, user):
    answer = client.post(LIST, ASKED | {"days": ""})
    assert answer.status_code == 400
    assert "Export du SIG" in answer.text
    assert not ApiToken.objects.exists()


def test_one_too_many_is_refused_in_words(client, user):
    for number in range(MOST_PER_PERSON):
        token_of(user, name=f"Programme {number}")
    answer = client.post(LIST, ASKED)
    assert answer.status_code == 400
    assert "révoquez-en un" in answer.text


def test_a_revoked_token_leaves_the_page_and_opens_nothing(client, user):
    token, secret = token_of(user)
    answer = client.post(reverse("tokens:revoke", args=[token.pk]), follow=True)
    assert "n’ouvre plus rien" in answer.text
    assert secret[-4:] not in answer.text
    assert client.get("/api/v1/producers/", headers=bearer(secret)).status_code == 401


def test_nobody_sees_or_revokes_those_of_another(client, user):
    token, secret = token_of()
    assert secret[-4:] not in client.get(LIST).text
    assert client.post(reverse("tokens:revoke", args=[token.pk])).status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None


def test_ten_tokens_take_as_many_queries_as_one(client, user, django_assert_num_queries):
    for number in range(MOST_PER_PERSON):
        token_of(user, name=f"Programme {number}")
    with django_assert_num_queries(3):  # session, user, tokens
        client.get(LIST)
