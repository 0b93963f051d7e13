"""POST /api/v1/calculations/compare/: one delivery priced every way it can be made."""

import datetime
import math
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from carriers.models import Solution
from cost_calc.api.examples import COMPARE_REQUEST
from cost_calc.api.question_serializers import CompareSerializer
from cost_calc.api.serializers import KilometresSerializer, OptionSerializer
from cost_calc.models import VehicleType
from cost_calc.pricing.comparison import NOTICE, compare_shipment
from cost_calc.pricing.references import ReferenceSet
from pat_logistics.territory.models import Commune

URL = "/api/v1/calculations/compare/"
CASES = Path(__file__).parents[2] / "data" / "cases"
SHIPMENT = {
    "origin": "48095",
    "destination": "34172",
    "mass_kg": 60,
    "temperature": "chilled",
    "goods_value_eur": 900,
    "deliveries_per_year": 48,
    "returns_kg": 5,
    "product_family": "cheese",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(client):
    def send(body):
        return client.post(URL, body, content_type="application/json")

    return send


@pytest.fixture
def compare(post, territory):
    def send(shipment=(), **others):
        response = post({"shipment": SHIPMENT | dict(shipment)} | others)
        assert response.status_code == 200, response.json()
        return response.json()

    return send


def test_mende_to_montpellier_has_many_ways_of_many_kinds(compare):
    feasible = [option for option in compare()["options"] if option["feasible"]]
    assert len(feasible) >= 8
    assert len({option["kind"] for option in feasible}) >= 5


def test_an_option_is_written_as_it_is_described(compare):
    for option in compare()["options"]:
        assert list(option) == list(OptionSerializer().fields)
        assert list(option["kilometres"]) == list(KilometresSerializer().fields)


def test_the_answer_says_the_road_its_range_and_where_it_comes_from(compare):
    road = compare()["road"]
    assert road["source"] == "measured"
    assert road["low_km"] < 205 < road["high_km"]
    assert road["low_minutes"] < 140 < road["high_minutes"]
    assert compare({"other_stops": [{"commune": "30189", "mass_kg": 5}]})["road"] is None


def test_typed_kilometres_leave_the_minutes_and_typed_minutes_the_kilometres(compare):
    free = compare()["road"]
    by_km = compare(own_vehicle={"distance_km": 190})["road"]
    by_time = compare(own_vehicle={"driving_minutes": 155})["road"]
    assert (by_km["distance_km"], by_km["minutes"]) == (190, free["minutes"])
    assert (by_time["distance_km"], by_time["minutes"]) == (free["distance_km"], 155)
    assert (by_km["source"], by_km["minutes_source"]) == ("declared", "measured")
    assert (by_time["source"], by_time["minutes_source"]) == ("measured", "declared")


@pytest.mark.parametrize("typed", ["distance_km", "driving_minutes"])
def test_the_way_of_a_round_cannot_be_typed(post, territory, typed):
    body = {
        "shipment": SHIPMENT | {"other_stops": [{"commune": "30189", "mass_kg": 5}]},
        "own_vehicle": {typed: 150},
    }
    response = post(body)
    assert response.status_code == 400
    assert typed in str(response.json())


def test_the_api_says_what_the_service_computes(compare):
    answer = compare()
    serializer = CompareSerializer(data={"shipment": SHIPMENT})
    serializer.is_valid(raise_exception=True)
    today = timezone.localdate()
    result = compare_shipment(serializer.question(ReferenceSet.at(today)), at=today)
    assert [option["id"] for option in answer["options"]] == [row.option.id for row in result.priced]
    for option, row in zip(answer["options"], result.priced, strict=True):
        expected = float(row.quote.total_eur)
        assert option["total_eur"] == (None if math.isnan(expected) else expected)
        assert option["feasible"] == row.feasible
    assert answer["reference_date"] == today.isoformat()
    assert answer["reference_set"] == result.references.fingerprint
    assert answer["notice"] == NOTICE


def test_totals_are_the_sums_of_the_lines_and_unknown_when_one_is(compare):
    for option in compare()["options"]:
        for total, part in (("total_eur", "eur"), ("co2e_kg", "co2e_kg"), ("minutes", "minutes")):
            parts = [line[part] for line in option["lines"]]
            expected = None if None in parts else pytest.approx(sum(parts), rel=1e-12)
            assert option[total] == expected
        if option["total_eur"] is not None:
            assert option["eur_per_kg"] == pytest.approx(option["total_eur"] / 60, rel=1e-12)


def test_an_impossible_way_comes_last_with_its_reason(compare):
    options = compare({"mass_kg": 2_000})["options"]
    assert [option["feasible"] for option in options] == sorted(
        (option["feasible"] for option in options), reverse=True
    )
    for option in options:
        reasons = [v["message"] for v in option["verdicts"] if v["severity"] == "blocks"]
        assert bool(reasons) != option["feasible"]
        assert all(reasons)


def test_the_example_of_the_documentation_is_priced(post, territory):
    assert post(COMPARE_REQUEST).status_code == 200


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


def test_the_chosen_vehicle_is_the_one_that_drives(compare):
    def own(answer):
        return next(option for option in answer["options"] if option["kind"] == "own_vehicle")

    cheap = own(compare(own_vehicle={"code": "logicout_fourgonnette_e6"}))
    dear = own(compare(own_vehicle={"code": "refrigerated_van"}))
    assert cheap["total_eur"] < dear["total_eur"]
    declared = own(compare(own_vehicle={"eur_per_km": 0, "eur_per_hour": 0}))
    assert declared["total_eur"] == pytest.approx(0)


def test_a_wish_for_no_intermediary_sets_options_apart_without_hiding_them(compare):
    free, wishing = compare(), compare(refuses_intermediaries=True)
    assert {option["id"] for option in free["options"]} == {option["id"] for option in wishing["options"]}
    assert not any(option["unwanted"] for option in free["options"])
    assert any(option["unwanted"] for option in wishing["options"])


def test_several_customers_are_served_by_one_delivery(compare):
    def own(answer):
        return next(option for option in answer["options"] if option["id"] == "own")

    one = own(compare())
    several = own(compare({"mass_kg": 40, "other_stops": [{"commune": "48140", "mass_kg": 20}]}))
    assert several["distance_km"] > one["distance_km"]
    assert several["total_eur"] == pytest.approx(several["eur_per_kg"] * 60)


def test_what_else_is_on_board_is_asked_and_never_assumed(compare):
    asked, told = compare(), compare(own_vehicle={"other_kg": 240, "other_stops": 3})
    assert "own-round" not in {option["id"] for option in asked["options"]}
    assert "own-round" in {option["id"] for option in told["options"]}
    assert told["filled"] is None
    filled = asked["filled"]
    assert (filled["other_kg"], filled["other_stops"], filled["room_kg"]) == (240, 4, 740)
    assert all(way["eur_per_kg"] < way["today_eur_per_kg"] for way in filled["options"])


def test_the_filling_to_suppose_may_be_chosen(compare):
    assert compare(own_vehicle={"fill_kg": 500})["filled"]["other_kg"] == 500


def test_a_range_lists_what_it_holds(compare):
    options = {option["id"]: option for option in compare()["options"]}
    assert options["own"]["range_holds"] == ["roads", "filling", "hour", "eur_per_km"]
    for option in options.values():
        assert bool(option["range_holds"]) == (option["low_eur_per_kg"] is not None)


def test_kilometres_are_told_apart_and_add_up(compare):
    for option in compare()["options"]:
        assert sum(option["kilometres"].values()) == pytest.approx(option["distance_km"])


def test_a_vehicle_that_would_do_it_for_less_is_proposed(compare):
    potatoes = {"destination": "48009", "mass_kg": 1_500, "temperature": "ambient", "returns_kg": 0}
    answer = compare(potatoes)
    own = next(option for option in answer["options"] if option["id"] == "own")
    assert answer["larger_vehicle"]["total_eur"] < own["total_eur"]
    assert compare()["larger_vehicle"] is None


def test_the_other_carbon_method_is_named(compare):
    assert compare()["method"] == "consumption_wtw"
    assert compare(method="fr_level_1")["method"] == "fr_level_1"


def test_more_solutions_ask_the_database_no_more(post, territory):
    post({"shipment": SHIPMENT})
    with CaptureQueriesContext(connection) as whole:
        post({"shipment": SHIPMENT})
    kept = Solution.objects.filter(kind="carrier").values_list("pk", flat=True)[:2]
    Solution.objects.exclude(pk__in=list(kept)).delete()
    with CaptureQueriesContext(connection) as few:
        post({"shipment": SHIPMENT})
    assert len(few) <= len(whole) <= len(few) + 2
    assert len(whole) <= 20


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


def test_a_town_hall_taken_for_that_of_a_homonym_no_longer_lengthens_the_road(post, territory):
    """Montagnac (34) stood in Charente: 368 km. As the crow flies it is 116 km from Mende."""
    question = (CASES / "api_compare_mende_montagnac.json").read_text(encoding="utf-8")
    answer = post(question).json()
    [own] = [option for option in answer["options"] if option["id"] == "own"]
    assert 2 * 150 <= own["distance_km"] <= 2 * 200


def test_a_round_says_what_each_customer_adds_and_what_they_share(compare):
    answer = compare({"other_stops": [{"commune": "48061", "mass_kg": 40}]})
    found = answer["own_round"]
    assert [customer["name"] for customer in found["customers"]] == ["Montpellier", "Florac Trois Rivières"]
    added = sum(customer["adds"]["eur"] for customer in found["customers"])
    assert added + found["common"]["eur"] == pytest.approx(found["whole"]["eur"])
    assert found["customers"][0]["share_of_sales"] == pytest.approx(
        found["customers"][0]["adds"]["eur"] / found["customers"][0]["sales_eur"]
    )
    assert found["order"][0] == found["order"][-1] == "Mende"


def test_one_customer_has_no_round_to_tell(compare):
    assert compare()["own_round"] is None


def test_the_options_held_up_are_real_ones_and_a_filled_van_is_an_hypothesis(compare):
    answer = compare()
    options = {option["id"]: option for option in answer["options"]}
    feasible = [option for option in answer["options"] if option["feasible"]]
    best = {name: options[option] for name, option in answer["best"].items()}
    assert best["cost"]["eur_per_kg"] == min(option["eur_per_kg"] for option in feasible)
    assert best["time"]["minutes"] == min(option["minutes"] for option in feasible)
    assert not any(option["hypothetical"] for option in best.values())
    assert answer["filled"]["hypothetical"] is True


def test_each_line_names_its_leg_and_says_how_its_carbon_is_counted(compare):
    options = {option["id"]: option for option in compare()["options"]}
    bases = {
        name: {line["carbon_basis"] for line in options[name]["lines"] if line["co2e_kg"]}
        for name in ("own", "fourgon-frais-a-la-demande", "groupage-frais-mende", "chronofresh")
    }
    assert bases["own"] == bases["fourgon-frais-a-la-demande"] == {"real"}
    assert bases["groupage-frais-mende"] == {"mean"}
    assert "parcel" in bases["chronofresh"]
    names = {line["leg_name"] for line in options["points-de-depot-frais-drop"]["lines"]}
    assert "Votre véhicule jusqu’au dépôt (Mende)" in names
    assert "Transport Mende → Montpellier" in names


def test_a_verdict_says_which_leg_fails(post, territory):
    body = {"shipment": SHIPMENT, "own_vehicle": {"code": "small_van"}}
    options = {option["id"]: option for option in post(body).json()["options"]}
    found = {verdict["code"]: verdict for verdict in options["points-de-depot-frais-drop"]["verdicts"]}
    refused = found["temperature-not-offered"]
    assert refused["legs"] == [{"leg": 1, "leg_name": "Votre véhicule jusqu’au dépôt (Mende)"}]
    assert refused["message"].startswith("Votre véhicule n’a pas de froid pour aller jusqu’au dépôt (Mende).")
