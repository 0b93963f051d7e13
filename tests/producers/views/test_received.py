"""The personal page of a farm: what its mails open, without an account."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from cost_calc.pricing.reference_files import load_reference_values
from needs_survey.models import SurveyResponse
from pat_logistics.formats import french_day
from pat_logistics.mail.models import OutgoingMail
from producers import personal
from producers.models import Producer
from producers.services import attach
from producers.views import received
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.needs_survey import validated_response
from tests.factories.producers import A_WHILE_AGO, ProducerFactory
from tests.producers.received import ask, farm_nobody_keeps, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def advisor():
    return advisor_of_lozere()


@pytest.fixture
def farm():
    return farm_nobody_keeps()


def test_every_link_of_the_page_opens_without_an_account(client, farm, diagnosed):
    load_reference_values()
    page = client.get(url("received", farm)).text
    links = {link for link in re.findall(r'href="(/[^"#?]*)', page) if "/recue/" in link}
    assert len(links) == 7
    answers = {link: client.get(link, follow=True).status_code for link in links}
    assert answers == dict.fromkeys(links, 200)


def test_the_page_says_who_entered_what_and_when(client, farm, diagnosed, advisor):
    page = client.get(url("received", farm)).text
    service = advisor.memberships.get().organisation.name
    assert f"Saisi par {advisor.email}, {service}" in page
    assert french_day(A_WHILE_AGO.date()) in page
    assert "12,5" in page  # the answers


def test_each_consent_is_taken_back_there(client, farm, diagnosed):
    token = personal.token_of(farm)
    client.post(reverse("survey:received_withdraw", args=[token, diagnosed.key]))
    diagnosed.refresh_from_db()
    assert diagnosed.withdrawn_at
    assert not SurveyResponse.objects.counted().exists()
    client.post(url("received_withdraw", farm))
    farm.refresh_from_db()
    assert farm.published_at is None
    page = client.get(url("received", farm)).text
    assert "Retiré" in page
    assert "Retirer cet accord" not in page


def test_opening_a_page_that_takes_back_takes_nothing_back(client, farm, diagnosed):
    client.get(url("received_withdraw", farm))
    client.get(reverse("survey:received_withdraw", args=[personal.token_of(farm), diagnosed.key]))
    diagnosed.refresh_from_db()
    farm.refresh_from_db()
    assert diagnosed.withdrawn_at is None
    assert farm.published_at


def test_a_draft_is_not_shown(client, farm, diagnosed):
    SurveyResponse.objects.update(state="draft", validated_at=None)
    assert "Diagnostic du" not in client.get(url("received", farm)).text
    args = [personal.token_of(farm), diagnosed.key]
    assert client.get(reverse("diagnosis:received_page", args=args)).status_code == 404


def test_the_link_of_a_farm_opens_no_diagnosis_of_another(client, farm):
    other = validated_response(ProducerFactory(email="autre@exemple.fr"))
    args = [personal.token_of(farm), other.key]
    for name in ("diagnosis:received_page", "diagnosis:received_document", "survey:received_withdraw"):
        assert client.get(reverse(name, args=args)).status_code == 404


# --- Asking for it again ------------------------------------------------------------------------------


def test_who_asks_for_many_addresses_is_stopped(client, farm):
    answers = [ask(client, f"n{number}@exemple.fr").status_code for number in range(received.ASKED_PER_HOUR)]
    assert set(answers) == {200}
    assert ask(client, farm.email).status_code == 429
    assert not OutgoingMail.objects.exists()


# --- Correcting ---------------------------------------------------------------------------------------


def test_a_mistake_is_told_to_who_entered_the_answers(client, farm, diagnosed, advisor):
    advisor_of_lozere()
    client.post(url("received_correct", farm), {"text": "Le prix est de 12 €."})
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.reply_to) == (advisor.email, farm.email)
    assert "Le prix est de 12 €." in mail.body


def test_a_mistake_nobody_is_there_to_read_says_where_to_write(client, farm):
    response = client.post(url("received_correct", farm), {"text": "Faux."})
    assert "Aucun conseiller" in response.text
    assert "Faux." in response.text


# --- Taking the farm over -----------------------------------------------------------------------------


def proved(email):
    user = UserFactory(email=email)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def test_who_has_no_account_begins_one_with_that_address(client, farm):
    response = client.get(url("received_claim", farm), follow=True)
    assert response.request["PATH_INFO"] == reverse("account_signup")
    assert 'value="ferme@exemple.fr"' in response.text
    assert "ferme@exemple.fr" not in response.request["QUERY_STRING"]


def test_once_an_account_keeps_the_farm_its_profile_is_no_longer_behind_the_link(client, farm, diagnosed):
    Producer.objects.filter(pk=farm.pk).update(phone="04 65 71 12 34")
    assert "04 65 71 12 34" in client.get(url("received", farm)).text
    attach(producer=farm, user=UserFactory())
    page = client.get(url("received", farm))
    assert "Diagnostic du" in page.text
    assert "04 65 71 12 34" not in page.text
    assert client.post(url("received_refuse", farm)).status_code == 410
    assert Producer.objects.exists()


def test_an_account_is_told_that_a_farm_carries_its_address_and_takes_it(client, farm):
    client.force_login(proved("FERME@exemple.fr".lower()))
    for page in ("pages:workspace", "farm:index"):
        assert "porte votre adresse" in client.get(reverse(page)).text
    client.post(reverse("farm:take", args=[farm.pk]))
    farm.refresh_from_db()
    assert farm.organisation.memberships.exists()
    assert "porte votre adresse" not in client.get(reverse("pages:workspace")).text


@pytest.mark.parametrize("situation", ["another address", "not proved", "kept by somebody"])
def test_an_account_does_not_take_a_farm_that_is_not_at_its_address(client, farm, situation):
    user = UserFactory(email="x@exemple.fr") if situation == "another address" else proved(farm.email)
    if situation == "not proved":
        EmailAddress.objects.update(verified=False)
    if situation == "kept by somebody":
        attach(producer=farm, user=UserFactory())
    client.force_login(user)
    assert "porte votre adresse" not in client.get(reverse("pages:workspace")).text
    assert client.post(reverse("farm:take", args=[farm.pk])).status_code == 404
