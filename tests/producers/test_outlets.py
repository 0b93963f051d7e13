"""Known customers: whom a farm may choose, and how many deliver them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from producers.outlets import farms_delivering, outlets_near
from tests.factories.accounts import advisor_of_lozere
from tests.factories.actors import ActorFactory
from tests.factories.producers import FlowFactory, ProducerFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


@pytest.fixture
def mende():
    return CommuneFactory(mende=True)


@pytest.fixture
def canteen(mende):
    return ActorFactory(canteen=True, commune=mende, name="Collège d’ici")


def delivered(canteen, farms, **values):
    for _ in range(farms):
        farm = ProducerFactory(**{"published": True, "flows_published": True} | values)
        FlowFactory(producer=farm, destination=canteen.commune, customer_type="college", outlet=canteen)
        FlowFactory(producer=farm, destination=canteen.commune, customer_type="college", outlet=canteen)


def test_a_farm_chooses_among_the_customers_near_it(mende, canteen):
    farm = ProducerFactory(commune=mende)
    anywhere = ActorFactory(kind="outlet", customer_type="pickup_point", departements=["48"])
    ActorFactory(canteen=True, commune=CommuneFactory(insee="31555", latitude=43.6, longitude=1.44))
    ActorFactory(canteen=True, commune=mende, unpublished=True)
    ActorFactory(canteen=True, commune=mende, example=True)
    ActorFactory(commune=mende)
    assert set(outlets_near(farm)) == {canteen, anywhere}


def test_an_invented_farm_chooses_among_the_invented_too(mende, canteen):
    invented = ActorFactory(canteen=True, commune=mende, example=True)
    assert set(outlets_near(ProducerFactory(commune=mende, is_example=True))) == {canteen, invented}


def test_what_a_farm_chose_stays_when_it_is_withdrawn(mende):
    gone = ActorFactory(canteen=True, commune=mende, unpublished=True)
    assert list(outlets_near(ProducerFactory(commune=mende), gone.pk)) == [gone]


@pytest.mark.parametrize(("farms", "told"), [(2, 0), (3, 3)])
def test_so_few_farms_that_they_could_be_named_are_told_to_advisors_alone(canteen, farms, told):
    delivered(canteen, farms)
    assert farms_delivering([canteen.pk], VISITOR).get(canteen.pk, 0) == told
    assert farms_delivering([canteen.pk], advisor_of_lozere()) == {canteen.pk: farms}


def test_deliveries_that_are_not_published_are_not_counted(canteen):
    delivered(canteen, 3, flows_published=False)
    delivered(canteen, 3, is_example=True)
    assert farms_delivering([canteen.pk], advisor_of_lozere()) == {}


def test_the_page_of_a_customer_says_how_many_deliver_it(client, canteen):
    delivered(canteen, 3)
    page = " ".join(client.get(canteen.get_absolute_url()).text.split())
    assert "<strong>3 fermes</strong> qui publient leurs livraisons y livrent." in page


def test_the_name_of_a_customer_is_for_those_who_follow_the_farm(client, canteen, mende):
    farm = ProducerFactory(commune=mende, published=True, flows_published=True)
    FlowFactory(producer=farm, destination=mende, customer_type="college", outlet=canteen)
    assert canteen.name not in client.get(farm.get_absolute_url()).text
    assert canteen.name not in client.get(reverse("api:flow-list")).text
    client.force_login(advisor_of_lozere())
    assert canteen.name in client.get(farm.get_absolute_url()).text
