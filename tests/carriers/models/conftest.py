import pytest

from tests.factories.territory import CommuneFactory


@pytest.fixture
def mende():
    return CommuneFactory(mende=True, epci="244800405", epci_name="Cœur de Lozère")


@pytest.fixture
def montpellier():
    return CommuneFactory(montpellier=True, epci="243400017", epci_name="Montpellier Méditerranée Métropole")


@pytest.fixture
def corsica(db):
    return CommuneFactory(insee="2A004", name="Ajaccio", departement="2A", latitude=41.92, longitude=8.74)


@pytest.fixture
def martinique(db):
    return CommuneFactory(
        insee="97209", name="Fort-de-France", departement="972", latitude=14.6, longitude=-61.07
    )
