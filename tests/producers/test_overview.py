"""Where a profile stands."""

import pytest

from producers.enums import PublicationGroup
from producers.overview import publication_state, still_missing
from tests.factories.producers import A_WHILE_AGO, FlowFactory, ProducerFactory, VehicleFactory

pytestmark = pytest.mark.django_db


def test_each_group_says_since_when_it_is_public_and_what_one_agrees_to():
    states = publication_state(ProducerFactory(contact_published=True))
    assert [state.code for state in states] == PublicationGroup.values
    assert {state.code for state in states if state.since == A_WHILE_AGO} == {"profile", "contact"}
    assert all(state.sentence.endswith(".") for state in states)


def test_a_bare_profile_lacks_everything_and_a_whole_one_nothing():
    assert len(still_missing(ProducerFactory())) == 7
    farm = ProducerFactory(published=True, description="Vaches.", phone="0466000000", siret="73282932000074")
    VehicleFactory(producer=farm)
    FlowFactory(producer=farm)
    assert still_missing(farm) == []


def test_each_thing_missing_has_its_page(client):
    farm = ProducerFactory()
    assert all(str(farm.pk) in address for _, address in still_missing(farm))
