"""One delivery, every way it can be made, with the real rows of the database."""

from dataclasses import replace

import pytest

from carriers.models import Solution
from cost_calc.engine.carbon import CarbonMethod
from cost_calc.engine.compare import OptionKind
from cost_calc.models import ReferenceValue
from cost_calc.pricing.comparison import CalculatorError, compare_shipment
from tests.cost_calc.conftest import DAY


def by_id(result, option_id):
    return next(row for row in result.priced if row.option.id == option_id)


def test_options_are_ranked_by_their_cost_per_kilo(ask):
    costs = [row.eur_per_kg for row in compare_shipment(ask(), at=DAY).feasible]
    assert costs == sorted(costs)


def test_every_total_is_the_sum_of_its_lines(ask):
    for row in compare_shipment(ask(), at=DAY).feasible:
        quote = row.quote
        assert quote.total_eur == pytest.approx(sum(line.eur for line in quote.lines))
        assert quote.co2e_kg == pytest.approx(sum(line.co2e_kg for line in quote.lines))
        assert row.eur_per_kg == pytest.approx(quote.total_eur / 60)


def test_an_impossible_option_always_says_why(ask):
    impossible = compare_shipment(ask(), at=DAY).impossible
    assert impossible
    assert all(any(v.severity == "blocks" for v in row.verdicts) for row in impossible)


def test_ambient_parcel_post_is_refused_for_cheese_and_possible_for_honey(ask):
    cold = compare_shipment(ask(), at=DAY)
    warm = compare_shipment(ask(family="honey", temperature="ambient", mass_kg=10.0), at=DAY)
    assert not by_id(cold, "colissimo").feasible
    assert by_id(warm, "colissimo").feasible


def test_an_unpublished_solution_is_never_compared(ask):
    Solution.objects.filter(slug="ligne-fraiche-a75").update(published_at=None)
    result = compare_shipment(ask(), at=DAY)
    assert "ligne-fraiche-a75" not in {row.option.id for row in result.priced}


def test_a_producer_without_intermediary_still_sees_them_apart(ask):
    result = compare_shipment(ask(refuses_intermediaries=True), at=DAY)
    kinds = {row.option.kind for row in result.feasible}
    assert OptionKind.CARRIER not in kinds
    assert OptionKind.OWN_VEHICLE in kinds
    assert OptionKind.CARRIER in {row.option.kind for row in result.unwanted}


def test_the_two_carbon_methods_are_never_mixed(ask):
    for method in CarbonMethod:
        for row in compare_shipment(ask(method=method), at=DAY).priced:
            assert row.quote.carbon_method in (method, None)


def test_a_newer_reference_value_is_used_from_its_date_on(ask):
    hour = ReferenceValue.objects.get(code="labour.eur_per_hour")
    hour.pk, hour.value, hour.valid_from = None, 30.0, DAY
    hour.save()
    before = compare_shipment(ask(), at=DAY.replace(day=22))
    after = compare_shipment(ask(), at=DAY)
    assert by_id(after, "own").eur_per_kg > by_id(before, "own").eur_per_kg
    assert before.references.fingerprint != after.references.fingerprint


@pytest.mark.parametrize("copies", [0, 25])
def test_the_number_of_queries_does_not_depend_on_the_number_of_solutions(
    ask, copies, django_assert_max_num_queries
):
    original = Solution.objects.get(slug="ligne-fraiche-a75")
    grids, areas = list(original.grids.all()), list(original.areas.all())  # grids without bands: on quote
    for number in range(copies):
        original.pk, original.slug = None, f"copie-{number}"
        original.save()
        for row in [*grids, *areas]:
            row.pk, row.solution = None, original
            row.save()
    question = ask()
    with django_assert_max_num_queries(14):
        assert len(compare_shipment(question, at=DAY).priced) >= 17 + copies


@pytest.mark.parametrize(("most", "left_out"), [(2, True), (60, False)])
def test_the_result_says_when_more_solutions_fit_than_are_priced(ask, monkeypatch, most, left_out):
    for module in ("carriers.models.shortlist", "cost_calc.pricing.comparison"):
        monkeypatch.setattr(f"{module}.MAX_FITTING", most)
    result = compare_shipment(ask(), at=DAY)
    assert result.fitting >= 8
    assert bool(result.left_out) == left_out
    assert (f"{most} solutions sur les {result.fitting} " in result.left_out) == left_out


def test_solutions_that_do_not_fit_are_not_counted(ask):
    before = compare_shipment(ask(), at=DAY).fitting
    Solution.objects.filter(slug="ligne-fraiche-a75").update(temperatures=["ambient"])
    assert compare_shipment(ask(), at=DAY).fitting == before - 1


def test_the_range_of_an_estimate_surrounds_it(ask):
    for row in compare_shipment(ask(), at=DAY).feasible:
        if row.low_eur_per_kg is not None:
            assert row.low_eur_per_kg <= row.eur_per_kg <= row.high_eur_per_kg
            assert row.low_eur_per_kg < row.high_eur_per_kg
            assert row.held


def test_the_question_is_not_changed_by_its_answer(ask):
    question = ask()
    copy = replace(question)
    compare_shipment(question, at=DAY)
    assert question == copy


def test_an_expired_attestation_no_longer_counts(ask):
    solution = Solution.objects.filter(slug="groupage-frais-mende")
    solution.update(atp_attested=True, atp_expires_on=DAY.replace(day=22))
    expired = by_id(compare_shipment(ask(), at=DAY), "groupage-frais-mende")
    solution.update(atp_expires_on=DAY)
    valid = by_id(compare_shipment(ask(), at=DAY), "groupage-frais-mende")
    assert "atp-required" in {verdict.code for verdict in expired.verdicts}
    assert "atp-required" not in {verdict.code for verdict in valid.verdicts}


@pytest.mark.parametrize("code", ["car.kgco2e_per_km", "road.local_km", "energy.diesel", "parcel.daf"])
def test_a_missing_reference_value_is_our_fault_and_is_said(ask, code):
    question = ask()
    ReferenceValue.objects.filter(code=code).delete()
    with pytest.raises(CalculatorError, match=code.replace(".", r"\.")):
        compare_shipment(question, at=DAY)
