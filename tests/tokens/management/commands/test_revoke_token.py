import getpass

import pytest
from django.core.management import CommandError, call_command

from pat_logistics.tokens.models import ApiToken
from pat_logistics.tokens.secrets import new_secret
from tests.factories.tokens import token_of

pytestmark = pytest.mark.django_db


def run(monkeypatch, secret):
    monkeypatch.setattr(getpass, "getpass", lambda prompt: secret)
    call_command("revoke_token")


def test_a_token_that_leaked_is_shut_by_its_text(monkeypatch, capsys):
    token, secret = token_of()
    run(monkeypatch, f" {secret}\n")
    assert ApiToken.objects.known_as(secret) is None
    told = capsys.readouterr().out
    assert token.user.email in told
    assert "jamais servi" in told
    assert secret not in told
    run(monkeypatch, secret)
    assert "déjà révoqué" in capsys.readouterr().out


@pytest.mark.parametrize("secret", ["", "pat_abc", "unknown"])
def test_what_is_no_token_of_ours_is_told(monkeypatch, secret):
    with pytest.raises(CommandError):
        run(monkeypatch, new_secret() if secret == "unknown" else secret)
