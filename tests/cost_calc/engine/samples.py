"""Legs, price lists and shipments of the engine's tests; every number here is invented."""

import math
from dataclasses import replace

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from cost_calc.engine.carbon import CarbonMethod, EnergyFactor, LevelOneRow, ParcelModel, ParcelModelLeg
from cost_calc.engine.compare import Option, OptionKind
from cost_calc.engine.feasibility import Service
from cost_calc.engine.legs import (
    CarrierLeg,
    CustomerTripLeg,
    Feeder,
    HandlingLeg,
    OwnVehicleLeg,
    ParcelLeg,
    PooledLeg,
)
from cost_calc.engine.lines import Component, Quote
from cost_calc.engine.shipment import Shipment, Temperature
from cost_calc.engine.tariffs import Band, Basis, FuelIndexation, Rounding, StopSteps, Tariff, Zone
from cost_calc.engine.vehicles import AnnualCost, KilometreRate, Trinome, Vehicle

quick = settings(max_examples=25, deadline=None)

DIESEL = EnergyFactor("diesel", 3.17, source="arrêté du 26 avril 2017")
PARCEL_VAN = LevelOneRow(0.46, 0.16, code="van_express_parcels")
REEFER = LevelOneRow(3.3, 0.27, 0.055, code="rigid_19t_refrigerated_groupage")
ADEME = ParcelModel(
    (
        ParcelModelLeg(523.0, 898.8574790530001, 0.2, 3.5, 8.4),
        ParcelModelLeg(70.0, 226.16548281899992, 0.2, 0.2, 14.0),
        ParcelModelLeg(45.0, 226.16548281899992, 0.2, 0.2, 14.0, home_only=True),
    ),
    detour=1.05,
)


def van(cost=None, **changes):
    """A diesel van that holds every regime, with no limit of payload unless one is given."""
    values = {
        "energy_per_100km": 9.0,
        "energy": DIESEL,
        "cold_uplift_share": 0.15,
        "level_one": PARCEL_VAN,
        "level_one_factor": DIESEL,
    } | changes
    return Vehicle("van", "Fourgon", cost or KilometreRate(0.4082), **values)


COSTS = {
    "rate": KilometreRate(0.4082),
    "rate_and_round": KilometreRate(0.4082, 12.0),
    "trinome": Trinome(0.6, 27.0, 200.0, 2.5),
    "annual": AnnualCost(6000.0, 15000.0, 0.08, 9.0, 1.7, 0.3, 1.5, cold_uplift_share=0.15),
}

PARCEL_BANDS = (Band(0, 2, 14), Band(2, 5, 18), Band(5, 10, 25), Band(10, 20, 36), Band(20, 30, 48))
GROUPAGE_BANDS = (
    Band(0, 100, 28, flat=True),
    Band(100, 200, 42),
    Band(200, 300, 34),
    Band(300, 500, 29),
    Band(500, 2000, 24),
)

TARIFFS = {
    "parcel": Tariff(Basis.PARCEL, PARCEL_BANDS, max_parcel_kg=30.0),
    "per_100kg": Tariff(Basis.PER_100KG, GROUPAGE_BANDS, payant_pour=True, roundings=(Rounding(100, 1),)),
    "per_100kg_without_payant_pour": Tariff(Basis.PER_100KG, GROUPAGE_BANDS, minimum_eur=30),
    "pallet": Tariff(
        Basis.PALLET, (Band(0, 600, 60), Band(600, None, 50)), kg_per_pallet=300, payant_pour=True
    ),
    "stop": Tariff(
        Basis.STOP,
        (Band(0, None, 7, zone="1"), Band(0, None, 9, zone="2")),
        steps=StopSteps(20, 20, 5, 10, 200),
        zones=(Zone("1"),),
    ),
    "percent": Tariff(Basis.PERCENT, percent_of_value=0.22, minimum_eur=5),
    "fixed_variable": Tariff(
        Basis.FIXED_VARIABLE, fixed_eur=20, eur_per_km=0.9, eur_per_kg=0.05, vat_rate=0.2
    ),
    "every_supplement": Tariff(
        Basis.PER_100KG,
        GROUPAGE_BANDS,
        zones=(Zone("1", 0.08, 2.0),),
        minimum_eur=35,
        payant_pour=True,
        volumetric_kg_per_m3=250,
        linear_kg_per_m=1700,
        roundings=(Rounding(100, 1), Rounding(None, 100)),
        temperature_shares={Temperature.CHILLED: 0.25, Temperature.FROZEN: 0.35},
        fuel=FuelIndexation(0.2, 0.1, 0.05, 0.2),
        options={"appointment": 12},
        return_eur=0.8,
        on_quote_above_kg=1500,
    ),
}


def total(tariff, goods, **how):
    return Quote(tariff.lines(goods, **how)).total_eur


def lines(tariff, goods, **how):
    return {line.component: line.eur for line in tariff.lines(goods, **how)}


def flat(eur=100.0, **rules):
    """A list with one price, to look at what comes on top."""
    return Tariff(Basis.FIXED_VARIABLE, fixed_eur=eur, **rules)


def carrier_leg(name, **changes):
    """A carrier with that list, in zone 1 where the list has one."""
    tariff = TARIFFS[name]
    zone = "1" if name in ("stop", "every_supplement") else ""
    options = ("appointment",) if tariff.options else ()
    values = {"carbon_class": REEFER, "factor": DIESEL, "zone": zone, "options": options} | changes
    return CarrierLeg(tariff, values.pop("distance_km", 120.0), **values)


FEEDERS = (
    Feeder(Component.CARBON_LAST_LEG, 20.0, LevelOneRow(0.9, 0.22)),
    Feeder(Component.CARBON_COLLECTION, 30.0, LevelOneRow(0.9, 0.22)),
)


def own_leg(cost=None, **changes):
    """A round of 150 km shared with 200 kg of other goods."""
    values = {
        "distance_km": 150.0,
        "driving_minutes": 160.0,
        "handling_minutes": 25.0,
        "eur_per_hour": 15.0,
        "other_kg": 200.0,
        "other_kg_km": 9000.0,
        "direct_km": 55.0,
        "toll_eur": 6.0,
    } | changes
    return OwnVehicleLeg(van(cost), **values)


def alone(**changes):
    """There and back to one customer 50 km away."""
    values = {"distance_km": 100.0, "direct_km": None, "other_kg": 0.0, "other_kg_km": 0.0, "toll_eur": 0.0}
    vehicle = changes.pop("vehicle", None)
    leg = own_leg(**values | changes)
    return leg if vehicle is None else replace(leg, vehicle=vehicle)


def pooled_leg(**changes):
    """The same round, driven by someone else and shared at cost."""
    values = {
        "distance_km": 150.0,
        "driving_minutes": 160.0,
        "handling_minutes": 60.0,
        "eur_per_hour": 15.0,
        "other_kg": 300.0,
        "other_kg_km": 12000.0,
        "direct_km": 55.0,
        "own_minutes": 12.0,
        "own_eur_per_hour": 15.0,
    } | changes
    return PooledLeg(van(), **values)


def parcel_leg(**changes):
    """Parcel post to the home, cold parcels fifteen per cent heavier in carbon."""
    values = {"uplift": 0.15, "distance_km": 600.0, "carbon_class": PARCEL_VAN, "factor": DIESEL} | changes
    return ParcelLeg(TARIFFS["parcel"], ADEME, **values)


LEGS = (
    {f"own_{name}": own_leg(cost) for name, cost in COSTS.items()}
    | {"own_alone": own_leg(other_kg=0.0, other_kg_km=0.0, direct_km=None)}
    | {"pooled": pooled_leg()}
    | {f"carrier_{name}": carrier_leg(name) for name in TARIFFS}
    | {"broken_load": carrier_leg("per_100kg", feeders=FEEDERS, trunk_km=90.0)}
    | {"carrier_figure": carrier_leg("per_100kg", declared_kgco2e_per_tkm=0.2)}
    | {"parcel_home": parcel_leg(), "parcel_relay": parcel_leg(delivery="relay")}
    | {
        "platform": HandlingLeg(TARIFFS["pallet"], minutes=10, eur_per_hour=15, co2e_kg_per_kg=0.01),
        "storage": HandlingLeg(None, component="storage", minutes=5, eur_per_hour=15),
        "locker": HandlingLeg(TARIFFS["percent"], component="locker", minutes=60, eur_per_hour=15),
        "customer": CustomerTripLeg(7.0, 0.142, 6.0, level_one_kg_per_km=0.2),
    }
)


def option(*legs, id="option", kind=OptionKind.CARRIER, **facts):
    """An option of those legs."""
    return Option(id, kind, id, legs, Service(**facts))


def shipment(mass_kg=60.0, **changes):
    """Chilled goods worth 5.52 EUR a kilogram, that take room and bring empties back."""
    values = {
        "temperature": Temperature.CHILLED,
        "goods_value_eur": mass_kg * 5.52,
        "returns_kg": mass_kg * 0.1,
        "returns_count": mass_kg * 0.05,
        "volume_m3": mass_kg * 0.005,
        "linear_m": mass_kg * 0.0004,
    } | changes
    return Shipment(mass_kg, **values)


def same(first, second, rel=1e-9):
    """Equal to one part in a billion, an unknown being equal to an unknown."""
    return np.allclose(first, second, rtol=rel, atol=1e-9, equal_nan=True)


def is_plain_float(value):
    """A Python float and not NumPy's."""
    return type(value) is float


masses = st.floats(0.01, 2500.0)
distances = st.floats(0.0, 2000.0)
amounts = st.floats(0.0, 10000.0)
nonsense = st.sampled_from(
    [
        math.nan,
        math.inf,
        -math.inf,
        -1.0,
        1e12,
        10**400,
        True,
        "12",
        "",
        [],
        {},
        object(),
        1j,
        np.array(["a"]),
    ]
)
nonsense_arrays = st.sampled_from(
    [
        np.array([1.0, math.nan]),
        np.array([1.0, math.inf]),
        np.array([1.0, -2.0]),
        np.array([1.0, 1e12]),
        np.array([True, False]),
        np.array([1, None]),
        np.array([1 + 1j]),
    ]
)


def quote(leg, goods=None, method=CarbonMethod.CONSUMPTION):
    return Quote(leg.lines(goods or shipment(), 1, method))


def carbon_line(leg, goods=None, method=CarbonMethod.CONSUMPTION):
    return next(line for line in leg.lines(goods or shipment(), 1, method) if line.carbon_method)
