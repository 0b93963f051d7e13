"""The producer's own van: what is on board, several loads, what a range holds."""

import math

import pytest

from carriers.models import Solution
from cost_calc.calculator.presentation import highlights, option_row
from cost_calc.models import ReferenceValue
from cost_calc.pricing.comparison import compare_shipment, price_own_vehicle
from cost_calc.pricing.priced import Held
from cost_calc.pricing.question import OwnMeans
from cost_calc.words.verdict_texts import sentence
from tests.cost_calc.conftest import DAY

BY_OWN_VAN = {
    "points-de-depot-frais-drop",
    "plateforme-du-bas-languedoc",
    "casiers-frais-de-castelnau",
    "groupement-gevaudan-montpellier",
    "chronofresh",
}


@pytest.fixture
def compare(ask):
    def compared(*, own=None, **changes):
        return compare_shipment(ask(own=OwnMeans(**(own or {})), **changes), at=DAY)

    return compared


@pytest.fixture
def potatoes(compare):
    """A tonne and a half of potatoes, 12 km away."""

    def compared(mass_kg=1500.0, **own):
        given = {"distance_km": 12.0, "driving_minutes": 12.0} | own
        return compare(to="48009", mass_kg=mass_kg, family="vegetables", temperature="ambient", own=given)

    return compared


def by_id(result):
    return {row.option.id: row for row in result.priced}


def eur_per_kg(result, option="own"):
    return float(by_id(result)[option].eur_per_kg)


def codes(row):
    return {verdict.code.value for verdict in row.verdicts}


# --- filling ---------------------------------------------------------------------------------------------


def test_a_round_nobody_declared_is_not_ranked(compare):
    assert "own-round" not in by_id(compare())


@pytest.mark.parametrize(
    "own", [{"other_kg": 240.0}, {"other_stops": 4}, {"other_kg": 240.0, "other_stops": 1}]
)
def test_a_declared_round_is_ranked(compare, own):
    result = compare(own=own)
    assert "own-round" in {row.option.id for row in result.feasible}
    assert result.filled is None


@pytest.mark.parametrize("own", [{"other_kg": 0.0}, {"other_stops": 0}, {"other_kg": 0.0, "other_stops": 3}])
def test_nothing_else_on_board_is_an_answer_too(compare, own):
    result = compare(own=own)
    assert "own-round" not in by_id(result)
    assert result.filled is None
    assert Held.FILLING not in by_id(result)["own"].held


def test_what_if_the_van_were_filled_is_said_apart_for_every_way_that_takes_it(compare):
    result = compare()
    assert (result.filled.kg, result.filled.stops) == (240.0, 4)
    assert {way.filled.option.id for way in result.filled.ways} == BY_OWN_VAN | {"own-round"}
    for way in result.filled.ways:
        assert way.filled.eur_per_kg < way.today.eur_per_kg
        assert way.today in result.priced
        assert way.filled not in result.priced


def test_filling_as_supposed_costs_what_declaring_it_costs(compare):
    supposed = {way.filled.option.id: way.filled for way in compare(own={"fill_kg": 240.0}).filled.ways}
    declared = by_id(compare(own={"other_kg": 240.0}))
    for option, way in supposed.items():
        assert way.eur_per_kg == pytest.approx(declared[option].eur_per_kg)


def test_no_more_is_supposed_on_board_than_fits(compare):
    result = compare(mass_kg=700.0)
    assert result.filled.kg == 100.0 == result.filled.room_kg


@pytest.mark.parametrize("option", sorted(BY_OWN_VAN))
def test_other_kilos_bear_their_share_of_the_trip_to_a_quay_a_locker_a_meeting_point(compare, option):
    alone, shared = compare(), compare(own={"other_kg": 240.0})
    kilometres = [float(by_id(each)[option].kilometres["own"]) for each in (alone, shared)]
    assert kilometres[1] == pytest.approx(kilometres[0] * 60 / 300)
    assert eur_per_kg(shared, option) < eur_per_kg(alone, option)


def test_the_platform_of_montpellier_bears_a_fifth_of_a_shared_trip(compare):
    assert eur_per_kg(compare(), "plateforme-du-bas-languedoc") > 4
    shared = eur_per_kg(compare(own={"other_kg": 240.0}), "plateforme-du-bas-languedoc")
    assert shared == pytest.approx(1.3, abs=0.3)


def test_other_kilos_count_however_many_customers_there_are(compare):
    six = ["34172", "30189", "30007", "48061", "48140", "48092"]
    result = compare(to=six, mass_kg=20.0, own={"other_kg": 100.0})
    assert eur_per_kg(result, "own-round") < eur_per_kg(result)


def test_each_other_stop_lengthens_the_round(compare):
    lengths = [
        by_id(compare(own={"other_kg": 240.0, "other_stops": stops}))["own-round"].option.legs[0].distance_km
        for stops in (0, 1, 10)
    ]
    assert [length - lengths[0] for length in lengths] == pytest.approx([0, 5, 50])


def test_what_was_not_said_of_a_declared_round_is_named(compare):
    said = {
        name: by_id(compare(own=own))["own-round"].way.assumption
        for name, own in (
            ("kilos", {"other_stops": 2}),
            ("stops", {"other_kg": 50.0}),
            ("nothing", {"other_kg": 50.0, "other_stops": 2}),
        )
    }
    assert "faute de vos kilos" in said["kilos"]
    assert "faute de votre nombre" in said["stops"]
    assert "faute" not in said["nothing"]


def test_the_cost_of_the_own_vehicle_is_the_declared_round_when_there_is_one(ask):
    alone, shared = (
        price_own_vehicle(ask(own=OwnMeans(other_kg=kg)), at=DAY).option.id for kg in (None, 240.0)
    )
    assert (alone, shared) == ("own", "own-round")


# --- several loads ---------------------------------------------------------------------------------------


def test_potatoes_that_take_three_trips_cost_about_eighty_euros_and_come_first(potatoes):
    result = potatoes()
    own = by_id(result)["own"]
    assert result.feasible[0] is own
    assert "several-loads" in codes(own)
    assert own.quote.distance_km == pytest.approx(3 * 2 * 12)
    # 72 km at the van's rate, and a little more than three hours at 15 EUR.
    rate = own.option.legs[0].vehicle.cost.eur_per_km
    assert own.quote.total_eur == pytest.approx(72 * rate + 3.3 * 15, abs=3)


def test_a_larger_vehicle_is_proposed_when_it_is_cheaper(potatoes):
    result = potatoes()
    assert result.larger.loads < 3
    assert result.larger.priced.quote.total_eur < by_id(result)["own"].quote.total_eur
    assert result.larger.code not in by_id(result)


def test_no_larger_vehicle_is_proposed_for_what_fits(potatoes):
    assert potatoes(600.0).larger is None


def test_no_larger_vehicle_is_proposed_when_it_costs_more(potatoes):
    assert potatoes(eur_per_km=0.0, eur_per_hour=0.0).larger is None


@pytest.mark.parametrize(("mass_kg", "possible"), [(14_000.0, True), (14_100.0, False)])
def test_the_own_van_is_impossible_beyond_twenty_trips_only(potatoes, mass_kg, possible):
    own = by_id(potatoes(mass_kg))["own"]
    assert own.feasible is possible
    assert ("over-payload" in codes(own)) is not possible


def test_the_number_of_trips_allowed_is_a_value_one_may_change(potatoes):
    ReferenceValue.objects.filter(code="round.max_loads").update(value=2)
    assert not by_id(potatoes())["own"].feasible


def test_a_round_of_several_customers_and_loads_goes_back_to_them_on_average(compare):
    one = compare(to=["34172", "30189"], mass_kg=400.0)  # 800 kg: one load of the chilled van
    two = compare(to=["34172", "30189"], mass_kg=401.0)
    legs = [by_id(each)["own"] for each in (one, two)]
    back = legs[1].option.legs[0].load_km
    assert legs[1].quote.distance_km - legs[0].quote.distance_km == pytest.approx(back)
    assert back < legs[0].quote.distance_km


def test_a_customer_comes_several_times_for_what_his_car_cannot_carry(potatoes):
    collected = by_id(potatoes())["collected"]
    assert collected.quote.distance_km == pytest.approx(math.ceil(1500 / 300) * 24)
    ReferenceValue.objects.filter(code="customer.car_kg").update(value=1500)
    assert by_id(potatoes())["collected"].quote.distance_km == pytest.approx(24)


def test_what_the_customer_collects_is_never_ranked(potatoes):
    result = potatoes()
    assert [row.option.id for row in result.collected] == ["collected"]
    assert "collected" not in {row.option.id for row in result.feasible}
    assert result.priced.index(result.collected[0]) == len(result.feasible)


# --- the time there is in a day ----------------------------------------------------------------------------


@pytest.fixture
def chestnuts(compare):
    """Eight tonnes to Montpellier, 205 km away, in a van of 700 kg."""

    def compared(mass_kg=8000.0, **own):
        return compare(mass_kg=mass_kg, family="other", temperature="ambient", own=own)

    return compared


WHAT_TO_DO = " de route : plus d’une journée\u00a0; louez un camion ou demandez un devis."


def sentences(row):
    return [sentence(verdict)[0].replace("\u202f", " ") for verdict in row.verdicts]


def test_more_driving_than_a_day_holds_is_said_with_what_to_do(chestnuts):
    own = by_id(chestnuts(driving_minutes=140.0))["own"]
    assert (
        "12 trajets, 56 h de route\u00a0: plus d’une journée\u00a0; louez un camion ou demandez un devis."
        in sentences(own)
    )
    assert "long-drive" in codes(own)
    assert own.feasible


def test_one_trip_of_more_than_a_day_is_too_long_as_well(chestnuts):
    own = by_id(chestnuts(60.0, driving_minutes=271.0))["own"]
    assert (
        "1 trajet, 9 h 02 de route\u00a0: plus d’une journée\u00a0; louez un camion ou demandez un devis."
        in sentences(own)
    )
    assert "too-long-a-day" not in codes(by_id(chestnuts(60.0, driving_minutes=270.0))["own"])


def test_what_does_not_fit_in_a_day_is_never_held_up(chestnuts):
    result = chestnuts(eur_per_km=0.0, eur_per_hour=0.0)
    rows = [option_row(n, row, result) for n, row in enumerate(result.feasible, start=1)]
    assert rows[0].priced.too_long_a_day
    best = [one for one in highlights(rows) if one.title != "Votre fourgon"]
    assert best
    assert not any(one.row.priced.too_long_a_day for one in best)


def test_several_loads_nearby_are_no_long_day(potatoes):
    assert "too-long-a-day" not in codes(by_id(potatoes())["own"])


@pytest.mark.parametrize("mass_kg", [8_000.0, 20_000.0])
def test_no_larger_vehicle_is_proposed_whose_trips_do_not_fit_in_a_day_either(chestnuts, mass_kg):
    assert chestnuts(mass_kg).larger is None


# --- handling and empties --------------------------------------------------------------------------------


def test_loading_a_heavy_delivery_takes_longer_than_a_light_one(potatoes):
    light, base, heavy = (by_id(potatoes(kg))["own"].quote.minutes for kg in (2.0, 100.0, 600.0))
    assert light == base
    assert heavy - base == pytest.approx(10.0)  # five hundred kilos more, loaded and unloaded


def test_minutes_typed_for_a_stop_hold_whatever_the_kilos(potatoes):
    light, heavy = (by_id(potatoes(kg, stop_minutes=30.0))["own"].quote.minutes for kg in (100.0, 600.0))
    assert heavy - light == pytest.approx(5.0)


def test_empties_take_the_producer_s_time_and_no_kilometre_of_his_own_round(compare):
    without, with_empties = (by_id(compare(returns_kg=kg))["own"].quote for kg in (0.0, 30.0))
    assert with_empties.distance_km == without.distance_km
    assert with_empties.minutes - without.minutes == pytest.approx(3.0)


def test_a_service_that_leaves_the_empties_says_what_fetching_them_would_cost(compare):
    Solution.objects.filter(slug="ligne-fraiche-a75").update(returns_empties=False, returns_note="")
    result = compare(returns_kg=30.0)
    verdict = next(
        verdict
        for verdict in by_id(result)["ligne-fraiche-a75"].verdicts
        if verdict.code == "returns-not-taken"
    )
    own = by_id(result)["own"].quote
    driven = sum(line.eur for line in own.lines if line.component in ("vehicle", "driving"))
    assert verdict.params["fetch_eur"] == pytest.approx(driven + 3.0 / 60 * 15)


@pytest.mark.parametrize(("takes", "said"), [(True, set()), (None, {"returns-not-known"})])
def test_a_service_says_nothing_of_empties_it_takes_and_is_asked_when_it_is_silent(compare, takes, said):
    Solution.objects.filter(slug="ligne-fraiche-a75").update(returns_empties=takes, returns_note="")
    found = codes(by_id(compare(returns_kg=30.0))["ligne-fraiche-a75"])
    assert {code for code in found if code.startswith("returns")} == said
    assert not any(code.startswith("returns") for code in codes(by_id(compare())["ligne-fraiche-a75"]))


def test_empties_a_carrier_takes_weigh_in_his_carbon(compare):
    Solution.objects.filter(slug="ligne-fraiche-a75").update(returns_empties=True)
    without, with_empties = (
        by_id(compare(returns_kg=kg))["ligne-fraiche-a75"].quote.co2e_kg for kg in (0.0, 30.0)
    )
    assert with_empties == pytest.approx(without * 90 / 60)


# --- ranges ----------------------------------------------------------------------------------------------


def test_a_range_names_all_that_was_not_said(compare):
    rows = by_id(compare())
    assert set(rows["own"].held) == set(Held)
    assert set(rows["groupage-frais-mende"].held) == {Held.HOUR}


@pytest.mark.parametrize(
    ("own", "left"),
    [
        ({"eur_per_hour": 15.0}, Held.HOUR),
        ({"eur_per_km": 0.5}, Held.EUR_PER_KM),
        ({"other_kg": 0.0}, Held.FILLING),
        ({"other_kg": 240.0}, Held.FILLING),
        ({"fixed_eur_per_year": 4000.0, "km_per_year": 10_000.0}, Held.EUR_PER_KM),
    ],
)
def test_what_is_said_leaves_the_range_and_narrows_it(compare, own, left):
    told, untold = (by_id(compare(own=each))["own"] for each in (own, {}))
    assert left in untold.held
    assert left not in told.held
    widths = [(row.high_eur_per_kg - row.low_eur_per_kg) / row.eur_per_kg for row in (told, untold)]
    assert widths[0] < widths[1]


def test_the_lowest_end_is_a_full_round_at_the_lowest_values_and_the_highest_end_the_reverse(compare):
    told = {"distance_km": 100.0, "eur_per_hour": 0.0}
    row = by_id(compare(own=told))["own"]
    vehicle = row.option.legs[0].vehicle.cost.eur_per_km
    assert row.high_eur_per_kg == pytest.approx(200 * vehicle * 1.5 / 60)
    assert row.low_eur_per_kg == pytest.approx((200 + 4 * 5) * vehicle * 0.8 / 300)


def test_kilometres_are_told_by_whoever_drives_them(compare):
    rows = by_id(compare())
    assert set(rows["own"].kilometres) == {"own"}
    assert set(rows["points-de-depot-frais-drop"].kilometres) == {"own", "carrier"}
    assert set(rows["casiers-frais-de-castelnau"].kilometres) == {"own", "customer"}
    assert set(rows["groupement-gevaudan-montpellier"].kilometres) == {"own", "shared"}
    for row in rows.values():
        assert sum(row.kilometres.values()) == pytest.approx(row.quote.distance_km)
