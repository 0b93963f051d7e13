import pytest

from tests.factories.producers import ProducerFactory


@pytest.fixture
def farm():
    return ProducerFactory(published=True)
