"""What « Préciser » and the API open: each answer changes the line it should, and no other."""

import pytest

from carriers.models import ServiceArea, TariffGrid
from cost_calc.calculator.forms import DETAIL_GROUPS, QuestionForm
from cost_calc.calculator.presentation import line_row
from cost_calc.engine.legs import OwnVehicleLeg
from cost_calc.engine.shipment import Shipment
from cost_calc.engine.vehicles import Trinome, Vehicle
from cost_calc.pricing.comparison import compare_shipment
from cost_calc.pricing.question import OwnMeans, Preparation
from tests.cost_calc.conftest import DAY

BASE = {"origin": "48095", "destination": "34172", "family": "cheese", "mass_kg": "60", "per_month": "4"}
API = "/api/v1/calculations/compare/"


def lines(result, option):
    priced = next(row for row in result.priced if row.option.id == option)
    amounts: dict[str, float] = {}
    for line in priced.quote.lines:
        amounts[line.component] = amounts.get(line.component, 0.0) + float(line.eur)
    return amounts


def changes(ask, option, **facts):
    """Components whose euros change, and by how much."""
    before, after = (
        lines(compare_shipment(ask(), at=DAY), option),
        lines(compare_shipment(ask(**facts), at=DAY), option),
    )
    differences = {name: after.get(name, 0.0) - before.get(name, 0.0) for name in before | after}
    return {name: eur for name, eur in differences.items() if abs(eur) > 1e-9}


def test_tolls_and_a_replacement_are_paid_by_the_own_round(ask):
    own = OwnMeans(toll_eur=12.5, replacement_hours=3, replacement_eur_per_hour=14)
    assert changes(ask, "own", own=own) == {"toll": pytest.approx(12.5), "other": pytest.approx(42.0)}


def test_a_vehicle_by_the_day_has_its_day_and_its_hours_of_cold(ask):
    # Two hours there, two back, twenty minutes of stops and loading: 260 of the 480 minutes of a day.
    own = OwnMeans(
        eur_per_km=0.3, eur_per_day=80, eur_per_cold_hour=2, cold_hours=5, driving_minutes=120, stop_minutes=5
    )
    result = compare_shipment(ask(own=own), at=DAY)
    amounts = lines(result, "own")
    loading = result.references["handling.loading_minutes"]
    assert amounts["vehicle_day"] == pytest.approx(80 * (240 + 5 + loading) / 480)
    assert amounts["cold_unit"] == pytest.approx(10)


def test_a_short_trip_bears_the_part_of_a_day_it_takes_and_says_of_what(ask):
    own = OwnMeans(eur_per_day=60, distance_km=5, driving_minutes=8, stop_minutes=10)
    result = compare_shipment(ask(own=own), at=DAY)
    row = next(row for row in result.priced if row.option.id == "own")
    line = next(line for line in row.quote.lines if line.component == "vehicle_day")
    minutes = 2 * 8 + 10 + result.references["handling.loading_minutes"]
    assert line.eur == pytest.approx(60 * minutes / 60 / 8)
    said = [(name, origin) for name, _, origin in line_row(line, float(line.eur)).inputs]
    assert said[:3] == [
        ("heures de service (conduite et arrêts)", "calculé"),
        ("heures d’une journée de travail", "estimé"),
        ("jours", "calculé"),
    ]


def test_a_long_delivery_holds_the_vehicle_several_days(ask):
    own = OwnMeans(eur_per_day=60, distance_km=200, driving_minutes=150)
    result = compare_shipment(ask(own=own, mass_kg=3_000.0, temperature="ambient"), at=DAY)
    row = next(row for row in result.priced if row.option.id == "own")
    line = next(line for line in row.quote.lines if line.component == "vehicle_day")
    assert line.eur > 60 * 5 * 300 / 60 / 8  # five trips of five hours, and the handling


def test_days_said_to_the_engine_hold_whatever_the_hours():
    vehicle = Vehicle("v", "", Trinome(0.3, 0.0, 60.0))
    leg = OwnVehicleLeg(vehicle, distance_km=10, driving_minutes=16, days=2)
    assert next(line.eur for line in leg.lines(Shipment(60)) if line.component == "vehicle_day") == 120


def test_the_other_uses_of_the_vehicle_bear_their_share_of_its_fixed_cost(ask):
    whole = OwnMeans(eur_per_km=0.2, fixed_eur_per_year=4_000, km_per_year=10_000)
    half = OwnMeans(eur_per_km=0.2, fixed_eur_per_year=4_000, km_per_year=10_000, other_use_share=0.5)
    vehicle = [lines(compare_shipment(ask(own=own), at=DAY), "own")["vehicle"] for own in (whole, half)]
    assert vehicle[1] / vehicle[0] == pytest.approx((0.2 + 0.2) / (0.2 + 0.4))


def test_crates_and_paper_work_are_counted_whichever_way_the_goods_go(ask):
    facts = {"preparation": Preparation(crates=6, eur_per_crate=1.5, order_minutes=20)}
    for option in ("own", "ligne-fraiche-a75"):
        changed = changes(ask, option, **facts)
        assert changed["packaging"] == pytest.approx(9.0)
        assert changed["orders"] == pytest.approx(5.0)


def test_parcels_are_packed_their_own_way(ask):
    """60 kg in parcels of 30 kg at most: two, at 4 EUR."""
    facts = {"preparation": Preparation(crates=6, eur_per_crate=1.5, eur_per_parcel=4)}
    assert changes(ask, "chronofresh", **facts)["packaging"] == pytest.approx(8.0)


def test_each_home_has_its_parcel(ask):
    """60 kg to thirty homes: thirty parcels, at 4 EUR."""
    alone = lines(compare_shipment(ask(addresses=30), at=DAY), "chronofresh")
    facts = {"addresses": 30, "preparation": Preparation(eur_per_parcel=4)}
    packed = lines(compare_shipment(ask(**facts), at=DAY), "chronofresh")
    assert packed["packaging"] - alone.get("packaging", 0.0) == pytest.approx(120.0)


def test_the_minutes_of_a_parcel_take_the_place_of_the_usual_ones(ask):
    """60 kg in two parcels: five minutes each instead of ten, at 15 EUR an hour."""
    assert changes(ask, "chronofresh", preparation=Preparation(minutes_per_parcel=5))[
        "other_work"
    ] == pytest.approx(-2.5)


def test_parcels_that_are_cut_are_each_packed(ask):
    """31 kg to each of two homes: 30 + 1 kg, twice."""
    facts = {"mass_kg": 62.0, "addresses": 2}
    packed = lines(
        compare_shipment(ask(**facts, preparation=Preparation(eur_per_parcel=4)), at=DAY), "chronofresh"
    )
    assert packed["packaging"] == pytest.approx(16.0)


def test_the_volume_is_charged_by_a_list_that_weighs_it(ask):
    TariffGrid.objects.filter(solution__slug="groupage-frais-mende").update(volumetric_kg_per_m3=250)
    changed = changes(ask, "groupage-frais-mende", volume_m3=2.0)
    assert changed["transport"] > 0
    crates = changes(ask, "groupage-frais-mende", preparation=Preparation(crates=40))
    assert crates["transport"] > 0


def test_an_option_is_priced_by_the_list_or_said_not_to_be(ask):
    grids = TariffGrid.objects.filter(solution__slug="groupage-frais-mende")
    grids.update(appointment_eur=12, tail_lift_eur=None)
    assert changes(ask, "groupage-frais-mende", options=("appointment",))["appointment"] == pytest.approx(12)
    result = compare_shipment(ask(options=("tail_lift",)), at=DAY)
    row = next(row for row in result.priced if row.option.id == "groupage-frais-mende")
    assert "option-not-priced" in {verdict.code for verdict in row.verdicts}
    assert not row.feasible


def test_what_has_no_price_for_an_option_asked_takes_no_place(ask):
    """No list gives a tail lift a price: of what is bought, nothing is left to rank."""
    TariffGrid.objects.update(tail_lift_eur=None)
    result = compare_shipment(ask(options=("tail_lift",)), at=DAY)
    assert {row.option.kind for row in result.feasible} <= {"own_vehicle", "collected"}
    assert "own" in {row.option.id for row in result.feasible}


def test_parcel_post_bills_the_option_its_list_gives(ask):
    TariffGrid.objects.filter(solution__slug="chronofresh").update(appointment_eur=7)
    assert changes(ask, "chronofresh", options=("appointment",))["appointment"] == pytest.approx(7)


def test_a_week_end_asks_for_a_service_that_runs_then(ask):
    TariffGrid.objects.filter(solution__slug="groupage-frais-mende").update(weekend_eur=20)
    areas = ServiceArea.objects.filter(solution__slug="groupage-frais-mende", role="delivery")
    question = ask(options=("weekend",))

    def codes():
        result = compare_shipment(question, at=DAY)
        row = next(row for row in result.priced if row.option.id == "groupage-frais-mende")
        return {verdict.code for verdict in row.verdicts}

    areas.update(weekdays=[2, 4])
    assert "day-not-served" in codes()
    areas.update(weekdays=[2, 6])
    assert not codes() & {"day-not-served", "option-not-priced"}


def test_goods_that_do_not_keep_are_not_sent_by_the_slow(ask):
    result = compare_shipment(ask(shelf_life_hours=1.0), at=DAY)
    codes = {verdict.code for row in result.priced for verdict in row.verdicts}
    assert "too-slow" in codes


def test_every_field_of_the_form_is_asked_once():
    form = QuestionForm()
    grouped = [name for _, names in DETAIL_GROUPS for name in names]
    assert len(grouped) == len(set(grouped))
    assert {field.name for field in form.detail_fields} == set(grouped)


CONSUMPTIONS = [
    ({"vehicle": "small_electric_van", "litres_per_100km": 20.6}, "litres_per_100km"),
    ({"vehicle": "small_van", "kwh_per_100km": 20.6}, "kwh_per_100km"),
    ({"litres_per_100km": 9, "kwh_per_100km": 20.6}, "kwh_per_100km"),
    ({"vehicle": "small_electric_van", "kwh_per_100km": 20.6}, None),
    ({"vehicle": "small_van", "litres_per_100km": 9}, None),
    ({"kwh_per_100km": 20.6}, None),
]


@pytest.mark.parametrize(("given", "field"), CONSUMPTIONS)
def test_a_vehicle_is_given_the_energy_it_burns_on_the_page(client, territory, given, field):
    typed = {name: str(value).replace(".", ",") for name, value in given.items()}
    page = client.get("/calculer/", BASE | typed)
    errors = page.context["form"].errors
    assert set(errors) == ({field} if field else set())
    if field:
        assert "aux 100\xa0km" in errors[field][0]
        assert f'value="{typed[field]}"' in page.content.decode()


@pytest.mark.parametrize(("given", "field"), CONSUMPTIONS)
def test_a_vehicle_is_given_the_energy_it_burns_by_the_api(client, territory, given, field):
    own = {"code" if name == "vehicle" else name: value for name, value in given.items()}
    shipment = {"origin": "48095", "destination": "34172", "mass_kg": 60}
    body = {"shipment": shipment, "own_vehicle": own}
    response = client.post(API, body, content_type="application/json")
    assert response.status_code == (400 if field else 200)
    if field:
        [fault] = response.json()["errors"]
        assert (fault["field"], fault["code"]) == (f"own_vehicle.{field}", "ambiguous")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"replacement_hours": "3"}, "replacement_eur_per_hour"),
        ({"eur_per_cold_hour": "2"}, "eur_per_day"),
        ({"eur_per_crate": "1"}, "crates"),
        ({"other_use_percent": "30"}, "fixed_eur_per_year"),
        ({"eur_per_day": "80", "fixed_eur_per_year": "4000", "km_per_year": "9000"}, "eur_per_day"),
        ({"volume_m3": "beaucoup"}, "volume_m3"),
        ({"options": "tapis"}, "options"),
    ],
)
def test_an_answer_that_lacks_another_is_told_where_it_lacks(client, territory, typed, field):
    response = client.get("/calculer/", BASE | typed)
    assert field in response.context["form"].errors
    if len(typed) == 1 and field not in typed:
        assert next(iter(typed.values())) in response.content.decode()


def test_what_is_typed_reaches_the_price(client, territory):
    typed = {"toll_eur": "12,50", "order_minutes": "20", "crates": "6", "eur_per_crate": "1,50"}
    page = client.get("/calculer/", BASE | typed).content.decode()
    for words in ("Péage", "Emballages", "Prendre la commande et facturer"):
        assert words in page


def test_the_api_takes_the_same_answers(client, territory):
    data = {
        "shipment": {"origin": "48095", "destination": "34172", "mass_kg": 60, "volume_m3": 0.4},
        "own_vehicle": {"toll_eur": 12.5, "replacement_hours": 3, "replacement_eur_per_hour": 14},
        "preparation": {"crates": 6, "eur_per_crate": 1.5, "order_minutes": 20},
        "options": ["appointment"],
    }
    answer = client.post(API, data, content_type="application/json").json()
    own = next(option for option in answer["options"] if option["id"] == "own")
    amounts = {line["component"]: line["eur"] for line in own["lines"]}
    assert (amounts["toll"], amounts["packaging"]) == (pytest.approx(12.5), pytest.approx(9.0))


@pytest.mark.parametrize(
    ("part", "values", "field"),
    [
        ("own_vehicle", {"replacement_hours": 3}, "replacement_eur_per_hour"),
        ("own_vehicle", {"other_use_share": 0.3}, "fixed_eur_per_year"),
        ("preparation", {"eur_per_crate": 3}, "crates"),
        ("options", ["tapis"], "options"),
    ],
)
def test_the_api_refuses_half_an_answer_at_its_field(client, territory, part, values, field):
    data = {"shipment": {"origin": "48095", "destination": "34172", "mass_kg": 60}, part: values}
    response = client.post(API, data, content_type="application/json")
    assert response.status_code == 400
    assert field in str(response.json())
