"""The delivery of a question as the engine takes it."""

import pytest

from cost_calc.engine.lines import Provenance
from cost_calc.engine.shipment import Buyer
from cost_calc.pricing import adapters
from cost_calc.pricing.question import Preparation
from cost_calc.pricing.references import ReferenceSet
from tests.cost_calc.conftest import DAY


@pytest.fixture
def refs(references):
    return ReferenceSet.at(DAY)


@pytest.mark.parametrize(
    ("customer_type", "buyer"), [("home", Buyer.EATER), ("grocery", Buyer.TRADE), ("", Buyer.UNKNOWN)]
)
def test_who_eats_and_who_sells_again_are_told_apart(ask, refs, customer_type, buyer):
    assert adapters.shipment(ask(customer_type=customer_type), refs).buyer is buyer


def test_the_room_of_the_goods_is_that_of_their_crates_unless_it_is_told(ask, refs):
    crates = ask(preparation=Preparation(crates=10.0))
    guessed, told = adapters.shipment(crates, refs), adapters.shipment(ask(volume_m3=2.0), refs)
    assert guessed.volume_m3 == pytest.approx(10 * refs["crate.volume_m3"])
    assert guessed.volume_provenance is Provenance.ESTIMATED
    assert (told.volume_m3, told.volume_provenance) == (2.0, Provenance.DECLARED)


def test_the_straight_way_is_that_to_the_farthest_customer(ask, refs):
    both, far = (adapters.shipment(ask(to=to), refs).straight_km for to in (["48092", "34172"], "34172"))
    assert both == far
