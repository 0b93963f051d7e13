"""The producer's own van: what is on board, several loads, what a range holds."""

import math

import pytest

from carriers.models import Solution
from cost_calc.calculator.presentation import highlights, option_row
from cost_calc.models import ReferenceValue
from cost_calc.pricing.comparison import price_own_vehicle
from cost_calc.pricing.priced import Held
from cost_calc.pricing.question import OwnMeans
from cost_calc.words.verdict_texts import sentence
from tests.cost_calc.conftest import DAY
from tests.cost_calc.pricing.rounds import by_id, codes

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
