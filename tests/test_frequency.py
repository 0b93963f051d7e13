"""How often, as people say it."""

import pytest

from pat_logistics.frequency import Frequency, Period, usual


@pytest.mark.parametrize(
    ("times", "period", "per_year"),
    [
        (1, Period.WEEK, 52),
        (2, Period.WEEK, 104),
        (1, Period.FORTNIGHT, 26),
        (4, Period.MONTH, 48),
        (10, Period.YEAR, 10),
    ],
)
def test_a_year_has_52_weeks_and_12_months(times, period, per_year):
    assert Frequency(times, period).per_year == per_year


def test_it_is_said_as_it_was_typed_with_what_it_comes_to():
    assert str(Frequency(4.0, Period.MONTH)) == "4 fois par mois"
    assert Frequency(4.0, Period.MONTH).in_full == "4 fois par mois (48 par an)"
    assert Frequency(1.0, Period.FORTNIGHT).in_full == "1 fois tous les 15 jours (26 par an)"
    assert Frequency(10.0, Period.YEAR).in_full == "10 fois par an"


@pytest.mark.parametrize(
    ("per_year", "said"),
    [
        (52, "1 fois par semaine"),
        (104, "2 fois par semaine"),
        (26, "1 fois tous les 15 jours"),
        (48, "4 fois par mois"),
        (47, "47 fois par an"),
    ],
)
def test_a_number_of_times_a_year_is_said_as_people_would(per_year, said):
    assert str(usual(per_year)) == said
