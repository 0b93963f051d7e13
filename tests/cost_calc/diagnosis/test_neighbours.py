"""Farms that go the same way."""

import pytest

from cost_calc.diagnosis.neighbours import neighbours_of
from pat_logistics.accounts.models import Role
from pat_logistics.vocabulary import Temperature
from tests.factories.accounts import MembershipFactory
from tests.factories.needs_survey import validated_response
from tests.factories.producers import A_WHILE_AGO, FlowFactory, ProducerFactory, ProductLineFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def farm(mende):
    return ProducerFactory(commune=mende)


def flow_of(producer, destination, **values):
    line = ProductLineFactory(producer=producer, **values.pop("line", {}))
    return FlowFactory(producer=producer, product_line=line, destination=destination, **values)


@pytest.fixture
def florac():
    return CommuneFactory(florac=True)


@pytest.fixture
def own(farm, florac):
    return [flow_of(farm, florac, weekdays=[2, 4], months=[1, 2, 3])]


def neighbour(mende, florac, *, producer=None, **flow):
    agreed = {"open_to_pooling": True, "published_at": A_WHILE_AGO, "flows_published_at": A_WHILE_AGO}
    other = ProducerFactory(**({"commune": mende} | agreed | (producer or {})))
    flow_of(other, flow.pop("destination", florac), **flow)
    return other


def test_a_neighbour_that_goes_the_same_way_is_suggested_with_the_days_in_common(farm, own, mende, florac):
    other = neighbour(mende, florac, weekdays=[4, 5])
    (found,) = neighbours_of(farm, own).named
    assert found.producer == other
    assert found.matches[0].weekdays == "jeudi"


@pytest.mark.parametrize(
    "producer",
    [{"open_to_pooling": False}, {"published_at": None}, {"flows_published_at": None}],
)
def test_who_did_not_agree_is_not_suggested(farm, own, mende, florac, producer):
    neighbour(mende, florac, producer=producer)
    assert not neighbours_of(farm, own)


@pytest.mark.parametrize(
    "flow",
    [{"weekdays": [1]}, {"months": [7]}, {"line": {"temperature": Temperature.FROZEN}}],
)
def test_deliveries_that_cannot_share_a_van_do_not_match(farm, own, mende, florac, flow):
    neighbour(mende, florac, **flow)
    assert not neighbours_of(farm, own)


def called_again(producer, **answers):
    response = validated_response(producer)
    response.answers |= {"plan_consent": "yes", "pioneer": "yes"} | answers
    response.save(update_fields=["answers"])
    return response


def private_neighbour(mende, florac):
    return neighbour(mende, florac, producer={"published_at": None, "flows_published_at": None})


def test_who_agreed_to_be_called_again_is_for_the_advisor_to_introduce(farm, own, mende, florac):
    other = private_neighbour(mende, florac)
    called_again(other)
    found = neighbours_of(farm, own)
    assert found.named == ()
    assert [row.producer for row in found.introduced] == [other]


def test_the_copy_of_an_advisor_names_no_farm_that_another_advisor_follows(farm, own, mende, florac):
    other = private_neighbour(mende, florac)
    called_again(other)
    here, next_door = (
        MembershipFactory(role=Role.ADVISOR, organisation__departements=[code]).user for code in ("48", "30")
    )
    found = neighbours_of(farm, own, reader=here)
    assert ([row.producer for row in found.followed], found.elsewhere) == ([other], 0)
    found = neighbours_of(farm, own, reader=next_door)
    assert (found.followed, found.elsewhere) == ((), 1)


def test_who_is_not_to_be_called_again_or_took_it_back_is_not_introduced(farm, own, mende, florac):
    called_again(private_neighbour(mende, florac), pioneer="no")
    withdrawn = called_again(private_neighbour(mende, florac))
    withdrawn.withdrawn_at = A_WHILE_AGO
    withdrawn.save(update_fields=["withdrawn_at"])
    assert not neighbours_of(farm, own)


def test_fewer_than_three_neighbours_are_not_counted_aloud(farm, own, mende, florac):
    for said in ["des fermes de votre secteur"] * 2 + ["3 fermes de votre secteur"]:
        called_again(private_neighbour(mende, florac))
        assert neighbours_of(farm, own).counted == said


def test_a_delivery_elsewhere_does_not_match(farm, own, mende, florac):
    neighbour(mende, florac, destination=CommuneFactory(montpellier=True))
    assert not neighbours_of(farm, own)


def test_a_farm_far_away_is_no_neighbour(farm, own, mende, florac):
    neighbour(mende, florac, producer={"commune": CommuneFactory(montpellier=True)})
    assert not neighbours_of(farm, own)


def test_who_refuses_intermediaries_is_suggested_nobody(farm, own, mende, florac):
    neighbour(mende, florac)
    farm.refuses_intermediaries = True
    assert not neighbours_of(farm, own)
