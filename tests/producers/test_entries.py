"""Profiles that advisors enter, and those who ask for theirs (views/test_advising.py tests the pages)."""

import pytest
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError

from pat_logistics.accounts.models import Role
from pat_logistics.mail.models import OutgoingMail
from producers import entries
from producers.models import AdvisorEntry, Claim, Producer
from tests.factories.accounts import OrganisationFactory, UserFactory, advisor_of_lozere
from tests.factories.producers import AdvisorEntryFactory, ProducerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def farm():
    return ProducerFactory(email="ferme@exemple.fr")


def test_a_farm_that_somebody_keeps_is_taken_over_by_nobody(farm):
    kept = ProducerFactory(organisation=OrganisationFactory())
    with pytest.raises(ValidationError, match="déjà été reprise"):
        entries.claim_farm(producer=kept, user=UserFactory())
    with pytest.raises(ValidationError, match="déjà été reprise"):
        entries.refuse_farm(producer=kept)
    assert Producer.objects.filter(pk=kept.pk).exists()


def test_a_profile_that_no_advisor_entered_may_be_refused_and_nobody_is_told(farm):
    assert not entries.refuse_farm(producer=farm)
    assert not Producer.objects.filter(pk=farm.pk).exists()
    assert not OutgoingMail.objects.exists()


def test_an_address_that_did_not_change_or_was_taken_off_is_not_told_again(farm):
    AdvisorEntryFactory(producer=farm, email=farm.email)
    assert not entries.follow_address(producer=farm)
    farm.email = ""
    assert not entries.follow_address(producer=farm)
    assert AdvisorEntry.objects.get().email == "ferme@exemple.fr"


def test_a_person_waits_for_so_many_answers_and_no_more():
    user = UserFactory()
    farms = [ProducerFactory() for _ in range(entries.PENDING_CLAIMS + 1)]
    for farm in farms[:-1]:
        entries.ask_for(producer=farm, user=user, message="C’est ma ferme.")
    with pytest.raises(ValidationError, match="plusieurs demandes"):
        entries.ask_for(producer=farms[-1], user=user, message="C’est ma ferme.")
    assert entries.ask_for(producer=farms[0], user=user, message="Encore.") in Claim.objects.all()


def test_nobody_answers_the_own_request(farm):
    user = UserFactory()
    claim = entries.ask_for(producer=farm, user=user, message="C’est ma ferme.")
    with pytest.raises(PermissionDenied):
        entries.answer_claim(claim=claim, by=user, accepted=True)


def test_the_key_to_a_hidden_farm_opens_for_its_person_until_it_is_too_old(farm, monkeypatch):
    user = UserFactory()
    key = entries.claim_key(farm, user)
    assert entries.farm_of_key(key, user) == farm
    assert entries.farm_of_key(key, UserFactory()) is None
    assert entries.farm_of_key(signing.dumps([farm.pk, user.pk], salt="other"), user) is None
    monkeypatch.setattr(entries, "KEY_LASTS", -entries.KEY_LASTS)
    assert entries.farm_of_key(key, user) is None


def test_an_advisor_enters_farms_of_the_departements_followed_and_an_administrator_of_all():
    assert entries.departements_of(advisor_of_lozere()) == ["48"]
    assert entries.departements_of(UserFactory(administrator=True)) is None
    assert entries.departements_of(UserFactory(role=Role.PRODUCER)) == []
