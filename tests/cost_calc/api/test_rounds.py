"""POST /api/v1/calculations/round/: what a round costs its driver."""

import csv
import datetime
from pathlib import Path

import pytest

from cost_calc.api.examples import ROUND_REQUEST, ROUND_RESPONSE
from cost_calc.models import VehicleType
from cost_calc.pricing.reference_files import load_reference_values

URL = "/api/v1/calculations/round/"
ORACLE = Path(__file__).parents[2] / "data" / "oracle" / "logicout_rounds.csv"
VEHICLE = {"eur_per_km": 0.5759, "co2e_g_per_km": 253.918}
ROUND = {"vehicle": VEHICLE, "distance_km": 100, "driving_minutes": 120, "eur_per_hour": 15}

with ORACLE.open(encoding="utf-8", newline="") as file:
    PUBLISHED = list(csv.DictReader(file))


pytestmark = pytest.mark.django_db


@pytest.fixture
def post(client):
    def send(body):
        return client.post(URL, body, content_type="application/json")

    return send


@pytest.fixture
def references():
    """The portal's own values, and one vehicle whose emission nobody published."""
    load_reference_values()
    VehicleType.objects.create(
        code="usual",
        label="Fourgon usuel",
        valid_from=datetime.date(2020, 1, 1),
        confidence="B",
        source="Source d’essai",
        eur_per_km=0.8,
        energy="diesel",
        litres_per_100km=9,
        temperatures=["chilled"],
        payload_kg=500,
    )


@pytest.mark.parametrize("row", PUBLISHED, ids=range(len(PUBLISHED)))
def test_every_published_round_is_reproduced(post, row):
    body = {
        "vehicle": {"eur_per_km": float(row["eur_per_km"]), "co2e_g_per_km": 253.918},
        "distance_km": float(row["km"]),
        "driving_minutes": float(row["drive_min"]),
        "delivery_minutes": float(row["delivery_min"]),
        "other_minutes": float(row["other_min"]),
        "other_eur": float(row["other_eur"]),
        "eur_per_hour": 15,
    }
    answer = post(body).json()
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


def test_the_example_of_the_documentation_is_true(post):
    assert post(ROUND_REQUEST).json() == ROUND_RESPONSE


def test_totals_are_the_sums_of_the_lines(post):
    answer = post(
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


def test_without_a_mass_nothing_is_told_per_kilo(post):
    answer = post(ROUND).json()
    assert (answer["eur_per_kg"], answer["co2e_kg_per_kg"]) == (None, None)


def test_null_says_the_same_as_leaving_out(post):
    optional = ["delivery_minutes", "other_minutes", "other_eur", "mass_kg"]
    assert post(ROUND | dict.fromkeys(optional)).json() == post(ROUND).json()


def test_an_hour_without_a_price_takes_the_reference_value(post, references):
    hourless = {name: value for name, value in ROUND.items() if name != "eur_per_hour"}
    answer = post(hourless).json()
    driving = next(line for line in answer["lines"] if line["component"] == "driving")
    assert (driving["eur"], driving["provenance"]) == (30, "reference")
    assert "Logicoût" in driving["source"]


def test_an_hour_may_be_worth_nothing(post):
    answer = post(ROUND | {"eur_per_hour": 0}).json()
    assert answer["total_eur"] == pytest.approx(57.59)
    assert answer["total_minutes"] == 120


def test_a_reference_vehicle_brings_its_own_figures(post, references):
    answer = post(ROUND | {"vehicle": {"code": "logicout_fourgon_e5"}}).json()
    line = answer["lines"][0]
    assert (line["eur"], line["co2e_kg"]) == (pytest.approx(50.96), pytest.approx(10.1 * 3.17))
    assert answer["co2_tank_to_wheel_kg"] == pytest.approx(25.3918)
    assert (answer["nox_g"], answer["pm_g"]) == (pytest.approx(62.2), pytest.approx(0.1))
    assert line["provenance"] == "reference"
    assert "Université Gustave Eiffel" in line["source"]


def test_the_cold_unit_of_a_round_burns_too(post, references):
    body = ROUND | {"vehicle": {"code": "logicout_fourgon_e5"}, "temperature": "chilled"}
    assert post(body).json()["co2e_kg"] == pytest.approx(10.1 * 3.17 * 1.15)


@pytest.mark.parametrize(
    "code",
    [
        "logicout_fourgonnette_e6",
        "logicout_fourgon_e5",
        "logicout_grand_fourgon_e6",
        "logicout_grand_fourgon_e4",
    ],
)
def test_a_well_to_wheel_emission_is_above_the_one_of_the_exhaust(post, references, code):
    answer = post(ROUND | {"vehicle": {"code": code}}).json()
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
    post, references, code, temperature, status
):
    response = post(ROUND | {"vehicle": {"code": code}, "temperature": temperature})
    assert response.status_code == status
    if status == 400:
        [fault] = response.json()["errors"]
        assert (fault["field"], fault["code"]) == ("temperature", "not_held")
        assert fault["detail"] == "Ce véhicule ne tient pas cette température."


def test_a_vehicle_without_a_published_emission_is_counted_by_its_consumption(post, references):
    line = post(ROUND | {"vehicle": {"code": "usual"}}).json()["lines"][0]
    assert line["co2e_kg"] == pytest.approx(9 * 3.17)


def test_a_round_asks_the_database_once_for_each_kind_of_value(post, django_assert_num_queries):
    post(ROUND)  # the values of the day are held from then on
    with django_assert_num_queries(1):
        assert post(ROUND).status_code == 200


REFUSALS = [
    ({"distance_km": -1}, "distance_km", "min_value"),
    ({"distance_km": 1e12}, "distance_km", "max_value"),
    ({"distance_km": 10**30}, "distance_km", "max_value"),
    ({"distance_km": "100"}, "distance_km", "invalid"),
    ({"distance_km": True}, "distance_km", "invalid"),
    ({"distance_km": [100]}, "distance_km", "invalid"),
    ({"distance_km": {}}, "distance_km", "invalid"),
    ({"distance_km": None}, "distance_km", "null"),
    ({"driving_minutes": 10**12}, "driving_minutes", "max_value"),
    ({"delivery_minutes": -0.1}, "delivery_minutes", "min_value"),
    ({"other_minutes": "ten"}, "other_minutes", "invalid"),
    ({"eur_per_hour": -15}, "eur_per_hour", "min_value"),
    ({"eur_per_hour": 10**12}, "eur_per_hour", "max_value"),
    ({"other_eur": -3}, "other_eur", "min_value"),
    ({"mass_kg": 0}, "mass_kg", "min_value"),
    ({"mass_kg": -60}, "mass_kg", "min_value"),
    ({"mass_kg": 10**12}, "mass_kg", "max_value"),
    ({"masss_kg": 60}, "masss_kg", "unknown_field"),
    ({"vehicle": "van"}, "vehicle", "invalid"),
    ({"vehicle": [VEHICLE]}, "vehicle", "invalid"),
    ({"vehicle": None}, "vehicle", "null"),
    ({"vehicle": {}}, "vehicle.eur_per_km", "required"),
    ({"vehicle": {"eur_per_km": 0.5}}, "vehicle.co2e_g_per_km", "required"),
    ({"vehicle": VEHICLE | {"eur_per_km": -0.1}}, "vehicle.eur_per_km", "min_value"),
    ({"vehicle": VEHICLE | {"eur_per_km": 10**12}}, "vehicle.eur_per_km", "max_value"),
    ({"vehicle": VEHICLE | {"co2e_g_per_km": "a"}}, "vehicle.co2e_g_per_km", "invalid"),
    ({"vehicle": VEHICLE | {"colour": "red"}}, "vehicle.colour", "unknown_field"),
    ({"vehicle": VEHICLE | {"code": "measured"}}, "vehicle", "ambiguous"),
    ({"vehicle": {"code": 3}}, "vehicle.code", "invalid"),
    ({"vehicle": {"code": ""}}, "vehicle.code", "blank"),
    ({"vehicle": {"code": "x" * 99}}, "vehicle.code", "max_length"),
]


@pytest.mark.parametrize(("change", "field", "code"), REFUSALS)
def test_a_value_outside_sense_is_refused_at_its_field(post, change, field, code):
    response = post(ROUND | change)
    assert response.status_code == 400
    errors = {error["field"]: error for error in response.json()["errors"]}
    assert errors[field]["code"] == code
    assert errors[field]["pointer"] == "/" + field.replace(".", "/")
    assert errors[field]["detail"].endswith(".")


def test_an_unknown_vehicle_is_refused_at_its_code(post, references):
    response = post(ROUND | {"vehicle": {"code": "spaceship"}})
    assert response.status_code == 400
    assert [(e["field"], e["code"]) for e in response.json()["errors"]] == [("vehicle.code", "unknown")]


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "-Infinity", "1e400"])
def test_a_number_that_is_not_one_is_refused_at_its_field(client, literal):
    vehicle = f'{{"eur_per_km": {literal}, "co2e_g_per_km": 1}}'
    body = f'{{"vehicle": {vehicle}, "distance_km": 1, "driving_minutes": 1}}'
    response = client.post(URL, body, content_type="application/json")
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == ["vehicle.eur_per_km"]


@pytest.mark.parametrize("body", ["[]", '"text"', "3", "null", "true", "[[]]"])
def test_a_body_that_is_no_object_is_refused(client, body):
    response = client.post(URL, body, content_type="application/json")
    assert response.status_code == 400
    assert [error["detail"] for error in response.json()["errors"]] == [
        "Écrivez un objet JSON, entre accolades." if body != "null" else "Écrivez un objet JSON, pas null."
    ]
