"""One delivery against its other ways, and the year of all of them, from figures given."""

import pytest

from cost_calc.diagnosis.delivery_costs import Deliveries, DeliveryCost, WayCost


def way(eur, minutes=60, co2e_kg=2.0):
    return WayCost(f"{eur} €", eur=eur, eur_per_kg=eur / 10, minutes=minutes, co2e_kg=co2e_kg)


def delivery(now, *others, per_year=52, **more):
    return DeliveryCost("Mende", "", "", kg=10, per_year=per_year, now=now, others=others, **more)


def test_a_change_is_the_difference_over_the_deliveries_of_the_year():
    [(_, change)] = delivery(way(50), way(30, minutes=10, co2e_kg=3)).rows
    assert (change.eur, change.minutes, change.co2e_kg) == (52 * -20, 52 * -50, 52 * 1)


@pytest.mark.parametrize(("now", "per_year"), [(None, 52), (way(50), None)])
def test_without_the_price_of_today_or_the_frequency_no_change_is_told(now, per_year):
    assert delivery(now, way(30), per_year=per_year).rows == [(way(30), None)]


def test_the_carbon_of_a_change_is_unknown_with_one_of_its_two_ends():
    [(_, change)] = delivery(way(50), way(30, co2e_kg=None)).rows
    assert (change.eur, change.co2e_kg) == (52 * -20, None)


def test_a_year_adds_up_the_deliveries_known_each_by_its_cheapest_way():
    known = [delivery(way(50), way(30, minutes=10)), delivery(way(20), way(40), per_year=10)]
    year = Deliveries((*known, delivery(None, way(5)), delivery(way(90), per_year=None))).year
    assert (year.count, year.now_eur, year.best_eur) == (2, 52 * 50 + 10 * 20, 52 * 30 + 10 * 20)
    assert (year.now_minutes, year.best_minutes) == (62 * 60, 52 * 10 + 10 * 60)
    assert (year.now_co2e_kg, year.best_co2e_kg) == (62 * 2, 62 * 2)


def test_who_sells_there_keeps_the_trip_of_today():
    assert delivery(way(50), way(30), sells_there=True).best == way(50)
