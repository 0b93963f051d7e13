"""With which farm a result is kept."""

from cost_calc.calculator.keep_form import farm_at
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory


def test_the_farm_of_a_delivery_is_the_one_at_its_departure_or_none():
    mende, elsewhere = CommuneFactory.build(mende=True), CommuneFactory.build()
    one, two = ProducerFactory.build(commune=mende), ProducerFactory.build(commune=elsewhere)
    third = ProducerFactory.build(commune=mende)
    assert farm_at([two, one], mende) is one
    assert farm_at([one], elsewhere) is one
    assert farm_at([one, two, third], mende) is None
    assert farm_at([], mende) is None
