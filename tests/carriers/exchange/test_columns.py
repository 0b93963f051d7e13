"""The columns of a file of tariffs: their names are stable, and none is taken for another."""

from carriers.enums import GridPurpose, TariffBasis
from carriers.exchange import reading
from carriers.exchange.columns import BASES, EVERY_COLUMN, HEADERS, PURPOSES, RETIRED
from pat_logistics.folding import fold


def test_no_two_headers_nor_two_choices_of_a_column_are_written_alike():
    assert len(reading.COLUMNS.named) == len(EVERY_COLUMN)
    folded = {column.header: [fold(name) for _, name in column.choices] for column in EVERY_COLUMN}
    assert [header for header, names in folded.items() if len(set(names)) < len(names)] == []


def test_every_way_of_counting_has_its_word():
    assert {value for value, _ in BASES} == set(TariffBasis.values)
    assert {value for value, _ in PURPOSES} == set(GridPurpose.values)


def test_a_column_of_older_files_is_not_written_any_more():
    assert not set(RETIRED) & set(HEADERS)
