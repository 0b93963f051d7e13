"""Deliveries shared by month, filtered, then masked: subtracting one answer from another isolates nobody."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from needs_survey.needs.counting import Answering, farm_table, flow_table, month_table
from needs_survey.needs.filters import Asked
from needs_survey.needs.masking import MAX_SHARE
from needs_survey.needs.sources import Codes, Farms, Flows

# A delivery: farm, family, temperature, customer, months, weekdays, kilos of each month.
FLOW = st.tuples(
    st.integers(0, 5),
    st.sampled_from(["cheese", "honey"]),
    st.sampled_from(["chilled", "ambient"]),
    st.sampled_from(["market", "home"]),
    st.sampled_from([(1,), (2,), (1, 2), (1, 2, 3)]),
    st.sampled_from([(), (1,), (1, 2)]),
    st.sampled_from([1, 2, 5, 60]),
)
WORLD = st.lists(FLOW, min_size=1, max_size=25)
WANTED = {"family": "cheese", "month": 1, "temperature": "chilled", "customer": "market", "weekday": 1}
QUESTIONS = [names for size in range(4) for names in combinations(WANTED, size)]


def flows_of(world):
    columns = list(zip(*world, strict=True))
    plain = Codes.of(["" for _ in world])
    months = np.array([[month in row for month in range(1, 13)] for row in columns[4]])
    days = np.array([[not row or day in row for day in range(1, 8)] for row in columns[5]])
    return Flows(
        farm=Codes.of(columns[0]),
        epci=plain,
        origin=plain,
        destination=plain,
        destination_epci=plain,
        family=Codes.of(columns[1]),
        temperature=Codes.of(columns[2]),
        customer=Codes.of(columns[3]),
        months=months,
        weekdays=days,
        kg=np.array(columns[6], float) * months.sum(axis=1),
    )


def asked_of(names):
    return Asked("48", **{name: WANTED[name] for name in names})


def units(world, names):
    """What is behind a question: kilos of each (delivery, month)."""
    return {
        (rank, month): (row[0], row[6])
        for rank, row in enumerate(world)
        for month in row[4]
        if ("family" not in names or row[1] == "cheese")
        and ("temperature" not in names or row[2] == "chilled")
        and ("customer" not in names or row[3] == "market")
        and ("month" not in names or month == 1)
        and ("weekday" not in names or not row[5] or 1 in row[5])
    }


def unsafe(units):
    kilos = {}
    for farm, kg in units.values():
        kilos[farm] = kilos.get(farm, 0) + kg
    return bool(kilos) and (
        len(kilos) < 3 or max(kilos.values()) > MAX_SHARE * sum(kilos.values()) * (1 + 1e-9)
    )


@given(WORLD)
@settings(max_examples=60)
def test_no_two_questions_one_wider_than_the_other_isolate_anybody(world):
    flows = flows_of(world)
    told = {}
    for names in QUESTIONS:
        table = flow_table(flows, asked_of(names), np.zeros(len(world), np.int64), 1)
        if table.shown[0]:
            told[names] = units(world, names)
            assert round(table.total[0]) == sum(kg for _, kg in told[names].values())
    for names, found in told.items():
        assert not unsafe(found)
        for wider, more in told.items():
            if set(wider) < set(names):
                assert not unsafe({key: more[key] for key in more.keys() - found.keys()})


@given(WORLD)
@settings(max_examples=60)
def test_the_months_hidden_are_safe_together_where_the_year_is_told(world):
    flows = flows_of(world)
    for names in QUESTIONS:
        if "month" in names:
            continue
        table = month_table(flows, asked_of(names))
        found = units(world, names)
        hidden = {key: unit for key, unit in found.items() if not table.shown[key[1] - 1]}
        assert unsafe(found) or not unsafe(hidden)


@given(WORLD)
@settings(max_examples=60)
def test_the_answers_to_a_filter_asked_value_by_value_leave_nobody_alone(world):
    flows, whole = flows_of(world), units(world, ())
    cell = np.zeros(len(world), np.int64)
    for column, values in ((1, ("cheese", "honey")), (3, ("market", "home"))):
        name = {1: "family", 3: "customer"}[column]
        tables = {value: flow_table(flows, Asked("48", **{name: value}), cell, 1) for value in values}
        hidden = {key: unit for key, unit in whole.items() if not tables[world[key[0]][column]].shown[0]}
        assert unsafe(whole) or not unsafe(hidden)


@given(WORLD)
@settings(max_examples=60)
def test_counts_of_farms_never_differ_by_one_or_two(world):
    flows = flows_of(world)
    farms = flows.farm.values
    rows = Farms(Codes.of(farms), Codes.of(["" for _ in farms]), np.ones(len(farms)))
    nowhere = np.zeros(len(farms), np.int64)
    told = {}
    for names in QUESTIONS:
        asked = asked_of(names)
        table = farm_table(rows, asked, Answering.to(flows, asked).rows(rows.farm), nowhere, 1)
        behind = {farm for farm, _ in units(world, names).values()}
        if table.shown[0]:
            assert table.total[0] == len(behind)
            told[names] = behind
    for names, found in told.items():
        assert len(found) not in (1, 2)
        for wider, more in told.items():
            if set(wider) < set(names):
                assert len(more - found) not in (1, 2)


def test_a_lonely_value_of_a_filter_hides_the_smallest_of_the_others():
    each = [("honey", 1)] + [("cheese", 2)] * 3 + [("eggs", 5)] * 4
    world = [(farm, family, "chilled", "home", (1,), (), kg) for farm, (family, kg) in enumerate(each)]
    cell = np.zeros(len(world), np.int64)
    shown = {
        family: bool(flow_table(flows_of(world), Asked("48", family=family), cell, 1).shown[0])
        for family in ("honey", "cheese", "eggs")
    }
    assert shown == {"honey": False, "cheese": False, "eggs": True}
