"""Some customers by a solution, the others by oneself."""

import pytest

from carriers.models import Solution
from cost_calc.engine.compare import OptionKind
from cost_calc.pricing.comparison import compare_shipment
from cost_calc.pricing.question import OwnMeans
from cost_calc.quoting.matches import matching
from cost_calc.words.texts import KINDS
from tests.cost_calc.conftest import DAY
from tests.cost_calc.pricing.rounds import FLORAC, LANGOGNE, MARVEJOLS, MENDE, MONTPELLIER, own, stops


@pytest.fixture
def mixes(result):
    return [row for row in result.feasible if row.option.kind is OptionKind.MIXED]


def test_a_carrier_may_take_the_far_customer_and_the_producer_the_others(mixes, result):
    assert mixes
    for row in mixes:
        assert row.quote.total_eur < own(result).quote.total_eur
        served = {trip.places[-1].pk for trip in row.way.trips if trip.kind == "carrier"}
        driven = {place.pk for place in row.way.trips[-1].places} - {MENDE}
        assert served | driven == {FLORAC, LANGOGNE, MARVEJOLS, MONTPELLIER}
        assert not served & driven


def test_a_mixed_answer_is_the_sum_of_its_lines_each_of_a_named_leg(mixes):
    for row in mixes:
        lines = row.quote.lines
        assert row.quote.total_eur == pytest.approx(sum(line.eur for line in lines))
        assert all(row.way.step(line.leg).name for line in lines)
        assert row.way.steps[-1].name.startswith("Votre véhicule pour ")


def test_a_mixed_answer_carries_every_kilo_once(mixes, week):
    for row in mixes:
        carried = [leg.mass_kg for leg in row.option.legs if leg.moved_by == "carrier"]
        driven = row.option.legs[-1].mass_kg
        assert sum(carried) + driven == pytest.approx(week.mass_kg)


def test_a_mixed_answer_is_ranked_with_the_others(result):
    costs = [row.eur_per_kg for row in result.feasible]
    assert costs == sorted(costs)


def test_no_split_is_proposed_when_the_solution_alone_is_cheaper(result):
    whole = {row.way.solution: row for row in result.feasible if row.option.kind is not OptionKind.MIXED}
    for row in result.feasible:
        if row.option.kind is OptionKind.MIXED and row.way.solution in whole:
            assert row.quote.total_eur < whole[row.way.solution].quote.total_eur


def test_a_carrier_excluded_by_one_customer_takes_the_others(ask):
    """His minimum is 20 kg: 4 kg for one customer excludes him from the round, not from the rest of it."""
    question = ask(stops=stops((MONTPELLIER, 150.0), (FLORAC, 4.0)), own=OwnMeans(eur_per_hour=20.0))
    Solution.objects.filter(slug="ligne-fraiche-a75").update(min_kg=20)
    result = compare_shipment(question, at=DAY)
    mixed = [row for row in result.feasible if row.option.id.startswith("ligne-fraiche-a75")]
    assert [row.option.kind for row in mixed][:1] == [OptionKind.MIXED]


def test_carriers_are_asked_for_the_whole_delivery_and_never_for_a_part(result):
    found = matching(result, asked={}, refused=set())
    kinds = {match.kind for match in [*found.askable, *found.to_call, *found.impossible]}
    assert KINDS[OptionKind.MIXED] not in kinds
