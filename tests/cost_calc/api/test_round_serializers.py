"""A round, as its JSON says it."""

import pytest

from tests.cost_calc.api.rounds import ROUND, URL, VEHICLE

pytestmark = pytest.mark.django_db


def test_null_says_the_same_as_leaving_out(post_round):
    optional = ["delivery_minutes", "other_minutes", "other_eur", "mass_kg"]
    assert post_round(ROUND | dict.fromkeys(optional)).json() == post_round(ROUND).json()


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
def test_a_value_outside_sense_is_refused_at_its_field(post_round, change, field, code):
    response = post_round(ROUND | change)
    assert response.status_code == 400
    errors = {error["field"]: error for error in response.json()["errors"]}
    assert errors[field]["code"] == code
    assert errors[field]["pointer"] == "/" + field.replace(".", "/")
    assert errors[field]["detail"].endswith(".")


def test_an_unknown_vehicle_is_refused_at_its_code(post_round, usual):
    response = post_round(ROUND | {"vehicle": {"code": "spaceship"}})
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
