"""Writes on a farm, and the ledger of what it publishes."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from pat_logistics.accounts.models import Organisation
from producers import consent
from producers.enums import PublicationGroup
from producers.models import Producer, PublicationChoice
from producers.services import attach, choose_publication, create_farm, delete_row, save_row
from tests.factories.accounts import UserFactory
from tests.factories.producers import (
    FlowFactory,
    ProducerFactory,
    ProductLineFactory,
    StorageSiteFactory,
    VehicleFactory,
)
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


def choose(producer, group, published, **options):
    options = {"by": None, "wording": consent.CURRENT} | options
    choose_publication(producer=producer, group=PublicationGroup(group), published=published, **options)
    producer.refresh_from_db()


def test_a_new_farm_belongs_to_who_creates_it_and_publishes_nothing():
    user = UserFactory()
    producer = ProducerFactory.build(commune=CommuneFactory(), name="Ferme du Vent")
    create_farm(producer=producer, user=user)
    assert Producer.objects.owned_by(user).get() == producer
    assert not Producer.objects.visible_to(AnonymousUser()).exists()


def created(name):
    return create_farm(producer=ProducerFactory.build(commune=CommuneFactory(), name=name), user=None)


@pytest.mark.parametrize("name", ["Ferme du Vent", "ferme du vent !", "Ferme  du Vent"])
def test_farms_of_the_same_name_have_each_an_address(name):
    ProducerFactory(slug="ferme-du-vent")
    ProducerFactory(slug="ferme-du-vent-2")
    assert created(name).slug == "ferme-du-vent-3"


def test_a_name_without_a_letter_still_has_an_address():
    assert created("!!!").slug == "producteur"


def test_someone_attached_twice_is_attached_once():
    producer, user = ProducerFactory(), UserFactory()
    attach(producer=producer, user=user)
    attach(producer=producer, user=user)
    assert Organisation.objects.get().memberships.count() == 1


def test_publishing_notes_who_when_and_the_sentence_agreed_to():
    producer, user = ProducerFactory(), UserFactory()
    choose(producer, "profile", True, by=user)
    choice = PublicationChoice.objects.get()
    assert (choice.published, choice.decided_by, choice.wording) == (True, user, consent.CURRENT)
    assert choice.sentence == consent.WORDINGS[consent.CURRENT][PublicationGroup.PROFILE]
    assert producer.published_at is not None


def test_choosing_what_is_already_so_adds_nothing_to_the_ledger():
    producer = ProducerFactory()
    choose(producer, "profile", True)
    since = producer.published_at
    choose(producer, "profile", True)
    choose(producer, "flows", False)
    assert PublicationChoice.objects.count() == 1
    assert producer.published_at == since


def test_a_group_waits_for_the_profile():
    producer = ProducerFactory()
    with pytest.raises(ValidationError, match="Publiez d’abord la fiche"):
        choose(producer, "contact", True)
    producer.refresh_from_db()
    assert producer.contact_published_at is None


def test_an_old_sentence_publishes_nothing():
    producer = ProducerFactory()
    with pytest.raises(ValidationError, match="relisez-le"):
        choose(producer, "profile", True, wording="2020-01")
    assert not PublicationChoice.objects.exists()


def test_withdrawing_the_profile_withdraws_every_group_so_that_none_comes_back_unasked():
    producer = ProducerFactory(contact_published=True)
    choose(producer, "profile", False)
    assert producer.contact_published_at is None
    choose(producer, "profile", True)
    assert producer.contact_published_at is None
    assert PublicationChoice.objects.filter(group="contact", published=False).exists()


def test_every_version_that_was_shown_has_a_sentence_for_each_group():
    for sentences in consent.WORDINGS.values():
        assert set(sentences) == set(PublicationGroup)


@pytest.mark.parametrize("factory", [ProductLineFactory, StorageSiteFactory, VehicleFactory, FlowFactory])
def test_the_profile_is_as_recent_as_what_belongs_to_it(factory):
    row = factory()
    before = Producer.objects.get(pk=row.producer_id).updated_at
    save_row(row=row)
    saved = Producer.objects.get(pk=row.producer_id).updated_at
    delete_row(row=row)
    assert before < saved < Producer.objects.get(pk=row.producer_id).updated_at


def test_a_double_click_adds_one_row():
    site = StorageSiteFactory.build(producer=ProducerFactory())
    again = StorageSiteFactory.build(producer=site.producer)
    assert save_row(row=site) is True
    assert save_row(row=again) is False
    assert site.producer.storage_sites.count() == 1


def test_a_second_row_that_differs_is_added():
    producer = ProducerFactory()
    save_row(row=StorageSiteFactory.build(producer=producer))
    assert save_row(row=StorageSiteFactory.build(producer=producer, free_m3=1)) is True
    assert producer.storage_sites.count() == 2


def test_two_who_become_keepers_at_the_same_moment_keep_the_farm_together():
    farm, one, other = ProducerFactory(), UserFactory(), UserFactory()
    seen_before = Producer.objects.get(pk=farm.pk)
    attach(producer=farm, user=one)
    attach(producer=seen_before, user=other)
    assert Producer.objects.owned_by(one).get() == Producer.objects.owned_by(other).get() == farm
    assert Organisation.objects.count() == 1
