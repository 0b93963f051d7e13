"""Requests to keep a farm: what the advisors who follow it answer, and who is told."""

import pytest
from django.urls import reverse

from pat_logistics.accounts.models import Role
from pat_logistics.mail.models import OutgoingMail
from producers import entries
from producers.models import Claim, Producer
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.producers import ClaimFactory, ProducerFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(db):
    return ClaimFactory(producer__commune=CommuneFactory(mende=True))


def decide(client, claim, answer):
    return client.post(reverse("advising:decide", args=[claim.pk]), {"answer": answer}, follow=True)


def test_an_accepted_request_gives_the_profile_and_tells_the_person(client, advisor, claim):
    decide(client, claim, "yes")
    assert Producer.objects.owned_by(claim.user).get() == claim.producer
    assert "acceptée" in OutgoingMail.objects.get(to=claim.user.email).body


def test_a_refused_request_gives_nothing_and_tells_the_person(client, advisor, claim):
    decide(client, claim, "no")
    assert not Producer.objects.owned_by(claim.user).exists()
    assert "n’est pas acceptée" in OutgoingMail.objects.get(to=claim.user.email).body


def test_the_first_answer_holds(client, advisor, claim):
    decide(client, claim, "no")
    decide(client, claim, "yes")
    assert Claim.objects.get().accepted is False
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize("answer", ["", "peut-être"])
def test_an_unknown_answer_decides_nothing(client, advisor, claim, answer):
    decide(client, claim, answer)
    assert Claim.objects.get().decided_at is None


def test_a_request_about_another_departement_is_not_found(client, advisor):
    claim = ClaimFactory(producer__commune=CommuneFactory(montpellier=True))
    assert decide(client, claim, "yes").status_code == 404
    assert claim.message not in client.get(reverse("advising:claims")).text


def test_the_advisors_of_the_departement_are_written_to_about_a_request():
    advisor = advisor_of_lozere()
    UserFactory(role=Role.ADVISOR, role__departements=["34"])
    entries.ask_for(
        producer=ProducerFactory(commune=CommuneFactory(mende=True)), user=UserFactory(), message="C’est moi"
    )
    assert OutgoingMail.objects.get().to == advisor.email


def test_asking_twice_is_asking_once_and_asking_everywhere_is_stopped(client):
    user = UserFactory()
    client.force_login(user)
    farms = ProducerFactory.create_batch(4, published=True)
    for farm in (farms[0], *farms):
        response = client.post(reverse("farm:claim", args=[farm.pk]), {"message": "C’est moi"})
    assert Claim.objects.count() == entries.PENDING_CLAIMS
    assert "plusieurs demandes en attente" in response.text


def test_a_second_decision_on_a_request_says_that_it_changed_nothing(client, advisor):
    claim = ClaimFactory(producer=ProducerFactory(commune=CommuneFactory(mende=True)))
    for answer in ("no", "yes"):
        page = client.post(reverse("advising:decide", args=[claim.pk]), {"answer": answer}, follow=True)
    assert "Un collègue avait déjà répondu" in page.content.decode() or page.status_code == 404


def test_an_advisor_does_not_grant_the_own_request(client, advisor):
    claim = ClaimFactory(user=advisor, producer__commune=CommuneFactory(mende=True))
    response = client.post(reverse("advising:decide", args=[claim.pk]), {"answer": "yes"})
    assert response.status_code == 403
    assert not Producer.objects.owned_by(advisor).exists()
