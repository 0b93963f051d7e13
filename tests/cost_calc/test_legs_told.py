"""A verdict is told of the leg that fails, and of the customer who is too small: never of another company."""

import pytest

from cost_calc.pricing.comparison import compare_shipment
from cost_calc.pricing.question import OwnMeans, Stop
from cost_calc.words.verdict_texts import all_said, told
from pat_logistics.territory.models import Commune
from tests.cost_calc.conftest import DAY

NEAR = ("48095", "48061")  # Mende, Florac


def by_id(result, option_id):
    return next(row for row in result.priced if row.option.id == option_id)


def words(row, result):
    found = all_said(row.verdicts, result.references.rules, told(row.way, result.question))
    return [said.message for said in found]


@pytest.fixture
def without_cold(ask):
    return compare_shipment(ask(own=OwnMeans(vehicle_code="small_van")), at=DAY)


def dropped(result):
    """Options whose first leg is the producer's own vehicle."""
    rows = [row for row in result.priced if row.way.solution and row.way.trips[0].kind == "own"]
    return [row for row in rows if any(v.legs == (1,) for v in row.verdicts)]


def test_a_van_without_cold_is_told_of_the_van_and_not_of_the_company(without_cold):
    rows = dropped(without_cold)
    assert rows
    for row in rows:
        assert any(
            text.startswith("Votre véhicule n’a pas de froid pour aller jusqu")
            for text in words(row, without_cold)
        )
        if "chilled" in row.way.solution.temperatures:
            assert not any("Ne transporte pas" in text for text in words(row, without_cold))


def test_a_company_that_takes_no_cold_is_still_told_so(ask):
    result = compare_shipment(ask(), at=DAY)
    assert "Ne transporte pas les produits frais (0 à +4\u00a0°C)." in words(
        by_id(result, "colissimo"), result
    )


def test_the_own_vehicle_alone_is_told_without_a_place_to_go(without_cold):
    (text,) = [t for t in words(by_id(without_cold, "own"), without_cold) if "froid" in t]
    assert text.startswith("Votre véhicule n’a pas de froid.")


def boxes(ask, *, to, **means):
    own = OwnMeans(cool_boxes=True, **means)
    return compare_shipment(ask(to=to, own=own), at=DAY)


@pytest.mark.parametrize("code", ["car", "small_van"])
def test_cool_boxes_make_a_near_delivery_possible_with_a_warning(ask, code):
    row = by_id(boxes(ask, to=NEAR[1], vehicle_code=code), "own")
    assert row.feasible
    assert [v.code for v in row.verdicts if v.severity == "warns"] == ["cool-boxes"]


def test_cool_boxes_do_not_go_beyond_the_distance_of_the_law(ask):
    row = by_id(boxes(ask, to="34172", vehicle_code="car"), "own")
    assert "cool-boxes-too-far" in [v.code for v in row.verdicts if v.severity == "blocks"]


def test_cool_boxes_hold_nothing_frozen(ask):
    question = ask(to=NEAR[1], temperature="frozen", own=OwnMeans(vehicle_code="car", cool_boxes=True))
    row = by_id(compare_shipment(question, at=DAY), "own")
    assert "temperature-not-offered" in [v.code for v in row.verdicts]


def test_without_a_vehicle_chosen_boxes_are_priced_in_a_small_van(ask):
    result = boxes(ask, to=NEAR[1])
    assert "sans froid" in by_id(result, "own").way.assumption


def test_a_vehicle_without_cold_unit_burns_nothing_for_the_cold(ask):
    row = by_id(boxes(ask, to=NEAR[1], vehicle_code="car"), "own")
    carbon = next(line for line in row.quote.lines if line.component == "carbon")
    assert "uplift" not in [item.name for item in carbon.inputs]


def test_a_car_is_named_a_car(ask):
    assert by_id(boxes(ask, to=NEAR[1], vehicle_code="car"), "own").option.label.startswith("Votre voiture")


@pytest.fixture
def small_stop(ask):
    """A round of which one customer is under the minimum of a carrier."""
    question = ask(to=["34172", "48061"], mass_kg=60.0)
    few = Stop(Commune.objects.get(pk="48061"), 4.0)
    question = ask(stops=(question.stops[0], few))
    return compare_shipment(question, at=DAY)


def test_the_customer_under_the_minimum_of_a_carrier_is_named(small_stop):
    rows = [
        row
        for row in small_stop.priced
        if any(v.code == "under-min-weight" and v.params.get("drops") == (2,) for v in row.verdicts)
    ]
    assert rows
    for row in rows:
        assert any(
            "4\u00a0kg à Florac Trois Rivières" in t or "kg à Florac" in t for t in words(row, small_stop)
        )


def test_every_leg_of_every_option_has_a_name(small_stop):
    for row in small_stop.priced:
        assert len(row.way.steps) == len(row.option.legs)
        assert all(step.name for step in row.way.steps)
