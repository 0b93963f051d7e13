import pytest

from pat_logistics.portal.open_data.ogc.collections import COLLECTIONS
from tests.factories.actors import ActorFactory
from tests.factories.carriers import CarrierFactory, DropPointFactory, ServiceAreaFactory, SolutionFactory
from tests.factories.producers import ProducerFactory, StorageSiteFactory
from tests.factories.territory import CommuneFactory
from tests.open_data.samples import open_company, open_farm


def filled():
    """Several rows of each collection, some equal but for their key."""
    mende, montpellier = CommuneFactory(mende=True), CommuneFactory(montpellier=True)
    farm = open_farm(commune=mende)
    for number in range(4):
        there = montpellier if number % 2 else mende
        other = ProducerFactory(
            name="Ferme égale", slug=f"egale-{number}", commune=there, published=True, storage_published=True
        )
        StorageSiteFactory(producer=other, offered=True)
    carrier = open_company(commune=montpellier)
    CarrierFactory(name=carrier.name, slug="homonyme", commune=mende)
    for number in range(3):
        solution = SolutionFactory(carrier=carrier, name="Autre", slug=f"autre-{number}", commune=mende)
        ServiceAreaFactory(solution=solution, role="delivery", commune=mende if number else montpellier)
        DropPointFactory(solution=solution, name="Quai")
    for number in range(3):
        ActorFactory(canteen=True, name="Collège", commune=mende if number else montpellier)
    return farm


@pytest.fixture
def world(db):
    return filled()


@pytest.fixture(params=COLLECTIONS)
def collection(request):
    return COLLECTIONS[request.param]
