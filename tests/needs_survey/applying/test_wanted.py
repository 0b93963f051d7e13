"""What answers mean in the columns of the portal."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs_survey.applying.wanted import wanted_rows
from needs_survey.enums import RowKind
from pat_logistics.vocabulary import SeasonLevel
from producers.seasons import season_in_words

DELIVERY = {
    "customer_type": "restaurant",
    "commune": "48095",
    "frequency": "weekly",
    "kg_per_delivery": "12.5",
}
CHEESE = {"family": "cheese", "temperature": "chilled", "kg_per_year": "900"}
EGGS = {"family": "eggs", "temperature": "cool", "kg_per_year": "100"}


def rows(kind, **answers):
    return [row for row in wanted_rows(answers) if row.kind == kind]


def one(kind, **answers):
    (row,) = rows(kind, **answers)
    return row


def season(*months):
    return ["normal" if month in months else "none" for month in range(1, 13)]


def test_what_was_not_answered_empties_nothing():
    assert one(RowKind.PRODUCER, name="Ferme").values == {"name": "Ferme"}


def test_no_label_is_an_answer():
    assert one(RowKind.PRODUCER, labels=["none"]).values["labels"] == []


def test_who_refuses_intermediaries_is_not_noted_as_open_to_pooling():
    profile = one(RowKind.PRODUCER, refuses_intermediaries="yes", ready_to=["carry"])
    assert profile.values["open_to_pooling"] is False
    assert profile.notes


@pytest.mark.parametrize(("ready", "pools"), [(["carry"], True), (["nothing"], False)])
def test_who_is_ready_to_something_is_open_to_pooling(ready, pools):
    assert one(RowKind.PRODUCER, ready_to=ready).values["open_to_pooling"] is pools


@pytest.mark.parametrize(
    ("answered", "column"),
    [("ambient", "ambient"), ("cool", "chilled"), ("frozen", "frozen"), ("live", "ambient")],
)
def test_a_finer_temperature_becomes_one_of_the_calculator(answered, column):
    line = one(RowKind.PRODUCT_LINE, products=[{"family": "eggs", "temperature": answered}])
    assert line.values["temperature"] == column


@given(st.lists(st.sampled_from([None, "", *SeasonLevel.values]), max_size=12))
def test_any_season_told_in_part_is_a_whole_year_or_unknown(levels):
    line = one(RowKind.PRODUCT_LINE, products=[CHEESE | {"season": levels}])
    season = line.values.get("season", [])
    assert len(season) in (0, 12)
    assert set(season) <= set(SeasonLevel.values)
    assert ("season" in line.values) == any(levels)
    assert season_in_words(season)


def test_a_month_left_empty_in_a_season_is_a_month_without():
    line = one(RowKind.PRODUCT_LINE, products=[CHEESE | {"season": ["peak", *[""] * 11]}])
    assert line.values["season"] == ["peak", *["none"] * 11]


def test_a_shelf_life_is_the_shortest_of_its_range():
    line = one(RowKind.PRODUCT_LINE, products=[CHEESE | {"shelf_life": "days_3_to_7"}])
    assert line.values["shelf_life_hours"] == 72


@pytest.mark.parametrize(
    ("frequency", "year", "half"), [("daily", 260, 130), ("weekly", 52, 26), ("monthly", 12, 6)]
)
def test_deliveries_are_counted_over_the_months_when_there_is_some(frequency, year, half):
    def counted(**product):
        flow = one(
            RowKind.FLOW, products=[CHEESE | product], deliveries=[DELIVERY | {"frequency": frequency}]
        )
        return flow.values["deliveries_per_year"]

    assert counted() == year
    assert counted(season=season(1, 2, 3, 4, 5, 6)) == half


def test_an_irregular_delivery_says_how_it_is_counted():
    flow = one(RowKind.FLOW, products=[CHEESE], deliveries=[DELIVERY | {"frequency": "on_demand"}])
    assert "12 fois par an" in flow.notes[0]


def test_goods_left_unsaid_are_the_biggest_volume_and_it_is_told():
    flow = one(RowKind.FLOW, products=[EGGS, CHEESE], deliveries=[DELIVERY])
    assert flow.goods == "cheese"
    assert "plus gros volume" in flow.notes[0]


def test_goods_of_the_only_product_need_no_word():
    assert one(RowKind.FLOW, products=[CHEESE], deliveries=[DELIVERY]).notes == ()


def test_hours_that_are_not_understood_are_told():
    flow = one(RowKind.FLOW, products=[CHEESE], deliveries=[DELIVERY | {"hours": "quand il fait jour"}])
    assert "quand il fait jour" in flow.notes[0]


@pytest.mark.parametrize(
    ("kind", "cold", "column"),
    [
        ("van", "none", "van"),
        ("van", "insulated", "van"),
        ("van", "unit", "reefer"),
        ("small_van", "unit", "small_reefer"),
        ("large_van", "unit", "large_reefer"),
        ("bike", "none", "other"),
    ],
)
def test_a_vehicle_and_its_cold_are_one_kind(kind, cold, column):
    assert one(RowKind.VEHICLE, vehicles=[{"kind": kind, "cold": cold}]).values["kind"] == column


def test_costs_go_to_the_only_vehicle():
    vehicle = {"kind": "van", "km_per_year": 20000}
    costs = {"purchase_eur": "10000", "insurance_eur_per_year": "600", "litres_per_100km": "9"}
    only = one(RowKind.VEHICLE, vehicles=[vehicle], **costs)
    assert only.values["fixed_eur_per_year"] == Decimal(2600)
    assert only.values["litres_per_100km"] == Decimal(9)
    for each in rows(RowKind.VEHICLE, vehicles=[vehicle, vehicle], **costs):
        assert "fixed_eur_per_year" not in each.values


def test_a_rent_is_counted_over_the_year_instead_of_the_purchase():
    costs = {"purchase_eur": "10000", "rent_eur_per_month": "300"}
    vehicle = one(RowKind.VEHICLE, vehicles=[{"kind": "van", "km_per_year": 20000}], **costs)
    assert vehicle.values["fixed_eur_per_year"] == Decimal(3600)


def test_free_space_is_offered_and_a_dock_is_told():
    answers = {"storage": [{"kind": "cold_room", "m3": "20", "free_m3": "5"}, {"kind": "dock"}]}
    site = one(RowKind.STORAGE_SITE, **answers)
    assert site.values["offered"] is True
    assert "quai" in one(RowKind.PRODUCER, **answers).notes[0]


@pytest.mark.parametrize(
    "answers",
    [
        {"products": "du fromage", "deliveries": 3, "labels": "none", "storage": ["x"]},
        {"products": [{"family": "moon", "kg_per_year": "beaucoup"}], "deliveries": [{"family": "moon"}]},
        {"deliveries": [DELIVERY | {"frequency": "never", "weekdays": ["lundi"]}]},
    ],
)
def test_a_version_that_asks_another_way_breaks_nothing(answers):
    assert wanted_rows(answers)
