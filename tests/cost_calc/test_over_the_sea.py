"""From Mende to Fort-de-France: nothing on wheels gets there, whoever declares it delivers does."""

import pytest

from carriers.models import ServiceArea, Solution
from cost_calc.calculator.road_note import NO_ROAD, direct_road, road_note
from cost_calc.engine.lines import Component
from cost_calc.pricing.comparison import compare_shipment
from tests.cost_calc.conftest import DAY
from tests.factories.territory import CommuneFactory

FORT_DE_FRANCE = "97209"


@pytest.fixture
def fort_de_france(territory):
    return CommuneFactory(
        insee=FORT_DE_FRANCE, name="Fort-de-France", departement="972", latitude=14.603, longitude=-61.067
    )


@pytest.fixture
def result(ask, fort_de_france):
    return compare_shipment(ask(to=FORT_DE_FRANCE), at=DAY)


def codes(row):
    return {verdict.code for verdict in row.verdicts}


def test_no_vehicle_of_the_farm_or_the_customer_is_priced_over_the_sea(result):
    for row in result.priced:
        if row.option.id in {"own", "own-round", "collected"}:
            assert "no-road" in codes(row)
            assert not row.feasible
            assert float(row.quote.total_eur) != float(row.quote.total_eur)
            assert row.quote.distance_km == 0


def test_no_road_is_given_and_the_page_says_why(result):
    assert direct_road(result) is None
    assert road_note(result) == NO_ROAD


def test_nobody_who_did_not_declare_overseas_delivers_there(result):
    assert result.feasible == []


def test_a_carrier_that_declares_the_departement_delivers_there_with_an_unknown_emission(ask, fort_de_france):
    solution = Solution.objects.get(slug="chronofresh")
    ServiceArea.objects.create(solution=solution, role="delivery", departement="972")
    result = compare_shipment(ask(to=FORT_DE_FRANCE), at=DAY)
    rows = [row for row in result.feasible if row.way.solution == solution]
    assert rows
    for row in rows:
        assert "carbon-unknown" in codes(row)
        assert any(line.component == Component.TRANSPORT for line in row.quote.lines)


def test_a_round_whose_second_customer_is_over_the_sea_has_no_road_either(ask, fort_de_france):
    result = compare_shipment(ask(to=["34172", FORT_DE_FRANCE]), at=DAY)
    [own] = [row for row in result.priced if row.option.id == "own"]
    assert "no-road" in codes(own)
    assert road_note(result) == NO_ROAD
