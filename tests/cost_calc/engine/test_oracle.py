"""Every published case, at its tolerance."""

import csv
import json
from pathlib import Path

import pytest

from cost_calc.engine.carbon import (
    EnergyFactor,
    LevelOneRow,
    ParcelModel,
    ParcelModelLeg,
    SpeedCurve,
    allocate,
)
from cost_calc.engine.compare import price
from cost_calc.engine.legs import CarrierLeg
from cost_calc.engine.lines import Quote
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.tariffs import Band, Basis, FuelIndexation, StopSteps, Tariff
from cost_calc.engine.vehicles import KilometreRate, RoundCost, Trinome, Vehicle, logicout_round, sale_price
from tests.cost_calc.engine.samples import option

FOLDER = Path(__file__).parents[2] / "data" / "oracle"
with (FOLDER / "logicout_rounds.csv").open(newline="", encoding="utf-8") as rows:
    ROUNDS = list(csv.DictReader(rows))
COST = {case["id"]: case for case in json.loads((FOLDER / "cost_cases.json").read_text())["cases"]}
CARBON = {case["id"]: case for case in json.loads((FOLDER / "carbon_cases.json").read_text())["cases"]}

# Grams of nitrogen oxides and particles per kilometre of Logicoût's vehicles, by emission standard.
POLLUTANTS = {"Euro 4": (0.831, 0.0409), "Euro 5": (0.622, 0.001), "Euro 6": (0.221, 0.0009)}
LOGICOUT_CO2_KG_PER_KM = 0.253918


@pytest.mark.parametrize("row", ROUNDS, ids=lambda row: f"{row['vehicle']}, {row['km']} km")
def test_a_published_logicout_round_comes_out_the_same_in_every_column(row):
    number = {name: float(value) for name, value in row.items() if name != "vehicle"}
    nox, pm = next(factors for norm, factors in POLLUTANTS.items() if row["vehicle"].endswith(norm))
    vehicle = Vehicle(
        "published",
        row["vehicle"],
        KilometreRate(number["eur_per_km"], number["fixed_eur"]),
        co2e_kg_per_km=LOGICOUT_CO2_KG_PER_KM,
        nox_g_per_km=nox,
        pm_g_per_km=pm,
    )
    cost = RoundCost(
        vehicle,
        distance_km=number["km"],
        driving_minutes=number["drive_min"],
        delivery_minutes=number["delivery_min"],
        other_minutes=number["other_min"],
        eur_per_hour=15.0,
        other_eur=number["other_eur"],
    )
    quote = cost.quote()
    eur = {line.component: line.eur for line in quote.lines}
    result = {
        "out_vehicle_eur": eur["vehicle"],
        "out_drive_eur": eur["driving"],
        "out_delivery_eur": eur["delivery"],
        "out_other_eur": eur["other_work"] + eur["other"],
        "out_total_eur": quote.total_eur,
        "out_total_min": quote.minutes,
        "out_co2_g": cost.published_co2_kg() * 1000,
        "out_nox_g": cost.nox_g(),
        "out_pm_g": cost.pm_g(),
    }
    assert result == pytest.approx({name: number[name] for name in result}, rel=1e-9)


def test_the_published_small_van_round():
    case = COST["france-agricole-small-van"]
    given, expected = case["inputs"], case["expected"]
    quote = logicout_round(
        Vehicle("small", "Petit fourgon", KilometreRate(given["vehicle_eur_per_km"])),
        distance_km=given["distance_km"],
        driving_minutes=given["minutes"],
        eur_per_hour=given["eur_per_hour"],
    )
    vehicle, driving = quote.lines[0].eur, quote.lines[1].eur
    assert (
        vehicle,
        driving,
        quote.total_eur,
        vehicle / given["goods_value_eur"],
    ) == pytest.approx(
        (
            expected["vehicle_eur"],
            expected["labour_eur"],
            expected["total_eur"],
            expected["vehicle_share_of_goods"],
        ),
        abs=case["tolerance"],
    )


def test_the_published_trinome_from_clermont_to_marseille():
    case = COST["trinome-clermont-marseille"]
    given = case["inputs"]
    trinome = Trinome(given["ck_eur_per_km"], given["cc_eur_per_h"], given["cj_eur_per_day"])
    cost = trinome.cost_eur(distance_km=given["km"], service_hours=given["hours"], days=given["days"])
    result = {"cost_eur": cost, "price_eur": sale_price(cost, given["margin"])}
    assert result == pytest.approx(case["expected"], abs=case["tolerance"])


@pytest.mark.parametrize(("payant_pour", "expected"), [(True, "price_eur"), (False, "plain_price_eur")])
def test_the_published_payant_pour(payant_pour, expected):
    case = COST["payant-pour"]
    bands = tuple(
        Band(band["from_kg"], band["to_kg"], band["eur_per_100kg"]) for band in case["inputs"]["bands"]
    )
    tariff = Tariff(Basis.PER_100KG, bands, payant_pour=payant_pour)
    quote = Quote(tariff.lines(Shipment(case["inputs"]["mass_kg"])))
    assert quote.total_eur == pytest.approx(case["expected"][expected], abs=case["tolerance"])


def test_the_published_fuel_surcharge():
    case = COST["fuel-surcharge"]
    given = case["inputs"]
    fuel = FuelIndexation(given["fuel_share"], given["fuel_change"])
    tariff = Tariff(Basis.FIXED_VARIABLE, fixed_eur=given["base_eur"], fuel=fuel)
    quote = Quote(tariff.lines(Shipment(500)))
    assert quote.total_eur == pytest.approx(case["expected"]["price_eur"], abs=case["tolerance"])


def test_the_published_stepped_courier_price():
    case = COST["coopcycle-stepped-courier"]
    tariff = Tariff(
        Basis.STOP,
        (Band(0, None, 7, zone="1"), Band(0, None, 9, zone="2")),
        steps=StopSteps(from_kg=20, step_kg=20, step_eur=5, pickup_eur=10, pickup_capacity_kg=200),
    )
    drops = case["inputs"]["drops"]
    legs = [
        CarrierLeg(tariff, 10, zone=str(drop["zone"]), mass_kg=drop["mass_kg"], pickup=number == 0)
        for number, drop in enumerate(drops)
    ]
    priced = price(option(*legs), Shipment(sum(drop["mass_kg"] for drop in drops)))
    result = {"price_eur": priced.quote.total_eur, "eur_per_kg": priced.eur_per_kg}
    assert result == pytest.approx(case["expected"], abs=case["tolerance"])


def test_the_published_allocation_by_theoretical_distance():
    case = CARBON["ghgp-allocation"]
    activity = case["inputs"]["transport_activity_tkm"]
    shares = allocate(case["inputs"]["total_kg"], activity, [1, 1, 1])
    assert shares == pytest.approx(case["expected_kg"], abs=case["tolerance_kg"])


@pytest.mark.parametrize("name", ["ademe-van-30kmh", "ademe-truck-60kmh"])
def test_a_published_speed_curve(name):
    case = CARBON[name]
    curve = SpeedCurve(tuple(case["inputs"]["polynomial_g_per_km"]))
    result = curve.g_per_km(case["inputs"]["speed_kmh"])
    assert result == pytest.approx(case["expected_g_per_km"], abs=case["tolerance"])


@pytest.mark.parametrize("name", ["ademe-leg-van-50km", "ademe-leg-truck-400km"])
def test_a_published_leg_of_the_parcel_model(name):
    case = CARBON[name]
    given = dict(case["inputs"])
    mass, detour = given.pop("mass_kg"), given.pop("daf")
    assert ParcelModelLeg(**given).co2e_g(mass, detour) == pytest.approx(
        case["expected_g"], abs=case["tolerance"]
    )


@pytest.mark.parametrize("name", ["ademe-parcel-home", "ademe-parcel-relay"])
def test_a_published_parcel(name):
    case = CARBON[name]
    curves = {
        kind: SpeedCurve(tuple(CARBON[f"ademe-{kind}kmh"]["inputs"]["polynomial_g_per_km"])).g_per_km(speed)
        for kind, speed in (("van-30", 30), ("truck-60", 60))
    }

    def leg(km, kind, load_t, infrastructure, *, home_only=False):
        return ParcelModelLeg(km, curves[kind], 0.20, load_t, infrastructure, home_only)

    model = ParcelModel(
        (
            leg(400, "truck-60", 3.5, 8.4),
            leg(123, "truck-60", 3.5, 8.4),
            leg(70, "van-30", 0.2, 14.0),
            leg(45, "van-30", 0.2, 14.0, home_only=True),
        ),
        detour=1.05,
    )
    result = model.co2e_kg(case["inputs"]["mass_kg"], case["inputs"]["delivery"]) * 1000
    assert result == pytest.approx(case["expected_g"], abs=case["tolerance"])


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("fr-level1-van-parcels", LevelOneRow(0.46, 0.160)),
        ("fr-level1-rigid-19t-reefer", LevelOneRow(3.30, 0.270, 0.055)),
    ],
)
def test_a_published_level_one_emission(name, row):
    case = CARBON[name]
    given = case["inputs"]
    factor = EnergyFactor("diesel", given["diesel_kg_per_l"])
    result = row.co2e_kg(mass_kg=given["mass_kg"], distance_km=given["distance_km"], factor=factor)
    assert result == pytest.approx(case["expected_kg"], abs=case["tolerance_kg"])


def test_no_published_case_is_left_aside():
    tested = Path(__file__).read_text(encoding="utf-8")
    assert [name for name in COST | CARBON if f'"{name}"' not in tested] == []
