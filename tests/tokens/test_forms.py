import pytest

from pat_logistics.tokens.forms import DURATIONS, TokenForm
from pat_logistics.tokens.models import ApiToken, Scope
from pat_logistics.tokens.services import revoke
from tests.factories.accounts import UserFactory
from tests.factories.tokens import token_of

pytestmark = pytest.mark.django_db


def form_of(user, **data):
    asked = {"name": "Export", "scope": Scope.PUBLIC, "days": "30"} | data
    return TokenForm(asked, instance=ApiToken(user=user))


def test_a_year_is_the_longest():
    assert max(days for days, _ in DURATIONS) == 365
    assert "days" in form_of(UserFactory(), days="3650").errors


def test_a_name_that_serves_is_told_at_the_form():
    token, _ = token_of()
    assert "déjà un jeton de ce nom" in str(form_of(token.user, name=token.name).errors)
    revoke(token)
    assert form_of(token.user, name=token.name).is_valid()


@pytest.mark.parametrize("data", [{"name": ""}, {"scope": "write:all"}, {"days": ""}, {"name": "x" * 81}])
def test_what_is_missing_or_wrong_is_told_at_its_field(data):
    assert list(form_of(UserFactory(), **data).errors) == list(data)
