"""Whether a carbon figure is a real trip or a mean load is said beside it."""

import pytest

from cost_calc.engine.carbon import CarbonMethod
from cost_calc.pricing.comparison import compare_shipment
from cost_calc.words.carbon_marks import EXPLAINED, Mark, difference, explained, mark, marks
from tests.cost_calc.conftest import DAY


@pytest.mark.parametrize("method", CarbonMethod)
def test_every_line_that_emits_bears_its_mark(ask, method):
    for row in compare_shipment(ask(method=method), at=DAY).priced:
        for line in row.quote.lines:
            assert bool(mark(line)) is bool(line.co2e_kg), line


def test_a_van_of_one_s_own_is_a_real_trip_and_a_grouped_carrier_a_mean_load(ask):
    rows = {row.option.id: row for row in compare_shipment(ask(), at=DAY).priced}
    assert marks(rows["own"].quote.lines) == [Mark.REAL]
    assert marks(rows["groupage-frais-mende"].quote.lines) == [Mark.MEAN]


def test_a_list_counted_in_one_way_needs_no_warning():
    assert difference([[Mark.REAL], [Mark.REAL, Mark.MEAN], [Mark.UNKNOWN], []]) == ""


def test_a_list_counted_in_several_ways_says_so():
    said = difference([[Mark.REAL], [Mark.MEAN], [Mark.MEAN, Mark.REAL]])
    assert "de plusieurs façons" in said


def test_only_the_marks_shown_are_explained():
    assert [name for name, _ in explained([[Mark.MEAN], [Mark.MEAN]])] == ["charge moyenne"]
    assert set(EXPLAINED) == set(Mark) - {Mark.UNKNOWN}
