"""Writing to those who keep the portal, and the portal that does not say who they are."""

import uuid

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from pat_logistics.mail.models import OutgoingMail
from pat_logistics.portal.pages.views import MESSAGES_PER_HOUR

pytestmark = pytest.mark.django_db
CONTACT = reverse("pages:contact")


def write(address="192.0.2.7", **changes):
    told = {
        "subject": "question",
        "message": "Bonjour, qui passe à Nasbinals ?",
        "email": "lectrice@exemple.fr",
        "form_key": uuid.uuid4(),
    }
    return Client(REMOTE_ADDR=address).post(CONTACT, told | changes)


def test_a_message_becomes_a_mail_that_can_be_answered(settings):
    settings.CONTACT_EMAIL = "contact@territoire.example"
    assert write(name="Une lectrice").status_code == 302
    sent = OutgoingMail.objects.get()
    assert (sent.to, sent.reply_to) == ("contact@territoire.example", "lectrice@exemple.fr")
    assert "Une question sur le portail" in sent.subject
    assert "Bonjour, qui passe à Nasbinals ?" in sent.body
    assert mail.outbox == []


def test_the_same_form_sent_twice_is_one_mail():
    key = uuid.uuid4()
    assert [write(form_key=key).status_code for _ in range(2)] == [302, 302]
    assert OutgoingMail.objects.count() == 1


def test_what_fills_the_trap_is_thanked_and_not_sent():
    assert write(homepage="https://spam.example").status_code == 302
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"message": ""},
        {"message": "court"},
        {"message": "a" * 3001},
        {"email": "sans arobase"},
        {"subject": "x"},
    ],
    ids=str,
)
def test_a_bad_message_is_explained_and_nothing_typed_is_lost(changes):
    response = write(name="Une lectrice", **changes)
    assert "à corriger" in response.text
    assert 'value="Une lectrice"' in response.text
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("name", ["Ana\r\nAdresse : autre@exemple.fr", "\u202eanA"])
def test_a_name_that_writes_another_line_of_the_mail_or_turns_it_is_refused(name):
    assert "signe invisible" in write(name=name).text
    assert not OutgoingMail.objects.exists()


def test_who_writes_too_often_waits_and_keeps_the_text():
    address = "192.0.2.77"
    assert {write(address).status_code for _ in range(MESSAGES_PER_HOUR)} == {302}
    response = write(address)
    assert response.status_code == 429
    assert "qui passe à Nasbinals" in response.text
    assert OutgoingMail.objects.count() == MESSAGES_PER_HOUR


def test_a_header_cannot_be_slipped_in(settings):
    assert write(email="a@exemple.fr\r\nBcc: b@exemple.fr").status_code == 200
    assert not OutgoingMail.objects.exists()


def test_an_address_nobody_reads_is_not_shown(client):
    assert "contact@localhost" not in client.get(CONTACT).text + client.get(reverse("pages:legal")).text
