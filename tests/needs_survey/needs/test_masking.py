"""Masking against an attacker who holds every file of several filters, and subtracts some from others."""

from itertools import combinations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from needs_survey.needs.masking import MAX_SHARE, is_safe
from needs_survey.needs.releases import ANSWER_TABLES, FLOW_TABLES, release_of
from needs_survey.needs.rows import Codes, Rows, Several, Sum

# A delivery: farm, from, to, family, temperature, customer, months, weekdays, kilos of each month.
FLOW = st.tuples(
    st.integers(0, 7),
    st.sampled_from(["west", "east"]),
    st.sampled_from(["west", "east", "far"]),
    st.sampled_from(["cheese", "honey"]),
    st.sampled_from(["chilled", "ambient"]),
    st.sampled_from(["market", "home"]),
    st.sampled_from([(1,), (2,), (1, 2), (1, 2, 3)]),
    st.sampled_from([(), (1,), (1, 2)]),
    st.sampled_from([1, 2, 5, 60]),
)
# A busy machine draws slowly: that says nothing of the rule.
FEW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
TERRITORY = st.lists(FLOW, min_size=1, max_size=35)
MONTHS, DAYS = [1, 2, 3], [1, 2]


def rows_of(territory):
    columns = list(zip(*territory, strict=True))
    months = np.array([[month in row for month in MONTHS] for row in columns[6]])
    days = np.array([[not row or day in row for day in DAYS] for row in columns[7]])
    origin, arrival = Codes.of(columns[1]), Codes.of(columns[2])
    return Rows(
        Codes.of(columns[0]),
        np.array(columns[8], float) * months.sum(axis=1),
        {
            "epci": origin,
            "pair": Codes.pairs(origin, arrival),
            "family": Codes.of(columns[3]),
            "temperature": Codes.of(columns[4]),
            "customer": Codes.of(columns[5]),
        },
        {"month": Several(MONTHS, months, shared=True), "weekday": Several(DAYS, days)},
    )


def kilos_behind(territory, key):
    """What is behind a figure, read from the deliveries themselves: kilos of each (delivery, month)."""
    asked = dict(key)
    return {
        (rank, month): (row[0], row[8])
        for rank, row in enumerate(territory)
        for month in row[6]
        if asked.get("epci", row[1]) == row[1]
        and asked.get("pair", row[1:3]) == row[1:3]
        and asked.get("family", row[3]) == row[3]
        and asked.get("temperature", row[4]) == row[4]
        and asked.get("customer", row[5]) == row[5]
        and asked.get("month", month) == month
        and ("weekday" not in asked or not row[7] or asked["weekday"] in row[7])
    }


def unsafe(units):
    """Something, of fewer than three farms or dominated by one."""
    kilos = {}
    for farm, kg in units.values():
        kilos[farm] = kilos.get(farm, 0) + kg
    return bool(kilos) and (
        len(kilos) < 3 or max(kilos.values()) > MAX_SHARE * sum(kilos.values()) * (1 + 1e-9)
    )


def less(whole, *parts):
    taken = set().union(*parts)
    return {unit: kg for unit, kg in whole.items() if unit not in taken}


def files_of(territory):
    """Every figure told by the files of every filter, and what is behind it."""
    release = release_of(rows_of(territory), FLOW_TABLES)
    return {key: kilos_behind(territory, key) for key in release.told}, release


@given(TERRITORY)
@FEW
def test_no_file_isolates_a_farm_nor_any_two_or_three_files_together(territory):
    told, release = files_of(territory)
    # Figures of the same deliveries are one figure.
    different = list({frozenset(units): units for units in told.values()}.values())
    for units in different:
        assert not unsafe(units)
    for whole in different:
        inside = [units for units in different if units.keys() < whole.keys()]
        for part in inside:
            assert not unsafe(less(whole, part))
        for one, other in combinations(inside, 2):
            if one.keys().isdisjoint(other.keys()):
                assert not unsafe(less(whole, one, other))
    for key, found in release.told.items():
        assert round(found.value) == sum(kg for _, kg in told[key].values())
        assert found.farms == len({farm for farm, _ in told[key].values()})


@given(TERRITORY)
@FEW
def test_what_each_table_hides_is_safe_together_where_its_total_is_told(territory):
    told, release = files_of(territory)
    for total in told:
        for name in ("epci", "pair", "family", "temperature", "customer", "month"):
            if any(condition[0] == name for condition in total):
                continue
            larger = [key for key in release.told if key > total and len(key) == len(total) + 1]
            lines = [key for key in larger if name in dict(key)]
            assert lines == [] or not unsafe(less(told[total], *(told[key] for key in lines)))


@given(TERRITORY)
@FEW
def test_what_leaves_a_place_hides_nobody_among_where_it_goes(territory):
    told, _ = files_of(territory)
    for origin in ("west", "east"):
        total = told.get(frozenset({("epci", origin)}))
        lines = [
            units
            for key, units in told.items()
            if [name for name, _ in key] == ["pair"] and dict(key)["pair"][0] == origin
        ]
        assert total is None or lines == [] or not unsafe(less(total, *lines))


# An answer: a farm by its rank, its place, what it looks for, what troubles it, how ready it is.
ANSWER = st.tuples(
    st.sampled_from(["west", "east"]),
    st.sampled_from([set(), {"lockers"}, {"grouping"}, {"lockers", "grouping"}]),
    st.sampled_from([set(), {"winter"}, {"cost"}]),
    st.sampled_from(["low", "high"]),
)


def several(values, sets):
    return Several(values, np.array([[value in each for value in values] for each in sets], bool))


@given(st.lists(ANSWER, min_size=1, max_size=14))
@FEW
def test_counts_of_farms_never_differ_by_one_or_two(answers):
    columns = list(zip(*answers, strict=True))
    rows = Rows(
        Codes.of(list(range(len(answers)))),
        np.ones(len(answers)),
        {"epci": Codes.of(columns[0]), "band": Codes.of(columns[3])},
        {
            "sought": several(["lockers", "grouping"], columns[1]),
            "irritant": several(["winter", "cost"], columns[2]),
        },
    )

    def farms(key):
        asked = dict(key)
        return {
            rank
            for rank, (place, sought, irritants, band) in enumerate(answers)
            if asked.get("epci", place) == place
            and asked.get("band", band) == band
            and ("sought" not in asked or asked["sought"] in sought)
            and ("irritant" not in asked or asked["irritant"] in irritants)
        }

    told = [farms(key) for key in release_of(rows, ANSWER_TABLES).told]
    for whole in told:
        assert len(whole) not in (1, 2)
        inside = [part for part in told if part <= whole]
        for part in inside:
            assert len(whole - part) not in (1, 2)
        for one, other in combinations(inside, 2):
            assert one & other or len(whole - one - other) not in (1, 2)


def shown(*kilos_by_place):
    """Which figures are told of places whose farms are in one place each, and whether the total is."""
    each = [(kilos, place) for place, farms in enumerate(kilos_by_place) for kilos in farms]
    rows = Rows(
        Codes.of(list(range(len(each)))),
        np.array([kilos for kilos, _ in each], float),
        {"epci": Codes.of([place for _, place in each])},
        {},
    )
    release = release_of(rows, ((), ("epci",)))
    places = [release.of(frozenset({("epci", place)})) for place in range(len(kilos_by_place))]
    return [place is not None for place in places], release.of(frozenset()) is not None


def test_a_table_of_safe_figures_is_told_whole():
    assert shown([5, 5, 5], [9, 8, 7], [1, 1, 1]) == ([True, True, True], True)


def test_a_lonely_figure_hides_the_smallest_of_the_others_with_it():
    assert shown([4], [9, 9, 9], [2, 2, 2], [5, 5, 5]) == ([False, True, False, True], True)


def test_a_total_of_too_few_farms_is_masked_as_its_lines_are():
    assert shown([4, 4], []) == ([False, True], False)


def test_the_only_line_of_a_table_is_hidden_and_told_with_its_total():
    assert shown([5, 5, 5]) == ([True], True)
    assert shown([5, 5]) == ([False], False)


def test_three_equal_farms_are_told_and_two_are_not():
    assert is_safe(np.array([1.0, 1.0, 1.0]))
    assert not is_safe(np.array([1.0, 1.0]))


def test_a_farm_above_the_share_hides_the_figure():
    assert not is_safe(np.array([86.0, 7.0, 7.0]))
    assert is_safe(np.array([85.0, 8.0, 7.0]))


def test_without_rows_there_is_nothing_to_hide():
    assert shown([], []) == ([True, True], True)


def test_that_nobody_answers_both_is_not_told_of_a_farm_alone_in_one():
    columns = {"epci": Codes.of([1, 1, 1, 2, 5, 6]), "band": Codes.of([3, 3, 3, 4, 7, 8])}
    rows = Rows(Codes.of(list(range(6))), np.ones(6), columns, {})
    release = release_of(rows, ((), ("epci",), ("band",), ("epci", "band")))

    def told(**key):
        return release.of(frozenset(key.items()))

    assert told(epci=1, band=3) == told(epci=1) == Sum(3.0, 3)
    assert told(epci=2, band=3) is None
    assert told(epci=1, band=4) is None
    assert told(epci=1, band=9) == Sum(0.0, 0)
