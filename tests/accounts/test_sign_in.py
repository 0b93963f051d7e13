"""Signing up and in by a code sent by e-mail, end to end."""

import smtplib

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from pat_logistics.accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

LOGIN, SIGNUP = reverse("account_login"), reverse("account_signup")
CODE = reverse("account_confirm_login_code")


def is_signed_in(client):
    return client.get(reverse("accounts:profile")).status_code == 200


def test_a_newcomer_signs_up_with_an_address_and_the_code_it_received(client, last_code):
    response = client.post(SIGNUP, {"email": "Nouvelle@Exemple.fr"})
    assert response.url == CODE
    assert not is_signed_in(client)

    client.post(CODE, {"code": last_code()})

    assert is_signed_in(client)
    user = User.objects.get(email="nouvelle@exemple.fr")
    assert not user.has_usable_password()


def test_a_member_signs_in_with_the_code_received(client, last_code):
    user = UserFactory()
    assert client.post(LOGIN, {"email": user.email}).url == CODE

    client.post(CODE, {"code": last_code()})

    assert is_signed_in(client)


def test_the_code_is_accepted_without_its_dash(client, last_code):
    client.post(LOGIN, {"email": UserFactory().email})
    client.post(CODE, {"code": last_code().replace("-", " ")})
    assert is_signed_in(client)


def test_after_signing_in_one_comes_back_to_the_page_asked_for(client, last_code):
    asked = reverse("accounts:delete")
    response = client.get(asked, follow=True)
    form_address = response.request["PATH_INFO"] + "?" + response.request["QUERY_STRING"]
    code_address = client.post(form_address, {"email": UserFactory().email, "next": asked}).url
    assert client.post(code_address, {"code": last_code(), "next": asked}).url == asked


def test_another_site_is_not_a_page_to_come_back_to(client, last_code):
    client.post(LOGIN, {"email": UserFactory().email})
    response = client.post(CODE, {"code": last_code(), "next": "https://mauvais.exemple"})
    assert response.url == reverse("pages:workspace")


def test_a_wrong_code_says_so_in_french_and_keeps_the_person_out(client):
    client.post(LOGIN, {"email": UserFactory().email})
    response = client.post(CODE, {"code": "0000-0000"})
    assert "Ce code n’est pas le bon" in response.text
    assert not is_signed_in(client)


def test_three_wrong_codes_end_the_attempt(client, last_code):
    client.post(LOGIN, {"email": UserFactory().email})
    for _ in range(3):
        response = client.post(CODE, {"code": "0000-0000"})
    assert response.url == LOGIN
    client.post(CODE, {"code": last_code()})
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


def test_another_code_can_be_asked_for(client, last_code):
    client.post(LOGIN, {"email": UserFactory().email})
    first = last_code()
    client.post(CODE, {"action": "resend"})
    assert last_code() != first
    client.post(CODE, {"code": last_code()})
    assert is_signed_in(client)


@pytest.mark.parametrize("typed", ["", "pas une adresse", "a@b", "x" * 300 + "@exemple.fr", "a\0@exemple.fr"])
@pytest.mark.parametrize("address", [LOGIN, SIGNUP])
def test_what_is_not_an_address_is_refused_at_its_field(client, address, typed):
    response = client.post(address, {"email": typed})
    assert response.status_code == 200
    assert 'aria-invalid="true"' in response.text
    assert not mail.outbox


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


def test_signing_out_needs_a_click(client):
    client.force_login(UserFactory())
    client.get(reverse("account_logout"))
    assert is_signed_in(client)
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


def test_an_administrator_enters_the_admin_by_the_same_door(client, last_code):
    admin = UserFactory(administrator=True)
    index = reverse("admin:index")
    response = client.get(index, follow=True)
    assert response.request["PATH_INFO"] == LOGIN
    code_address = client.post(LOGIN, {"email": admin.email, "next": index}).url
    assert client.post(code_address, {"code": last_code(), "next": index}, follow=True).status_code == 200
    assert client.get(index).status_code == 200


QUOTE = reverse("quotes:ask") + "?origin=48095&destination=34172&family=cheese&mass_kg=60&per_month=4"


def why(response):
    return "il faut un compte, puis" in response.content.decode()


def test_asking_for_quotes_says_why_an_account_is_needed_and_comes_back(client, last_code):
    response = client.get(QUOTE, follow=True)
    assert why(response)
    assert why(client.get(response.context["signup_url"]))
    address = response.request["PATH_INFO"] + "?" + response.request["QUERY_STRING"]
    wrong = client.post(address, {"email": "pas une adresse", "next": QUOTE})
    assert why(wrong)
    code_address = client.post(address, {"email": UserFactory().email, "next": QUOTE}).url
    assert client.post(code_address, {"code": last_code(), "next": QUOTE}).url == QUOTE


def test_a_newcomer_who_asked_for_quotes_comes_back_to_the_request(client, last_code):
    response = client.get(client.get(QUOTE, follow=True).context["signup_url"])
    address = response.request["PATH_INFO"] + "?" + response.request["QUERY_STRING"]
    code_address = client.post(address, {"email": "nouvelle@exemple.fr", "next": QUOTE}).url
    assert client.post(code_address, {"code": last_code()}).url == QUOTE


def test_signing_in_from_elsewhere_speaks_of_no_quotes(client):
    assert not why(client.get(LOGIN))
    assert not why(client.get(LOGIN, {"next": reverse("accounts:delete")}))


def test_a_newcomer_reads_one_message_once_signed_in(client, last_code):
    client.post(SIGNUP, {"email": "nouvelle@exemple.fr"}, follow=True)
    page = client.post(CODE, {"code": last_code()}, follow=True)
    assert [str(message) for message in page.context["messages"]] == ["Vous êtes connecté."]
