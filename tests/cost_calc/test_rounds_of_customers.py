"""A round of several customers: what each costs, with and without him, and a solution for some of them."""

from dataclasses import replace

import pytest

from carriers.models import Solution
from cost_calc.engine.compare import OptionKind
from cost_calc.pricing.comparison import compare_shipment
from cost_calc.pricing.question import OwnMeans, Stop
from cost_calc.quoting.matches import matching, today_costs
from cost_calc.words.texts import KINDS
from pat_logistics.territory.models import Commune
from tests.cost_calc.conftest import DAY

MENDE, FLORAC, LANGOGNE, MARVEJOLS, MONTPELLIER = "48095", "48061", "48080", "48092", "34172"


def stops(*pairs):
    return tuple(Stop(Commune.objects.get(pk=code), kg) for code, kg in pairs)


@pytest.fixture
def week(ask):
    """A week's round from Mende: three near customers, one far."""
    return ask(stops=stops((FLORAC, 40.0), (LANGOGNE, 30.0), (MARVEJOLS, 60.0), (MONTPELLIER, 25.0)))


@pytest.fixture
def result(week):
    return compare_shipment(week, at=DAY)


def own(result):
    return next(row for row in result.priced if row.option.id == "own")


def test_each_customer_adds_what_the_round_loses_without_him(result, week):
    for customer in result.own_round.customers:
        rest = tuple(stop for stop in week.stops if stop is not customer.stop)
        alone = own(compare_shipment(replace(week, stops=rest), at=DAY)).quote
        assert customer.without.eur == pytest.approx(float(alone.total_eur))
        assert customer.adds.eur == pytest.approx(float(own(result).quote.total_eur) - customer.without.eur)
        assert customer.adds.minutes == pytest.approx(float(own(result).quote.minutes) - float(alone.minutes))
        assert customer.adds.co2e_kg == pytest.approx(float(own(result).quote.co2e_kg) - float(alone.co2e_kg))


def test_what_they_add_and_what_they_share_make_the_round(result):
    parts, whole = result.own_round, own(result).quote
    added = sum(customer.adds.eur for customer in parts.customers)
    assert added + parts.common.eur == pytest.approx(float(whole.total_eur))
    assert parts.common.eur > 0


def test_the_far_customer_adds_the_most_to_the_round(result):
    dearest = max(result.own_round.customers, key=lambda customer: customer.adds.eur)
    assert dearest.stop.commune.pk == MONTPELLIER


def test_without_a_customer_the_others_are_served_in_their_best_order(result):
    for customer in result.own_round.customers:
        assert customer.order[0].pk == customer.order[-1].pk == MENDE
        assert customer.stop.commune not in customer.order
        assert len(customer.order) == len(result.own_round.customers) + 1


def test_what_a_customer_adds_is_held_against_what_he_buys(week):
    first = compare_shipment(replace(week, goods_value_eur=1550.0), at=DAY).own_round.customers[0]
    assert first.sales_eur == pytest.approx(400.0)  # 40 kg of the 155, at 10 € a kilo
    assert first.share_of_sales == pytest.approx(first.adds.eur / 400.0)


def test_one_customer_has_no_round_to_share(ask):
    assert compare_shipment(ask(), at=DAY).own_round is None


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


def test_a_filled_van_is_an_hypothesis_and_never_the_best_nor_what_it_costs_today(ask):
    result = compare_shipment(ask(mass_kg=40.0), at=DAY)
    filled = [row.filled for row in result.filled.ways]
    assert all(row.way.hypothetical for row in filled)
    assert not any(row.way.hypothetical for row in result.priced)
    assert all(row in result.priced for row in result.best.values())
    assert [row["label"] for row in today_costs(result)] == ["Votre fourgon, trajet exprès"]


def test_the_page_of_a_round_tells_each_customer_with_and_without_him(client, territory):
    asked = {"origin": MENDE, "destination": FLORAC, "family": "cheese", "mass_kg": "40", "times": "1"}
    asked |= {"period": "week", "stop_2": MONTPELLIER, "kg_2": "25", "price_eur_per_kg": "12"}
    page = client.get("/calculer/", asked)
    found = page.context["result"].own_round
    words = page.text.replace("\u202f", " ").replace("\u00a0", " ")
    assert page.status_code == 200
    assert "Ce que coûte chaque client de votre tournée" in words
    for customer in found.customers:
        assert f"{customer.without.eur:.2f}".replace(".", ",") in words
