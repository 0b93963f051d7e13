"""Nonsense raises `InvalidInput` naming the field: never a NumPy warning, a TypeError or a wrong price."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from cost_calc.engine.carbon import (
    EnergyFactor,
    LevelOneRow,
    ParcelModel,
    ParcelModelLeg,
    SpeedCurve,
    allocate,
)
from cost_calc.engine.compare import Option, crossings, curve, price
from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.feasibility import Service, Wishes
from cost_calc.engine.law import Rules, WeeklyLimit
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.tariffs import Band, Basis, FuelIndexation, Rounding, StopSteps, Tariff, Zone
from cost_calc.engine.vehicles import AnnualCost, KilometreRate, RoundCost, Trinome, sale_price
from tests.cost_calc.engine.samples import (
    ADEME,
    LEGS,
    PARCEL_BANDS,
    TARIFFS,
    carrier_leg,
    nonsense,
    nonsense_arrays,
    option,
    own_leg,
    parcel_leg,
    pooled_leg,
    quick,
    shipment,
    van,
)

TRINOME = Trinome(0.6, 27, 200, 2)
ANNUAL = AnnualCost(6000, 15000, 0.1, 9, 1.7)
ROUND = RoundCost(van(), 100, 90, 15)
STEPS = StopSteps(20, 20, 5, 10, 200)
FUEL = FuelIndexation(0.2, 0.1)

# A valid object, the path its errors carry, and its fields that are numbers.
NUMBERS = [
    (
        Shipment(60),
        "shipment",
        "mass_kg goods_value_eur deliveries_per_year returns_kg returns_count volume_m3 linear_m",
    ),
    (Shipment(60), "shipment", "shelf_life_hours ready_hour straight_km"),
    (KilometreRate(0.4), "vehicle_cost", "eur_per_km eur_per_round"),
    (TRINOME, "vehicle_cost", "eur_per_km eur_per_hour eur_per_day eur_per_cold_hour"),
    (ANNUAL, "vehicle_cost", "fixed_eur_per_year km_per_year variable_eur_per_km energy_per_100km"),
    (ANNUAL, "vehicle_cost", "energy_price_eur other_use_share cold_energy_per_hour"),
    (van(), "vehicle", "co2e_kg_per_km payload_kg energy_per_100km cold_uplift_share volume_m3"),
    (van(), "vehicle", "nox_g_per_km pm_g_per_km"),
    (ROUND, "round", "distance_km driving_minutes eur_per_hour delivery_minutes other_minutes other_eur"),
    (PARCEL_BANDS[0], "band", "from_kg to_kg eur"),
    (Zone("1"), "zone", "surcharge_share surcharge_eur"),
    (FUEL, "fuel", "propulsion_share cold_share"),
    (STEPS, "steps", "from_kg step_kg step_eur pickup_eur pickup_capacity_kg"),
    (Rounding(100, 1), "rounding", "below_kg step_kg"),
    (
        TARIFFS["per_100kg"],
        "tariff",
        "minimum_eur volumetric_kg_per_m3 linear_kg_per_m return_eur",
    ),
    (TARIFFS["per_100kg"], "tariff", "on_quote_above_kg percent_of_value fixed_eur eur_per_km eur_per_kg"),
    (TARIFFS["per_100kg"], "tariff", "max_parcel_kg kg_per_pallet vat_rate"),
    (EnergyFactor("diesel", 3.17), "energy_factor", "kgco2e_per_unit"),
    (LevelOneRow(0.46, 0.16), "level_one_row", "mean_load_t l_per_km_traction l_per_km_cold"),
    (ADEME.legs[0], "parcel_model_leg", "distance_km factor_g_per_km empty_ratio load_t"),
    (ADEME.legs[0], "parcel_model_leg", "infrastructure_g_per_tkm"),
    (ADEME, "parcel_model", "detour"),
    (own_leg(), "leg", "distance_km driving_minutes handling_minutes eur_per_hour other_kg other_kg_km"),
    (own_leg(), "leg", "direct_km farthest_km toll_eur other_eur days mass_kg"),
    (pooled_leg(), "leg", "distance_km driving_minutes own_minutes own_eur_per_hour other_kg"),
    (carrier_leg("stop"), "leg", "distance_km mass_kg handling_minutes eur_per_hour"),
    (LEGS["carrier_figure"], "leg", "trunk_km declared_kgco2e_per_tkm"),
    (LEGS["broken_load"].feeders[0], "feeder", "distance_km"),
    (parcel_leg(), "leg", "uplift distance_km mass_kg handling_minutes eur_per_hour"),
    (LEGS["platform"], "leg", "minutes eur_per_hour mass_kg co2e_kg_per_kg"),
    (LEGS["customer"], "leg", "distance_km kg_co2e_per_km basket_kg mass_kg level_one_kg_per_km limit_km"),
    (
        Service(),
        "service",
        "min_kg max_kg delay_hours cut_off_hour on_quote_above_kg",
    ),
    (WeeklyLimit(250, 100), "weekly_limit", "usual_kg reduced_kg"),
    (
        Rules(),
        "rules",
        "atp_km co_delivery_km approval_km egg_direct_km approval_extended_km driving_minutes",
    ),
]
FIELDS = [(valid, path, name) for valid, path, names in NUMBERS for name in names.split()]
IDS = [f"{path}.{name}" for _, path, name in FIELDS]


@pytest.mark.parametrize(("valid", "path", "name"), FIELDS, ids=IDS)
@quick
@given(value=nonsense)
def test_a_number_without_sense_is_refused_by_its_name(valid, path, name, value):
    with pytest.raises(InvalidInput) as caught:
        replace(valid, **{name: value})
    assert caught.value.field == f"{path}.{name}"


@pytest.mark.parametrize(("valid", "path", "name"), FIELDS, ids=IDS)
@quick
@given(value=nonsense_arrays)
def test_an_array_with_one_number_without_sense_is_refused_by_its_name(valid, path, name, value):
    with pytest.raises(InvalidInput) as caught:
        replace(valid, **{name: value})
    assert caught.value.field == f"{path}.{name}"


# Reason given to a person who must correct the value.
REASONS = [
    (None, "required"),
    ("60", "not_a_number"),
    (True, "not_a_number"),
    (float("nan"), "not_finite"),
    (float("inf"), "not_finite"),
    (-1, "negative"),
    (0, "too_small"),
    (1e12, "too_large"),
    (10**400, "too_large"),
    (np.array([60.0, np.nan]), "not_finite"),
    (np.array([60.0, -1.0]), "negative"),
]


@pytest.mark.parametrize(("value", "reason"), REASONS)
def test_the_error_says_why_the_mass_is_refused(value, reason):
    with pytest.raises(InvalidInput) as caught:
        Shipment(value)
    assert caught.value.reason == reason


# What is not a number: texts, codes, lists of the wrong things, contradictions.
OTHERS = [
    ("shipment.temperature", lambda: Shipment(60, "tiède")),
    ("shipment.temperature", lambda: Shipment(60, None)),
    ("shipment.organic", lambda: Shipment(60, organic="oui")),
    ("shipment.goods_value_eur", lambda: Shipment(np.ones(3), goods_value_eur=np.ones(2))),
    ("round.driving_minutes", lambda: RoundCost(van(), np.ones(3), np.ones(2), 15)),
    ("round.vehicle", lambda: RoundCost(None, 10, 10, 15)),
    ("vehicle.cost", lambda: replace(van(), cost=0.4)),
    ("vehicle.energy", lambda: replace(van(), energy=None)),
    ("vehicle.level_one_factor", lambda: replace(van(), level_one_factor=None)),
    ("vehicle.temperatures", lambda: replace(van(), temperatures={"tiède"})),
    ("vehicle.temperatures", lambda: replace(van(), temperatures=3)),
    ("vehicle.payload_kg", lambda: replace(van(), payload_kg=np.ones(2))),
    ("band.to_kg", lambda: Band(10, 5, 3)),
    ("tariff.basis", lambda: Tariff("au pifomètre", PARCEL_BANDS)),
    ("tariff.bands", lambda: Tariff(Basis.PARCEL)),
    ("tariff.bands", lambda: Tariff(Basis.PARCEL, bands=[3])),
    ("tariff.bands", lambda: Tariff(Basis.PARCEL, (Band(0, 10, 1), Band(5, 20, 2)))),
    ("tariff.bands", lambda: Tariff(Basis.PARCEL, (Band(0, None, 1), Band(5, 20, 2)))),
    ("tariff.percent_of_value", lambda: Tariff(Basis.PERCENT)),
    ("tariff.kg_per_pallet", lambda: Tariff(Basis.PALLET, PARCEL_BANDS)),
    (
        "tariff.temperature_shares",
        lambda: Tariff(Basis.PARCEL, PARCEL_BANDS, temperature_shares={"tiède": 0.1}),
    ),
    (
        "tariff.temperature_shares",
        lambda: Tariff(Basis.PARCEL, PARCEL_BANDS, temperature_shares={"chilled": -1}),
    ),
    ("tariff.options.hayon", lambda: Tariff(Basis.PARCEL, PARCEL_BANDS, options={"hayon": "cher"})),
    ("fuel.propulsion_change", lambda: FuelIndexation(0.2, -1.5)),
    ("fuel.cold_share", lambda: FuelIndexation(0.7, 0.1, 0.7, 0.1)),
    ("parcel_model.legs", lambda: ParcelModel([ParcelModelLeg, 2])),
    ("parcel_model.delivery", lambda: ADEME.co2e_kg(1, "drone")),
    ("parcel_model.mass_kg", lambda: ADEME.co2e_kg(-1)),
    ("speed_curve.coefficients", lambda: SpeedCurve(())),
    ("speed_curve.coefficients", lambda: SpeedCurve(("a",))),
    ("speed_curve.speed_kmh", lambda: SpeedCurve((1.0,)).g_per_km(0)),
    ("leg.delivery", lambda: parcel_leg(delivery="drone")),
    ("leg.direct_km", lambda: own_leg(direct_km=None)),
    ("leg.options", lambda: carrier_leg("stop", options=3)),
    ("leg.options", lambda: price(option(carrier_leg("stop", options=("hélico",))), shipment())),
    ("leg.zone", lambda: price(option(carrier_leg("stop", zone="99")), shipment())),
    ("leg.distance_km", lambda: price(option(own_leg(distance_km=np.ones(2))), shipment(np.ones(3)))),
    ("option.kind", lambda: Option("x", "fusée", "x", (own_leg(),))),
    ("option.legs", lambda: Option("x", "carrier", "x", ())),
    ("option.legs", lambda: Option("x", "carrier", "x", (None,))),
    ("service.max_kg", lambda: Service(min_kg=10, max_kg=5)),
    ("service.temperatures", lambda: Service(temperatures=("tiède",))),
    ("service.breaks_load", lambda: Service(breaks_load=1)),
    ("service.days", lambda: Service(days={8})),
    ("wishes.days", lambda: Wishes(days={True})),
    ("wishes.days", lambda: Wishes(days=3)),
    ("weekly_limit.reduced_kg", lambda: WeeklyLimit(100, 250)),
    ("shipment.buyer", lambda: Shipment(60, buyer="anyone")),
    ("rules.approval_weekly.cheese", lambda: Rules(approval_weekly={"cheese": 250})),
    ("method", lambda: price(option(own_leg()), shipment(), method="au doigt mouillé")),
    ("allocation.total_kg", lambda: allocate(-1, [1], [1])),
    ("allocation.quantities_kg", lambda: allocate(10, [0, 0], [1, 1])),
    ("allocation.quantities_kg", lambda: allocate(10, [[1], [2, 3]], [1, 1])),
    ("allocation.quantities_kg", lambda: allocate(10, None, [1, 1])),
    ("allocation.quantities_kg", lambda: allocate(10, 3, [1, 1])),
    ("allocation.direct_km", lambda: allocate(10, [1, 2], [1])),
    ("curve.masses_kg", lambda: curve(option(own_leg()), shipment(), [1, 0])),
    ("curve.masses_kg", lambda: curve(option(own_leg()), shipment(), np.ones((2, 2)))),
    ("crossings.high_kg", lambda: crossings(option(own_leg()), option(pooled_leg()), shipment(), 10, 5)),
    ("crossings.low_kg", lambda: crossings(option(own_leg()), option(pooled_leg()), shipment(), 0, 5)),
    ("trinome.distance_km", lambda: TRINOME.cost_eur(distance_km=-1, service_hours=1)),
    ("trinome.service_hours", lambda: TRINOME.cost_eur(distance_km=1, service_hours="1")),
    ("trinome.service_hours", lambda: TRINOME.cost_eur(distance_km=np.ones(3), service_hours=np.ones(2))),
    ("cost_eur", lambda: sale_price(-1, 0.1)),
    ("margin", lambda: sale_price(1, -0.1)),
    ("quote.mass_kg", lambda: ROUND.quote().per_kg(0)),
]


@pytest.mark.parametrize(("field", "build"), OTHERS, ids=[field for field, _ in OTHERS])
def test_a_contradiction_or_an_unknown_code_is_refused_by_its_name(field, build):
    with pytest.raises(InvalidInput) as caught:
        build()
    assert caught.value.field == field
