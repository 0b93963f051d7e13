"""The link that stands for a farm without an account."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import signing
from django.urls import reverse

from pat_logistics.mail.models import OutgoingMail
from producers import personal
from producers.models import Producer
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.producers import AdvisorEntryFactory
from tests.producers.received import AGAIN, ask, url

pytestmark = pytest.mark.django_db


def test_the_link_does_not_tell_the_address_it_was_sent_to(farm):
    assert "exemple" not in str(signing.loads(personal.token_of(farm), salt=personal.SALT))


def test_a_corrected_address_ends_the_link_and_opens_nothing_to_the_former(client, farm, diagnosed):
    former = url("received", farm)
    Producer.objects.filter(pk=farm.pk).update(email="juste@exemple.fr")
    response = client.get(former)
    assert response.status_code == 410
    assert "juste@exemple.fr" not in response.text
    assert "Ferme du Vent" not in response.text


def test_an_expired_link_leads_to_a_new_one(client, farm, monkeypatch):
    monkeypatch.setattr(personal, "LASTS", timedelta(seconds=-1))
    response = client.get(url("received", farm))
    assert response.status_code == 410
    assert AGAIN in response.text


def test_a_link_sent_before_there_was_one_kind_still_opens(client):
    entry = AdvisorEntryFactory()
    token = signing.dumps([entry.pk, entry.email], salt=personal.ENTRY_SALT)
    assert client.get(reverse("farm:received", args=[token])).status_code == 200


def test_the_link_is_sent_again_to_the_address_of_the_farm_however_it_is_written(client, farm):
    ask(client, "FERME@exemple.fr")
    mail = OutgoingMail.objects.get()
    assert mail.to == "ferme@exemple.fr"
    address = next(word for word in mail.body.split() if "/recue/" in word)
    assert client.get(address.removeprefix("http://testserver")).status_code == 200


def test_a_known_and_an_unknown_address_get_the_same_page(client, farm):
    known, unknown = ask(client, farm.email), ask(client, "autre@exemple.fr")
    assert known.text.replace(farm.email, "…") == unknown.text.replace("autre@exemple.fr", "…")
    assert OutgoingMail.objects.count() == 1


def test_asking_again_and_again_writes_once_an_hour(client, farm):
    for _ in range(3):
        ask(client, farm.email)
    assert OutgoingMail.objects.count() == 1


def test_a_farm_without_an_address_has_no_link_that_opens(farm):
    Producer.objects.filter(pk=farm.pk).update(email="")
    with pytest.raises(personal.ClosedLinkError) as closed:
        personal.farm_of(personal.token_of(Producer.objects.get(pk=farm.pk)))
    assert closed.value.why == "moved"


def test_an_account_is_told_of_the_farms_at_an_address_it_has_proved_only(farm):
    user = UserFactory(email=farm.email)
    address = EmailAddress.objects.create(user=user, email=farm.email.upper(), verified=False)
    assert not personal.farms_carrying(user).exists()
    address.verified = True
    address.save()
    assert list(personal.farms_carrying(user)) == [farm]


def test_a_mistake_is_told_to_whoever_entered_and_still_follows_the_place_else_to_all(farm):
    first, second = advisor_of_lozere(), advisor_of_lozere()
    AdvisorEntryFactory(producer=farm, entered_by=second)
    assert personal.advisors_for(farm, []) == [second]
    second.memberships.all().delete()
    assert personal.advisors_for(farm, []) == [first]
    first.memberships.all().delete()
    assert not personal.tell_mistake(producer=farm, parts=[], text="Le nom est faux.")
