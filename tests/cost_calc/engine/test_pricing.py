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


def test_a_leg_that_options_share_is_priced_once_and_alike(monkeypatch):
    shared, asked = own_leg(), []
    lines = type(shared).lines
    monkeypatch.setattr(type(shared), "lines", lambda *args: asked.append(1) or lines(*args))
    known = {}
    both = [option(shared, carrier_leg(name), id=name) for name in ("stop", "per_100kg")]
    apart = [price(each, shipment()).quote for each in both]
    assert len(asked) == 2
    assert [price(each, shipment(), known=known).quote for each in both] == apart
    assert len(asked) == 3


def test_what_is_known_of_a_leg_is_never_said_of_another():
    """A leg is built and forgotten at each turn: the next one may take its place in memory."""
    known = {}
    for km in (10.0, 20.0, 30.0, 40.0):
        far = option(own_leg(distance_km=km))
        assert price(far, shipment(), known=known).quote == price(far, shipment()).quote
        del far
