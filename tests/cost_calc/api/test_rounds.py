"""POST /api/v1/calculations/round/: what a round costs its driver."""

import csv

import pytest

from tests.cost_calc.api.rounds import ORACLE, ROUND

with ORACLE.open(encoding="utf-8", newline="") as file:
    PUBLISHED = list(csv.DictReader(file))


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("row", PUBLISHED, ids=range(len(PUBLISHED)))
def test_every_published_round_is_reproduced(post_round, row):
    body = {
        "vehicle": {"eur_per_km": float(row["eur_per_km"]), "co2e_g_per_km": 253.918},
        "distance_km": float(row["km"]),
        "driving_minutes": float(row["drive_min"]),
        "delivery_minutes": float(row["delivery_min"]),
        "other_minutes": float(row["other_min"]),
        "other_eur": float(row["other_eur"]),
        "eur_per_hour": 15,
    }
    answer = post_round(body).json()
    lines = {line["component"]: line for line in answer["lines"]}
    expected = {
        "vehicle": row["out_vehicle_eur"],
        "driving": row["out_drive_eur"],
        "delivery": row["out_delivery_eur"],
        "other_work": row["out_other_eur"],
    }
    assert {name: lines[name]["eur"] for name in expected} == {
        name: pytest.approx(float(value), rel=1e-12) for name, value in expected.items()
    }
    assert answer["total_eur"] == pytest.approx(float(row["out_total_eur"]), rel=1e-12)
    assert answer["total_minutes"] == pytest.approx(float(row["out_total_min"]), rel=1e-12)
    assert answer["co2e_kg"] == pytest.approx(float(row["out_co2_g"]) / 1000, rel=1e-12)


def test_totals_are_the_sums_of_the_lines(post_round):
    answer = post_round(
        ROUND | {"delivery_minutes": 31, "other_minutes": 7, "other_eur": 3.3, "mass_kg": 60}
    ).json()
    assert [line["component"] for line in answer["lines"]] == [
        "vehicle", "driving", "delivery", "other_work", "other",
    ]  # fmt: skip
    assert answer["total_eur"] == sum(line["eur"] for line in answer["lines"])
    assert answer["total_minutes"] == sum(line["minutes"] for line in answer["lines"])
    assert answer["co2e_kg"] == sum(line["co2e_kg"] for line in answer["lines"])
    assert answer["eur_per_kg"] == answer["total_eur"] / 60
    assert answer["co2e_kg_per_kg"] == answer["co2e_kg"] / 60


def test_without_a_mass_nothing_is_told_per_kilo(post_round):
    answer = post_round(ROUND).json()
    assert (answer["eur_per_kg"], answer["co2e_kg_per_kg"]) == (None, None)


def test_an_hour_without_a_price_takes_the_reference_value(post_round, usual):
    hourless = {name: value for name, value in ROUND.items() if name != "eur_per_hour"}
    answer = post_round(hourless).json()
    driving = next(line for line in answer["lines"] if line["component"] == "driving")
    assert (driving["eur"], driving["provenance"]) == (30, "reference")
    assert "Logicoût" in driving["source"]


def test_an_hour_may_be_worth_nothing(post_round):
    answer = post_round(ROUND | {"eur_per_hour": 0}).json()
    assert answer["total_eur"] == pytest.approx(57.59)
    assert answer["total_minutes"] == 120


def test_a_reference_vehicle_brings_its_own_figures(post_round, usual):
    answer = post_round(ROUND | {"vehicle": {"code": "logicout_fourgon_e5"}}).json()
    line = answer["lines"][0]
    assert (line["eur"], line["co2e_kg"]) == (pytest.approx(50.96), pytest.approx(10.1 * 3.17))
    assert answer["co2_tank_to_wheel_kg"] == pytest.approx(25.3918)
    assert (answer["nox_g"], answer["pm_g"]) == (pytest.approx(62.2), pytest.approx(0.1))
    assert line["provenance"] == "reference"
    assert "Université Gustave Eiffel" in line["source"]


def test_the_cold_unit_of_a_round_burns_too(post_round, usual):
    body = ROUND | {"vehicle": {"code": "logicout_fourgon_e5"}, "temperature": "chilled"}
    assert post_round(body).json()["co2e_kg"] == pytest.approx(10.1 * 3.17 * 1.15)


@pytest.mark.parametrize(
    "code",
    [
        "logicout_fourgonnette_e6",
        "logicout_fourgon_e5",
        "logicout_grand_fourgon_e6",
        "logicout_grand_fourgon_e4",
    ],
)
def test_a_well_to_wheel_emission_is_above_the_one_of_the_exhaust(post_round, usual, code):
    answer = post_round(ROUND | {"vehicle": {"code": code}}).json()
    assert answer["co2e_kg"] / answer["co2_tank_to_wheel_kg"] == pytest.approx(3.17 / 2.51, rel=0.005)


@pytest.mark.parametrize(
    ("code", "temperature", "status"),
    [
        ("small_van", "chilled", 400),
        ("small_electric_van", "frozen", 400),
        ("small_van", "ambient", 200),
        ("refrigerated_van", "frozen", 200),
    ],
)
def test_a_round_is_priced_only_at_a_temperature_its_vehicle_holds(
    post_round, usual, code, temperature, status
):
    response = post_round(ROUND | {"vehicle": {"code": code}, "temperature": temperature})
    assert response.status_code == status
    if status == 400:
        [fault] = response.json()["errors"]
        assert (fault["field"], fault["code"]) == ("temperature", "not_held")
        assert fault["detail"] == "Ce véhicule ne tient pas cette température."


def test_a_vehicle_without_a_published_emission_is_counted_by_its_consumption(post_round, usual):
    line = post_round(ROUND | {"vehicle": {"code": "usual"}}).json()["lines"][0]
    assert line["co2e_kg"] == pytest.approx(9 * 3.17)


def test_a_round_asks_the_database_once_for_each_kind_of_value(post_round, django_assert_num_queries):
    post_round(ROUND)  # the values of the day are held from then on
    with django_assert_num_queries(1):
        assert post_round(ROUND).status_code == 200
