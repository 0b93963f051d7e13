"""What a token opens in the API, and what it does not."""

import pytest

from pat_logistics.accounts.models import Role
from pat_logistics.tokens.models import Scope
from pat_logistics.tokens.services import revoke, uses_of
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.producers import ProducerFactory
from tests.factories.tokens import bearer, token_of
from tests.portal.openapi.samples import BODY, post

pytestmark = pytest.mark.django_db

LIST = "/api/v1/producers/"


@pytest.fixture
def farm():
    """Unpublished, and one's own."""
    return ProducerFactory(organisation=MembershipFactory(role=Role.PRODUCER).organisation)


def names(answer):
    assert answer.status_code == 200, answer.content
    return [row["name"] for row in answer.json()["results"]]


def owner_of(producer):
    return producer.organisation.memberships.get().user


def test_it_reads_as_the_account_when_it_may(client, farm):
    _, secret = token_of(owner_of(farm), scope=Scope.OWN)
    assert names(client.get(LIST, headers=bearer(secret))) == [farm.name]


def test_else_it_reads_as_a_visitor(client, farm):
    _, secret = token_of(owner_of(farm), scope=Scope.PUBLIC)
    assert names(client.get(LIST, headers=bearer(secret))) == []


def test_a_file_is_a_visitors_whatever_the_token(client, farm):
    _, secret = token_of(owner_of(farm), scope=Scope.OWN)
    answer = client.get(LIST, {"format": "jsonl"}, headers=bearer(secret))
    assert farm.name not in answer.getvalue().decode()


@pytest.mark.parametrize("text", ["pat_", "pat_" + "a" * 49, "abc", "", "\u2028"])
def test_what_is_no_token_is_refused_in_words(client, text):
    answer = client.get(LIST, headers=bearer(text))
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer realm="api"'
    assert answer["Content-Type"] == "application/problem+json"
    assert "jeton" in answer.json()["detail"]


def test_a_revoked_token_is_refused_everywhere(client):
    token, secret = token_of()
    revoke(token)
    assert client.get(LIST, headers=bearer(secret)).status_code == 401
    assert post(client, BODY, headers=bearer(secret)).status_code == 401


def test_it_does_not_take_the_place_of_a_session(client, farm):
    """A page that sends the token of somebody else reads what the token opens, not the session."""
    client.force_login(owner_of(farm))
    _, secret = token_of(UserFactory(), scope=Scope.OWN)
    assert names(client.get(LIST, headers=bearer(secret))) == []


def test_it_opens_no_page(client, farm):
    _, secret = token_of(owner_of(farm), scope=Scope.OWN)
    assert client.get("/compte/", headers=bearer(secret)).status_code == 302


def test_no_shared_cache_gives_it_to_another(client):
    _, secret = token_of()
    assert "Authorization" in client.get(LIST, headers=bearer(secret))["Vary"]
    assert "Authorization" in client.get(LIST)["Vary"]


def test_its_use_is_noted(client):
    token, secret = token_of()
    assert uses_of([token]) == {}
    client.get(LIST, headers=bearer(secret))
    assert list(uses_of([token])) == [token.pk]


def test_it_costs_one_query(client, django_assert_num_queries):
    _, secret = token_of()
    with django_assert_num_queries(2):  # the token, the row
        client.get("/api/v1/bands/1/", headers=bearer(secret))
