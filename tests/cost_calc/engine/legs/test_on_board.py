"""What the goods on board of a round share."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cost_calc.engine.legs import PooledLeg
from cost_calc.engine.shipment import Shipment, Temperature
from cost_calc.engine.vehicles import AnnualCost, Trinome
from cost_calc.engine.verdicts import Code
from tests.cost_calc.engine.samples import (
    COSTS,
    alone,
    masses,
    own_leg,
    pooled_leg,
    quick,
    quote,
    same,
    shipment,
    van,
)


@quick
@given(mass=masses, more=masses)
def test_more_kilos_take_a_larger_share_of_the_round(mass, more):
    assert quote(own_leg(), shipment(mass)).total_eur <= quote(own_leg(), shipment(mass + more)).total_eur


@pytest.mark.parametrize("make", [own_leg, pooled_leg])
@quick
@given(mass=masses, scale=st.floats(0.1, 10))
def test_a_round_with_everything_on_board_scaled_costs_the_same(make, mass, scale):
    one = quote(make(other_kg=100.0, other_kg_km=4000.0), shipment(mass))
    other = quote(make(other_kg=100.0 * scale, other_kg_km=4000.0 * scale), shipment(mass * scale))
    assert same((one.total_eur, one.co2e_kg), (other.total_eur, other.co2e_kg))


@pytest.mark.parametrize("name", COSTS)
@quick
@given(mass=masses, other=masses)
def test_two_shipments_of_one_round_pay_the_whole_round(name, mass, other):
    leg = own_leg(COSTS[name], handling_minutes=0.0, other_kg=0.0, other_kg_km=0.0)
    halves = [
        quote(
            own_leg(COSTS[name], handling_minutes=0.0, other_kg=theirs, other_kg_km=55.0 * theirs),
            shipment(kg),
        )
        for kg, theirs in ((mass, other), (other, mass))
    ]
    assert same(sum(half.total_eur for half in halves), quote(leg, shipment(mass)).total_eur)


goods_on_board = st.lists(
    st.tuples(st.floats(0.1, 900), st.floats(0.0, 1.0), st.floats(1, 300), st.sampled_from(Temperature)),
    min_size=2,
    max_size=6,
).filter(lambda goods: any(regime is not Temperature.AMBIENT for *_, regime in goods))


@pytest.mark.parametrize(("make", "cost"), [(pooled_leg, None), (own_leg, COSTS["trinome"])])
@quick
@given(goods=goods_on_board)
def test_a_mixed_round_is_paid_and_emitted_whole_by_those_on_board(make, cost, goods):
    """Chilled, frozen and dry, with and without empties, in one load or several."""
    vehicle = van(COSTS["annual"] if cost is None else cost, payload_kg=700.0)

    def quote_for(mine):
        kg, empties, km, regime = goods[mine]
        others = [row for number, row in enumerate(goods) if number != mine]
        cold = [row for row in others if row[3] is not Temperature.AMBIENT]
        leg = replace(
            make(own_minutes=0.0) if make is pooled_leg else make(handling_minutes=0.0),
            vehicle=vehicle,
            other_kg=sum(row[0] for row in others),
            other_kg_km=sum(row[0] * (1 + row[1]) * row[2] for row in others),
            other_cold_kg=sum(row[0] for row in cold),
            other_cold_kg_km=sum(row[0] * (1 + row[1]) * row[2] for row in cold),
            direct_km=km,
            max_loads=20.0,
        )
        return quote(leg, Shipment(kg, temperature=regime, returns_kg=kg * empties))

    quotes = [quote_for(number) for number in range(len(goods))]
    kg = sum(row[0] for row in goods)
    whole = replace(
        make(own_minutes=0.0) if make is pooled_leg else make(handling_minutes=0.0),
        vehicle=vehicle,
        other_kg=0.0,
        other_kg_km=0.0,
        max_loads=20.0,
    )
    expected = quote(whole, Shipment(kg, temperature=Temperature.CHILLED))
    assert same(sum(one.total_eur for one in quotes), expected.total_eur)
    assert same(sum(one.co2e_kg for one in quotes), expected.co2e_kg)


def test_the_cold_unit_of_a_mixed_round_is_paid_by_the_chilled_goods():
    """130 EUR of kilometres and 4 hours of cold at 2.48: half and half, the cold on one side only."""
    cost = Trinome(1.3, 0.0, 0.0, 2.48)
    leg = PooledLeg(van(cost), 100.0, 240.0, 0.0, 0.0, other_kg=100.0, other_cold_kg=0.0)
    chilled = quote(leg, Shipment(100.0, temperature=Temperature.CHILLED)).total_eur
    dry = quote(replace(leg, other_cold_kg=100.0), Shipment(100.0)).total_eur
    assert (chilled, dry) == (pytest.approx(74.92), pytest.approx(65.0))
    assert chilled + dry == pytest.approx(139.92)


def test_the_cold_of_the_year_s_bills_is_paid_by_the_chilled_goods_alone():
    """100 km at 0.25 + 0.10 × 1.6675 EUR, half and half, and 15 % more energy on one side only."""
    cost = AnnualCost(3000, 12000, energy_per_100km=10, energy_price_eur=1.6675, cold_uplift_share=0.15)
    leg = PooledLeg(van(cost), 100.0, 240.0, 0.0, 0.0, other_kg=100.0, other_cold_kg=0.0)
    chilled = quote(leg, Shipment(100.0, temperature=Temperature.CHILLED)).total_eur
    dry = quote(replace(leg, other_cold_kg=100.0), Shipment(100.0)).total_eur
    assert dry == pytest.approx((25 + 16.675) / 2)
    assert chilled - dry == pytest.approx(16.675 * 0.15)


@pytest.mark.parametrize(("mass", "loads"), [(700.0, 1), (700.1, 2), (1500.0, 3), (14000.0, 20)])
def test_what_does_not_fit_at_once_takes_more_trips(mass, loads):
    leg = alone(vehicle=van(payload_kg=700.0), max_loads=20.0, driving_minutes=60.0)
    priced = quote(leg, Shipment(mass))
    assert priced.distance_km == 100.0 * loads
    assert priced.minutes == (60.0 + 25.0) * loads
    assert priced.co2e_kg == pytest.approx(100 * loads * 0.09 * 3.17)
    codes = {verdict.code for verdict in leg.verdicts(Shipment(mass)) if verdict.where}
    assert codes == ({Code.SEVERAL_LOADS} if loads > 1 else set())


def test_bulky_goods_take_more_trips_than_their_mass():
    leg = alone(vehicle=van(payload_kg=700.0, volume_m3=4.0), max_loads=20.0)
    assert quote(leg, Shipment(100.0, volume_m3=9.0)).distance_km == 300


def test_handling_grows_with_the_kilos_beyond_a_light_load():
    leg = alone(driving_minutes=0.0, light_kg=100.0, minutes_per_kg=0.02)
    assert [quote(leg, Shipment(kg)).minutes for kg in (2.0, 100.0, 600.0)] == [25.0, 25.0, 35.0]
