"""What a comparison is asked in JSON: each fault is refused at its field."""

import datetime

import pytest
from django.utils import timezone

from cost_calc.models import VehicleType
from pat_logistics.territory.models import Commune
from tests.cost_calc.api.conftest import SHIPMENT, URL

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["distance_km", "driving_minutes"])
def test_the_way_of_a_round_cannot_be_typed(post, territory, typed):
    body = {
        "shipment": SHIPMENT | {"other_stops": [{"commune": "30189", "mass_kg": 5}]},
        "own_vehicle": {typed: 150},
    }
    response = post(body)
    assert response.status_code == 400
    assert typed in str(response.json())


def test_only_the_places_and_the_mass_are_needed(compare, post):
    response = post({"shipment": {"origin": "48095", "destination": "34172", "mass_kg": 60}})
    assert response.status_code == 200


def test_null_says_the_same_as_leaving_out(post, territory):
    optional = dict.fromkeys(["goods_value_eur", "deliveries_per_year", "returns_kg"])
    shorter = {name: value for name, value in SHIPMENT.items() if name not in optional}
    nothing = post({"shipment": SHIPMENT | optional}).json()
    assert nothing == post({"shipment": shorter}).json()


def test_the_family_gives_its_temperature(post, territory):
    shipment = {name: value for name, value in SHIPMENT.items() if name != "temperature"}
    given = post({"shipment": SHIPMENT}).json()
    assert post({"shipment": shipment}).json() == given


REFUSALS = [
    ({"origin": "00000"}, "shipment.origin", "unknown"),
    ({"origin": "Mende"}, "shipment.origin", "unknown"),
    ({"origin": 48095}, "shipment.origin", "invalid"),
    ({"origin": ""}, "shipment.origin", "blank"),
    ({"origin": None}, "shipment.origin", "null"),
    ({"origin": "4809500" * 15}, "shipment.origin", "max_length"),
    ({"origin": ["48095"]}, "shipment.origin", "invalid"),
    ({"destination": "99999"}, "shipment.destination", "unknown"),
    ({"destination": {"insee": "34172"}}, "shipment.destination", "invalid"),
    ({"mass_kg": 0}, "shipment.mass_kg", "min_value"),
    ({"mass_kg": -60}, "shipment.mass_kg", "min_value"),
    ({"mass_kg": 10**12}, "shipment.mass_kg", "max_value"),
    ({"mass_kg": "60"}, "shipment.mass_kg", "invalid"),
    ({"mass_kg": True}, "shipment.mass_kg", "invalid"),
    ({"mass_kg": None}, "shipment.mass_kg", "null"),
    ({"temperature": "hot"}, "shipment.temperature", "invalid_choice"),
    ({"temperature": ["chilled"]}, "shipment.temperature", "invalid_choice"),
    ({"temperature": 4}, "shipment.temperature", "invalid_choice"),
    ({"goods_value_eur": -1}, "shipment.goods_value_eur", "min_value"),
    ({"goods_value_eur": 10**12}, "shipment.goods_value_eur", "max_value"),
    ({"deliveries_per_year": 0}, "shipment.deliveries_per_year", "min_value"),
    ({"deliveries_per_year": 10**12}, "shipment.deliveries_per_year", "max_value"),
    ({"returns_kg": -1}, "shipment.returns_kg", "min_value"),
    ({"returns_kg": {}}, "shipment.returns_kg", "invalid"),
    ({"addresses": 2.5}, "shipment.addresses", "invalid"),
    ({"addresses": 0}, "shipment.addresses", "min_value"),
    ({"addresses": True}, "shipment.addresses", "invalid"),
    ({"product_family": "gold"}, "shipment.product_family", "invalid_choice"),
    ({"organic": "yes"}, "shipment.organic", "invalid"),
    ({"organic": 1}, "shipment.organic", "invalid"),
    ({"masss_kg": 60}, "shipment.masss_kg", "unknown_field"),
    ({"other_stops": {}}, "shipment.other_stops", "not_a_list"),
    ({"other_stops": [{"commune": "48061"}]}, "shipment.other_stops.0.mass_kg", "required"),
    (
        {"other_stops": [{"commune": "48061", "mass_kg": 1}, {"commune": "0", "mass_kg": 1}]},
        "shipment.other_stops.1.commune",
        "unknown",
    ),
    ({"other_stops": [{"commune": "48061", "mass_kg": 1}] * 6}, "shipment.other_stops", "max_length"),
]


@pytest.mark.parametrize(("change", "field", "code"), REFUSALS)
def test_a_value_outside_sense_is_refused_at_its_field(post, communes, change, field, code):
    response = post({"shipment": SHIPMENT | change})
    assert response.status_code == 400
    errors = {error["field"]: error for error in response.json()["errors"]}
    assert list(errors) == [field]
    assert errors[field]["code"] == code
    assert errors[field]["pointer"] == "/" + field.replace(".", "/")
    assert errors[field]["detail"].endswith((".", "»"))


@pytest.fixture
def communes():
    common = {"departement": "48", "postal_codes": ["48000"], "population": 1, "longitude": 3.5}
    for code, latitude in (("48095", 44.5), ("34172", 43.6), ("48061", 44.3)):
        Commune.objects.create(insee=code, name=code, latitude=latitude, **common)


BODIES = [
    ({}, "shipment", "required"),
    ({"shipment": None}, "shipment", "null"),
    ({"shipment": []}, "shipment", "invalid"),
    ({"shipment": "x"}, "shipment", "invalid"),
    ({"shipment": SHIPMENT, "own_vehicle": "van"}, "own_vehicle", "invalid"),
    ({"shipment": SHIPMENT, "own_vehicle": {"code": "spaceship"}}, "own_vehicle.code", "unknown"),
    ({"shipment": SHIPMENT, "own_vehicle": {"code": 5}}, "own_vehicle.code", "invalid"),
    ({"shipment": SHIPMENT, "own_vehicle": {"eur_per_km": -1}}, "own_vehicle.eur_per_km", "min_value"),
    ({"shipment": SHIPMENT, "own_vehicle": {"other_stops": 1.5}}, "own_vehicle.other_stops", "invalid"),
    ({"shipment": SHIPMENT, "own_vehicle": {"other_stops": -1}}, "own_vehicle.other_stops", "min_value"),
    ({"shipment": SHIPMENT, "own_vehicle": {"fill_kg": "9"}}, "own_vehicle.fill_kg", "invalid"),
    ({"shipment": SHIPMENT, "own_vehicle": {"wheels": 3}}, "own_vehicle.wheels", "unknown_field"),
    (
        {"shipment": SHIPMENT, "own_vehicle": {"fixed_eur_per_year": 4_000}},
        "own_vehicle.km_per_year",
        "required",
    ),
    (
        {
            "shipment": SHIPMENT | {"other_stops": [{"commune": "48061", "mass_kg": 1}]},
            "own_vehicle": {"distance_km": 90},
        },
        "own_vehicle.distance_km",
        "ambiguous",
    ),
    (
        {"shipment": SHIPMENT | {"addresses": 20, "other_stops": [{"commune": "48061", "mass_kg": 1}]}},
        "shipment.addresses",
        "ambiguous",
    ),
    ({"shipment": SHIPMENT, "vehicle": {}}, "vehicle", "unknown_field"),
    ({"shipment": SHIPMENT, "method": "guess"}, "method", "invalid_choice"),
    ({"shipment": SHIPMENT, "refuses_intermediaries": "no"}, "refuses_intermediaries", "invalid"),
]


@pytest.mark.parametrize(("body", "field", "code"), BODIES)
def test_a_body_outside_sense_is_refused_at_its_field(post, communes, body, field, code):
    response = post(body)
    assert response.status_code == 400
    errors = {error["field"]: error["code"] for error in response.json()["errors"]}
    assert errors == {field: code}


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_number_that_is_not_one_is_refused_at_its_field(client, literal):
    shipment = f'{{"origin": "48095", "destination": "34172", "mass_kg": {literal}}}'
    response = client.post(URL, f'{{"shipment": {shipment}}}', content_type="application/json")
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == ["shipment.mass_kg"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"shipment": SHIPMENT, "options": "hayon"}, "options"),
        ({"shipment": SHIPMENT | {"other_stops": {"commune": "48095"}}}, "shipment.other_stops"),
    ],
)
def test_what_should_be_a_list_is_asked_for_in_french(post, communes, body, field):
    [fault] = post(body).json()["errors"]
    assert (fault["field"], fault["code"]) == (field, "not_a_list")
    assert fault["detail"] == "Écrivez une liste JSON, entre crochets."


def test_several_faults_are_told_at_once(post, communes):
    change = {"origin": "00000", "destination": "00001"}
    fields = [error["field"] for error in post({"shipment": SHIPMENT | change}).json()["errors"]]
    assert fields == ["shipment.origin", "shipment.destination"]


def test_a_vehicle_of_the_future_is_not_known_yet(post, communes):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    VehicleType.objects.create(
        code="future",
        label="Futur",
        valid_from=tomorrow,
        confidence="D",
        source="Source d’essai",
        eur_per_km=1,
        energy="diesel",
        litres_per_100km=9,
        temperatures=["chilled"],
        payload_kg=500,
    )
    response = post({"shipment": SHIPMENT, "own_vehicle": {"code": "future"}})
    assert [error["field"] for error in response.json()["errors"]] == ["own_vehicle.code"]


def test_a_commune_of_yesterday_is_priced_from_that_of_today_and_the_answer_says_so(post, territory):
    before = post({"shipment": SHIPMENT | {"destination": "48076"}})
    assert before.status_code == 200, before.json()
    assert before.json()["former_names"] == ["Javols, aujourd’hui Peyre en Aubrac (48)"]
    today = post({"shipment": SHIPMENT | {"destination": "48009"}}).json()
    assert today["former_names"] == []
    assert before.json()["options"] == today["options"]


@pytest.mark.parametrize(
    ("text", "code", "candidates"),
    [
        ("Quézac", "ambiguous", ["48146", "15157"]),
        ("7000", "partial", ["07186"]),
        ("48005 Mende", "alike", ["48095"]),
    ],
)
def test_a_place_that_may_be_several_is_refused_with_the_codes_to_choose_from(
    post, territory, text, code, candidates
):
    response = post({"shipment": SHIPMENT | {"destination": text}})
    assert response.status_code == 400
    [fault] = response.json()["errors"]
    assert (fault["pointer"], fault["code"]) == ("/shipment/destination", code)
    assert [each["insee"] for each in fault["candidates"]][: len(candidates)] == candidates


def test_a_place_among_the_other_customers_is_refused_at_its_line(post, territory):
    others = [{"commune": "48095", "mass_kg": 5}, {"commune": "Quézac", "mass_kg": 5}]
    [fault] = post({"shipment": SHIPMENT | {"other_stops": others}}).json()["errors"]
    assert fault["pointer"] == "/shipment/other_stops/1/commune"
    assert len(fault["candidates"]) == 2


def test_a_place_that_nothing_bears_is_refused_without_a_list(post, territory):
    [fault] = post({"shipment": SHIPMENT | {"origin": "48999"}}).json()["errors"]
    assert (fault["code"], "candidates" in fault) == ("unknown", False)
