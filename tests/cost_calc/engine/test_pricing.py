"""One way to make a delivery, priced and judged."""

from cost_calc.engine.pricing import price
from tests.cost_calc.engine.samples import carrier_leg, option, own_leg, shipment


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
