"""What makes an option impossible or doubtful: each rule, just under and just over its limit."""

import pytest

from cost_calc.engine.compare import price
from cost_calc.engine.feasibility import Wishes
from cost_calc.engine.legs import CarrierLeg, CustomerTripLeg
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.tariffs import Basis, Tariff
from tests.cost_calc.engine.samples import DIESEL, LEGS, REEFER, carrier_leg, option, own_leg, van

FREE = Tariff(Basis.FIXED_VARIABLE, fixed_eur=10)
LONER = Wishes(refuses_intermediaries=True)


def carried(km=50.0):
    return CarrierLeg(FREE, km, REEFER, DIESEL)


def driven(km, max_loads=1.0, **vehicle):
    leg = own_leg(distance_km=2 * km, direct_km=km, other_kg=0.0, other_kg_km=0.0)
    return type(leg)(van(**vehicle), leg.distance_km, 60, direct_km=km, max_loads=max_loads)


def severities(leg, goods, *, wishes=None, **facts):
    verdicts = price(option(leg, **facts), goods, wishes=wishes or Wishes()).verdicts
    return {verdict.code.value: verdict.severity.value for verdict in verdicts}


COLD = Shipment(60, "chilled")
# code, severity, the situation that meets it, and the nearest one that does not.
SITUATIONS = [
    (
        "temperature-not-offered",
        "blocks",
        (carried(), COLD, {"temperatures": {"ambient"}}),
        (carried(), COLD, {"temperatures": {"ambient", "chilled"}}),
    ),
    (
        "one-address-only",
        "blocks",
        (carried(), Shipment(60, addresses=2), {}),
        (carried(), Shipment(60, addresses=2), {"many_addresses": True}),
    ),
    (
        "temperature-not-offered",
        "blocks",
        (driven(10, temperatures={"ambient"}), COLD, {}),
        (driven(10, temperatures={"ambient"}), Shipment(60), {}),
    ),
    ("under-min-weight", "blocks", (carried(), COLD, {"min_kg": 60.1}), (carried(), COLD, {"min_kg": 60})),
    ("over-max-weight", "blocks", (carried(), COLD, {"max_kg": 59.9}), (carried(), COLD, {"max_kg": 60})),
    (
        "under-min-weight",
        "blocks",
        (carried(), COLD, {"min_kg": 20, "drop_shares": (0.7, 0.3)}),
        (carried(), COLD, {"min_kg": 20, "drop_shares": (0.6, 0.4)}),
    ),
    (
        "over-max-weight",
        "blocks",
        (carried(), COLD, {"max_kg": 30, "drop_shares": (0.6, 0.4)}),
        (carried(), COLD, {"max_kg": 30, "drop_shares": (0.5, 0.5)}),
    ),
    (
        "too-far-to-collect",
        "blocks",
        (CustomerTripLeg(30.1, 0.142, limit_km=30), COLD, {}),
        (CustomerTripLeg(30, 0.142, limit_km=30), COLD, {}),
    ),
    ("customer-trip-unpaid", "informs", (CustomerTripLeg(7, 0.142), COLD, {}), (carried(), COLD, {})),
    (
        "on-quote",
        "blocks",
        (carried(), COLD, {"on_quote_above_kg": 59}),
        (carried(), COLD, {"on_quote_above_kg": 60}),
    ),
    (
        "over-payload",
        "blocks",
        (driven(10, payload_kg=59.0), COLD, {}),
        (driven(10, payload_kg=60.0), COLD, {}),
    ),
    (
        "several-loads",
        "informs",
        (driven(10, max_loads=2.0, payload_kg=59.0), COLD, {}),
        (driven(10, max_loads=2.0, payload_kg=60.0), COLD, {}),
    ),
    (
        "returns-not-taken",
        "informs",
        (carried(), Shipment(60, returns_kg=5), {"takes_returns": False, "fetch_eur": 40}),
        (carried(), Shipment(60), {"takes_returns": False}),
    ),
    (
        "returns-not-known",
        "informs",
        (carried(), Shipment(60, returns_kg=5), {"takes_returns": None}),
        (carried(), Shipment(60, returns_kg=5), {"takes_returns": True}),
    ),
    (
        "over-volume",
        "blocks",
        (driven(10, volume_m3=3.0), Shipment(60, volume_m3=3.1), {}),
        (driven(10, volume_m3=3.0), Shipment(60, volume_m3=3.0), {}),
    ),
    (
        "option-not-priced",
        "blocks",
        (carried(), COLD, {"unpriced_options": frozenset({"tail_lift"})}),
        (carried(), COLD, {}),
    ),
    (
        "too-often",
        "warns",
        (carried(), Shipment(60, deliveries_per_year=105), {"days": {2, 5}}),
        (carried(), Shipment(60, deliveries_per_year=104), {"days": {2, 5}}),
    ),
    (
        "too-often",
        "warns",
        (carried(), Shipment(60, deliveries_per_year=53), {"days": {2}}),
        (carried(), Shipment(60, deliveries_per_year=400), {}),
    ),
    ("place-not-served", "blocks", (carried(), COLD, {"serves_origin": False}), (carried(), COLD, {})),
    ("place-not-served", "blocks", (carried(), COLD, {"serves_destination": False}), (carried(), COLD, {})),
    (
        "day-not-served",
        "blocks",
        (carried(), COLD, {"days": {2, 4}, "wishes": Wishes(days={1, 3})}),
        (carried(), COLD, {"days": {2, 4}, "wishes": Wishes(days={4})}),
    ),
    (
        "after-cut-off",
        "informs",
        (carried(), Shipment(60, ready_hour=14), {"cut_off_hour": 12}),
        (carried(), Shipment(60, ready_hour=12), {"cut_off_hour": 12}),
    ),
    (
        "too-slow",
        "blocks",
        (carried(), Shipment(60, shelf_life_hours=47), {"delay_hours": 48}),
        (carried(), Shipment(60, shelf_life_hours=48), {"delay_hours": 48}),
    ),
    (
        "too-slow",
        "blocks",
        (
            carried(),
            Shipment(60, shelf_life_hours=48, ready_hour=14),
            {"delay_hours": 30, "cut_off_hour": 12},
        ),
        (
            carried(),
            Shipment(60, shelf_life_hours=48, ready_hour=11),
            {"delay_hours": 30, "cut_off_hour": 12},
        ),
    ),
    (
        "organic-mixing",
        "warns",
        (carried(), Shipment(60, organic=True), {"carries_non_organic_bulk": True}),
        (carried(), Shipment(60), {"carries_non_organic_bulk": True}),
    ),
    ("direct-competitor", "warns", (carried(), COLD, {"carries_competitor": True}), (carried(), COLD, {})),
    (
        "no-intermediary",
        "warns",
        (carried(), COLD, {"intermediated": True, "wishes": LONER}),
        (carried(), COLD, {"intermediated": True}),
    ),
    ("goods-value-needed", "blocks", (carrier_leg("percent"), COLD, {}), (carried(), COLD, {})),
    (
        "no-tariff",
        "blocks",
        (CarrierLeg(LEGS["carrier_stop"].tariff, 10, REEFER, DIESEL), COLD, {}),
        (carrier_leg("stop"), COLD, {}),
    ),
    ("carbon-unknown", "informs", (CarrierLeg(FREE, 10), COLD, {}), (carried(), COLD, {})),
]
IDS = [f"{number}-{situation[0]}" for number, situation in enumerate(SITUATIONS)]


@pytest.mark.parametrize(("code", "severity", "met", "missed"), SITUATIONS, ids=IDS)
def test_a_rule_speaks_over_its_limit(code, severity, met, missed):
    leg, goods, facts = met
    assert severities(leg, goods, **facts).get(code) == severity


@pytest.mark.parametrize(("code", "severity", "met", "missed"), SITUATIONS, ids=IDS)
def test_a_rule_is_silent_within_its_limit(code, severity, met, missed):
    leg, goods, facts = missed
    assert code not in severities(leg, goods, **facts)


def test_one_verdict_is_given_once_when_list_and_service_agree():
    leg = CarrierLeg(Tariff(Basis.FIXED_VARIABLE, fixed_eur=1, on_quote_above_kg=50), 10, REEFER, DIESEL)
    verdicts = price(option(leg, on_quote_above_kg=50), COLD).verdicts
    assert [verdict.code for verdict in verdicts].count("on-quote") == 1
