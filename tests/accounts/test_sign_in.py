"""Signing up and in by a code sent by e-mail, end to end."""

import pytest
from django.urls import reverse

from pat_logistics.accounts.models import User
from tests.accounts.samples import CODE, LOGIN, SIGNUP, is_signed_in
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


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


def test_three_wrong_codes_end_the_attempt(client, last_code):
    client.post(LOGIN, {"email": UserFactory().email})
    for _ in range(3):
        response = client.post(CODE, {"code": "0000-0000"})
    assert response.url == LOGIN
    client.post(CODE, {"code": last_code()})
    assert not is_signed_in(client)


def test_another_code_can_be_asked_for(client, last_code):
    client.post(LOGIN, {"email": UserFactory().email})
    first = last_code()
    client.post(CODE, {"action": "resend"})
    assert last_code() != first
    client.post(CODE, {"code": last_code()})
    assert is_signed_in(client)


def test_signing_out_needs_a_click(client):
    client.force_login(UserFactory())
    client.get(reverse("account_logout"))
    assert is_signed_in(client)
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


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


def test_an_administrator_enters_the_admin_by_the_same_door(client, last_code):
    admin = UserFactory(administrator=True)
    index = reverse("admin:index")
    response = client.get(index, follow=True)
    assert response.request["PATH_INFO"] == LOGIN
    code_address = client.post(LOGIN, {"email": admin.email, "next": index}).url
    assert client.post(code_address, {"code": last_code(), "next": index}, follow=True).status_code == 200
    assert client.get(index).status_code == 200
