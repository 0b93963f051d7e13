"""What a comparison answers in JSON: one delivery priced every way it can be made."""

import math
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from carriers.models import Solution
from cost_calc.api.question_serializers import CompareSerializer
from cost_calc.api.serializers import KilometresSerializer, OptionSerializer
from cost_calc.pricing.comparison import NOTICE, compare_shipment
from cost_calc.pricing.references import ReferenceSet
from tests.cost_calc.api.conftest import SHIPMENT

CASES = Path(__file__).parents[2] / "data" / "cases"


pytestmark = pytest.mark.django_db


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
