"""The list of a result: one line each, a warning said once for all, what does not fit by reason."""

from dataclasses import replace

import pytest

from cost_calc.calculator.listing import entries, misfits
from cost_calc.calculator.presentation import option_row
from cost_calc.engine.verdicts import Code, Severity, Verdict
from cost_calc.pricing.comparison import compare_shipment
from cost_calc.pricing.question import Stop
from cost_calc.words.verdict_texts import Span, sentence
from tests.cost_calc.conftest import DAY
from tests.factories.territory import CommuneFactory


@pytest.fixture
def listed(ask):
    """Rows and entries of a delivery, and the warnings its options share."""
    result = compare_shipment(ask(), at=DAY)
    rows = [option_row(n, priced, result) for n, priced in enumerate(result.feasible, start=1)]
    return result, rows, *entries(rows, result)


def test_a_warning_of_several_options_is_said_once_with_their_numbers(listed):
    _, rows, found, shared = listed
    atp = [row.number for row in rows if Code.ATP_REQUIRED in {one.code for one in row.priced.verdicts}]
    told = [one for one in shared if one.short == "attestation ATP"]
    numbers = [number for one in told for number in one.numbers]
    assert numbers
    assert set(numbers) <= set(atp)
    for entry in found:
        assert len(entry.alone) + len(entry.shared) <= len(entry.row.verdicts)
        assert len({one.message for one in entry.alone}) == len(entry.alone)
        assert len({one.said.message for one in entry.shared}) == len(entry.shared)
        assert bool(entry.row.verdicts) == bool(entry.alone or entry.shared)
        assert not {one.said.message for one in entry.shared} & {one.message for one in entry.alone}


def test_the_worst_of_an_option_stands_in_its_line(listed):
    _, rows, found, _ = listed
    for row, entry in zip(rows, found, strict=True):
        assert entry.worst == (row.verdicts[0] if row.verdicts else None)
        assert bool(entry.worst_short) is bool(row.verdicts)


def test_numbers_that_differ_are_said_from_the_least_to_the_most():
    params = {"minutes": Span.of([373.0, 314.0]), "limit_minutes": Span.of([270.0, 270.0])}
    said, _ = sentence(Verdict(Code.LONG_DRIVE, Severity.INFORMS, params))
    assert said.replace("\u202f", " ").startswith(
        "5 h 14 à 6 h 13 de conduite : après 4 h 30, ".replace(" :", "\u00a0:")
    )


def test_a_unit_is_said_once_for_two_numbers():
    params = {"vehicle": "own", "reason": "distance", "limit_km": 80.0, "distance_km": Span(235.0, 251.0)}
    said, _ = sentence(Verdict(Code.ATP_REQUIRED, Severity.WARNS, params))
    assert said.replace("\u202f", " ").startswith("235 à 251 km au froid")


def test_what_does_not_fit_is_grouped_by_reason_and_nothing_is_lost(listed):
    result, *_ = listed
    rows = [option_row(n, priced, result) for n, priced in enumerate(result.impossible, start=1)]
    groups = misfits(rows, result)
    assert sorted(one.row.id for group in groups for one in group.misfits) == sorted(row.id for row in rows)
    sizes = [len(group.misfits) for group in groups]
    assert sizes == sorted(sizes, reverse=True)
    for group in groups:
        assert group.text.startswith(f"{len(group.misfits)}\u00a0")
        if "ne livre" in group.text:
            said = [one.message for misfit in group.misfits for one in misfit.said]
            assert not any(message.startswith("Cette solution ne livre pas") for message in said)


def test_a_customer_who_lives_too_far_is_told_once_for_all_the_stops(ask):
    far = [Stop(CommuneFactory(latitude=45.9, longitude=longitude), 20.0) for longitude in (3.2, 3.9)]
    result = compare_shipment(replace(ask(), stops=tuple(far)), at=DAY)
    rows = [option_row(n, priced, result) for n, priced in enumerate(result.impossible, start=1)]
    [told] = [
        one.said for group in misfits(rows, result) for one in group.misfits if one.row.id == "collected"
    ]
    assert len(told) == 1
    assert " à " in told[0].message.split("aller-retour")[0]
