"""What allauth says and sends in our words, and what happens when a mail cannot leave."""

import smtplib

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from pat_logistics.accounts.models import User
from tests.accounts.samples import CODE, LOGIN, SIGNUP, is_signed_in
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_a_wrong_code_says_so_in_french_and_keeps_the_person_out(client):
    client.post(LOGIN, {"email": UserFactory().email})
    response = client.post(CODE, {"code": "0000-0000"})
    assert "Ce code n’est pas le bon" in response.text
    assert not is_signed_in(client)


def test_an_unknown_address_sees_the_same_screen_as_a_known_one(client):
    known = client.post(LOGIN, {"email": UserFactory().email})
    client.logout()
    unknown = client.post(LOGIN, {"email": "inconnue@exemple.fr"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert "Aucun compte ne porte cette adresse" in mail.outbox[-1].body


def test_signing_up_twice_shows_the_same_screen_and_creates_nothing(client):
    user = UserFactory()
    response = client.post(SIGNUP, {"email": user.email.upper()})
    assert response.url == CODE
    assert client.get(CODE).status_code == 200
    assert User.objects.count() == 1
    assert "Ce compte existe déjà" in mail.outbox[-1].body


def test_a_closed_account_receives_no_code(client):
    user = UserFactory(is_active=False)
    client.post(LOGIN, {"email": user.email})
    assert "code de connexion" not in mail.outbox[-1].body


def test_mails_are_french_plain_text(client):
    client.post(LOGIN, {"email": UserFactory().email})
    message = mail.outbox[-1]
    assert message.subject == "[PAT Logistique] Votre code de connexion"
    assert message.body.startswith("Bonjour,")
    assert not message.alternatives


def test_too_many_codes_asked_for_one_address_are_refused(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "1/m/key"}
    email = UserFactory(email="insistante@exemple.fr").email
    assert client.post(LOGIN, {"email": email}).status_code == 302
    client.logout()
    assert "trop d’essais" in client.post(LOGIN, {"email": email}).text


def test_too_many_sign_ups_from_one_place_get_a_french_page(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}
    place = {"REMOTE_ADDR": "192.0.2.77"}
    client.post(SIGNUP, {"email": "un@exemple.fr"}, **place)
    client.logout()
    response = client.post(SIGNUP, {"email": "deux@exemple.fr"}, **place)
    assert response.status_code == 429
    assert "Trop d’essais à la suite" in response.text


def test_a_mail_server_out_of_order_is_told_to_the_person(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)
    response = client.post(LOGIN, {"email": UserFactory().email})
    assert response.status_code == 503
    assert "Le message n’est pas parti" in response.text
