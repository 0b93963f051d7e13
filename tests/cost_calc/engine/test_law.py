"""What the law asks, each rule just under and just over its limit, in the cases farms meet."""

import numpy as np
import pytest

from cost_calc.engine.law import Rules, WeeklyLimit, goods_verdicts, sale_verdicts
from cost_calc.engine.legs import CarrierLeg
from cost_calc.engine.pricing import price
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.tariffs import Basis, Tariff
from tests.cost_calc.engine.samples import DIESEL, REEFER, option, own_leg, pooled_leg, van

FREE = Tariff(Basis.FIXED_VARIABLE, fixed_eur=10)
COLD = Shipment(60, "chilled")
RULES = Rules(
    approval_weekly={"cheese": WeeklyLimit(250, 100), "fresh_meat": WeeklyLimit(800)},
    approval_excluded={"minced"},
    approval_slaughtered={"poultry"},
    egg_families={"eggs"},
    maybe_animal_families={"other"},
)


def carried(km=50.0):
    return CarrierLeg(FREE, km, REEFER, DIESEL)


def driven(km, *, customers=1.0, farthest_km=None, minutes=60, **vehicle):
    return type(own_leg())(
        van(**vehicle), 2 * km, minutes, direct_km=km, farthest_km=farthest_km, customers=customers
    )


def verdicts(*legs, goods=COLD, **facts):
    priced = price(option(*legs, **facts), goods, rules=RULES)
    return {verdict.code.value: verdict for verdict in priced.verdicts}


def severities(*legs, goods=COLD, **facts):
    return {code: verdict.severity.value for code, verdict in verdicts(*legs, goods=goods, **facts).items()}


def sale(**facts):
    return {v.code.value: v.severity.value for v in sale_verdicts(Shipment(**facts), RULES)}


# --- ATP ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("leg", "needed"),
    [
        pytest.param(driven(79.9), False, id="one customer under 80 km"),
        pytest.param(driven(80), True, id="one customer at 80 km"),
        pytest.param(driven(80, attested_atp=True), False, id="attested van"),
        pytest.param(driven(20, customers=3), True, id="doors open at three customers, 20 km away"),
        pytest.param(driven(20, customers=3, attested_atp=True), False, id="attested van, three customers"),
        pytest.param(driven(37, farthest_km=101), True, id="farthest customer, not the mean"),
    ],
)
def test_a_cold_van_is_attested_from_80_km_or_when_its_doors_open_on_the_way(leg, needed):
    assert ("atp-required" in severities(leg)) is needed


def test_goods_that_need_no_cold_need_no_attestation():
    assert "atp-required" not in severities(driven(200, customers=5), goods=Shipment(60))


def test_the_trip_to_the_quay_of_an_attested_carrier_is_exempt():
    """Its way ends at the quay, under 80 km: the carrier loads anew."""
    found = severities(driven(5), carried(160), attested_atp=True, breaks_load=True)
    assert "atp-required" not in found


def test_a_quay_farther_than_80_km_is_reached_by_an_attested_van():
    found = verdicts(driven(85), carried(160), attested_atp=True, breaks_load=True)["atp-required"]
    assert (found.legs, found.params["vehicle"], found.params["reason"]) == ((1,), "own", "distance")


@pytest.mark.parametrize(
    ("km", "facts", "needed"),
    [
        (90, {}, True),
        (90, {"attested_atp": True}, False),
        (10, {"breaks_load": True}, True),
        (10, {}, False),
    ],
)
def test_a_carrier_without_attestation_is_asked_for_it_far_away_or_through_a_platform(km, facts, needed):
    assert ("atp-required" in severities(carried(km), **facts)) is needed


def test_each_shipment_of_a_batch_is_judged_by_its_own_road():
    km = np.array([40.0, 90.0])
    goods = Shipment(np.array([60.0, 60.0]), "chilled")
    assert list(verdicts(driven(km), goods=goods)["atp-required"].where) == [False, True]


def test_a_carrier_that_serves_several_customers_opens_its_doors_too():
    found = verdicts(carried(30), carried(40))["atp-required"]
    assert (found.params["vehicle"], found.params["reason"]) == ("service", "doors")
    assert "atp-required" not in severities(carried(30), carried(40), attested_atp=True)


def test_a_service_that_holds_no_cold_is_not_asked_for_its_attestation():
    found = severities(carried(200), temperatures={"ambient"}, tells_celsius=False)
    assert found == {"temperature-not-offered": "blocks"}


def test_goods_that_keep_cold_are_not_sent_at_ambient_temperature_without_a_word():
    assert [v.code.value for v in goods_verdicts(Shipment(60, max_celsius=4))] == ["cold-needed"]
    assert goods_verdicts(Shipment(60, "chilled", max_celsius=4)) == ()
    assert goods_verdicts(Shipment(60)) == ()


def test_the_vehicle_of_a_shared_round_is_named_as_such():
    found = verdicts(pooled_leg(customers=4.0))["atp-required"]
    assert (found.params["vehicle"], found.params["reason"]) == ("pooled", "doors")


# --- temperature -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("needs", "facts", "expected"),
    [
        (2, {"holds_celsius": 4}, {"cold-not-held": "blocks"}),
        (4, {"holds_celsius": 4}, {}),
        (8, {"holds_celsius": 4}, {}),
        (3, {"tells_celsius": False}, {"cold-not-told": "informs"}),
        (3, {}, {}),
        (None, {"holds_celsius": 8}, {}),
    ],
)
def test_a_service_holds_the_temperature_of_the_product(needs, facts, expected):
    goods = Shipment(60, "chilled", max_celsius=needs)
    found = severities(carried(), goods=goods, attested_atp=True, **facts)
    assert {code: found[code] for code in found if code.startswith("cold-")} == expected


# --- between farms -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("radius_km", "blocked"), [(100, False), (100.1, True), (None, False)])
def test_a_farm_carries_for_another_within_a_radius_whatever_the_road(radius_km, blocked):
    found = severities(carried(150), co_delivery=True, radius_km=radius_km)
    assert ("co-delivery-too-far" in found) is blocked


def test_the_radius_binds_farms_alone():
    assert "co-delivery-too-far" not in severities(carried(150), radius_km=150)


def test_a_farm_carries_for_farms_and_at_cost():
    found = severities(carried(), co_delivery=True, between_farmers=False, sold_above_cost=True)
    assert {"co-delivery-not-farmer": "blocks", "co-delivery-above-cost": "blocks"}.items() <= found.items()


# --- hours -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "said"), [(270, False), (271, True)])
def test_more_than_four_hours_and_a_half_at_the_wheel_deserve_a_word(minutes, said):
    assert (severities(driven(50, minutes=minutes)).get("long-drive") == "informs") is said


@pytest.mark.parametrize(("minutes", "said"), [(540, False), (541, True)])
def test_more_driving_than_a_day_holds_warns(minutes, said):
    assert (severities(driven(50, minutes=minutes)).get("too-long-a-day") == "warns") is said


# --- approval ----------------------------------------------------------------------------------------------

CHEESE = {"mass_kg": 60, "product_family": "cheese", "buyer": "trade", "straight_km": 50}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({}, {"approval-needed": "informs"}, id="near and little: the derogation may do"),
        pytest.param({"straight_km": 80.1}, {"approval-limit": "warns"}, id="beyond 80 km as the crow flies"),
        pytest.param({"mass_kg": 251}, {"approval-limit": "warns"}, id="more than 250 kg in one delivery"),
        pytest.param(
            {"mass_kg": 130, "deliveries_per_year": 104},
            {"approval-limit": "warns"},
            id="twice 130 kg a week",
        ),
        pytest.param(
            {"mass_kg": 240, "deliveries_per_year": 12}, {"approval-needed": "informs"}, id="240 kg a month"
        ),
        pytest.param({"straight_km": None}, {"approval-needed": "informs"}, id="distance not known"),
        pytest.param({"approved": True, "straight_km": 300}, {}, id="approved place"),
        pytest.param({"buyer": "eater", "straight_km": 300}, {}, id="sold to who eats it"),
        pytest.param({"buyer": "unknown", "straight_km": 90}, {"approval-limit": "warns"}, id="nobody said"),
        pytest.param({"product_family": "vegetables", "straight_km": 300}, {}, id="not of animal origin"),
        pytest.param(
            {"product_family": "fresh_meat", "mass_kg": 700}, {"approval-needed": "informs"}, id="meat"
        ),
        pytest.param(
            {"product_family": "fresh_meat", "goods_class": "minced", "mass_kg": 1},
            {"approval-excluded": "warns"},
            id="minced meat, however little",
        ),
        pytest.param(
            {"goods_class": "minced", "buyer": "unknown"},
            {"approval-excluded": "warns"},
            id="minced, nobody said",
        ),
        pytest.param({"goods_class": "minced", "buyer": "eater"}, {}, id="minced, to who eats it"),
        pytest.param({"goods_class": "minced", "approved": True}, {}, id="minced in an approved place"),
        pytest.param(
            {"product_family": "fresh_meat", "goods_class": "poultry"},
            {"approval-needed": "informs", "approval-slaughter": "warns"},
            id="poultry: approved slaughterhouse only",
        ),
        pytest.param({"product_family": "eggs"}, {"egg-packing-centre": "warns"}, id="eggs to a shop"),
        pytest.param(
            {"product_family": "eggs", "buyer": "unknown"}, {"egg-packing-centre": "informs"}, id="eggs"
        ),
        pytest.param({"product_family": "eggs", "buyer": "eater"}, {}, id="eggs to who eats them"),
        pytest.param(
            {"product_family": "eggs", "approved": True},
            {"egg-packing-centre": "warns"},
            id="a dairy's approval is no packing centre",
        ),
        pytest.param(
            {"product_family": "eggs", "buyer": "eater", "straight_km": 81},
            {"egg-direct-limit": "informs"},
            id="eggs to who eats them, far away",
        ),
        pytest.param(
            {"product_family": "other", "temperature": "chilled"},
            {"approval-if-animal": "informs"},
            id="chilled goods of no known origin",
        ),
        pytest.param({"product_family": "other"}, {}, id="ambient goods of no known origin"),
    ],
)
def test_animal_products_sold_to_trade_need_an_approval_or_its_derogation(facts, expected):
    assert sale(**(CHEESE | facts)) == expected
