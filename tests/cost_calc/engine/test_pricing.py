"""One way priced and judged."""

import pytest

from cost_calc.engine.compare import compare
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.feasibility import Wishes
from cost_calc.engine.legs import CarrierLeg, Mover
from cost_calc.engine.pricing import Option, OptionKind, price, quoted
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.tariffs import Basis, Tariff
from tests.cost_calc.engine.samples import (
    DIESEL,
    REEFER,
    carrier_leg,
    option,
    own_leg,
    shipment,
)


def bought(id, **prices):
    """An option at a fixed price plus so much a kilogram."""
    return option(CarrierLeg(Tariff(Basis.FIXED_VARIABLE, **prices), 10, REEFER, DIESEL), id=id)


def test_an_option_against_a_wish_is_shown_apart():
    options = [
        bought("direct", fixed_eur=50),
        option(carrier_leg("stop"), id="middleman", intermediated=True),
    ]
    comparison = compare(options, shipment(), wishes=Wishes(refuses_intermediaries=True))
    assert [priced.option.id for priced in comparison.unwanted] == ["middleman"]


def test_a_way_without_a_leg_or_of_no_known_kind_is_refused():
    with pytest.raises(InvalidInput, match=r"option\.legs"):
        Option("a", OptionKind.CARRIER, "A", ())
    with pytest.raises(InvalidInput, match=r"option\.kind"):
        Option("a", "teleport", "A", (carrier_leg("per_100kg"),))
    with pytest.raises(InvalidInput, match=r"option\.legs"):
        Option("a", OptionKind.CARRIER, "A", ("walk",))


def test_a_way_of_two_legs_is_the_sum_of_both_and_names_each():
    option = Option("a", OptionKind.CARRIER, "A", (own_leg(), carrier_leg("per_100kg")))
    first, second = (Option("a", OptionKind.CARRIER, "A", (leg,)) for leg in option.legs)
    goods = Shipment(60)
    whole = quoted(option, goods)
    assert {line.leg for line in whole.lines} == {1, 2}
    assert whole.total_eur == pytest.approx(quoted(first, goods).total_eur + quoted(second, goods).total_eur)


def test_kilometres_are_told_by_who_drives_them():
    option = Option("a", OptionKind.CARRIER, "A", (own_leg(), carrier_leg("per_100kg")))
    assert {Mover.OWN, Mover.CARRIER} == set(price(option, Shipment(60)).kilometres)
