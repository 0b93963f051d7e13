"""The file of tariffs to start from: it is taken as it is given."""

import datetime

import pytest

from carriers.exchange import writing
from carriers.exchange.samples import sample_lines
from carriers.models import TariffGrid
from pat_logistics.exchange.writing import bytes_of
from tests.carriers.exchange.files import company, run, statuses

TODAY = datetime.date(2026, 12, 31)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_it_is_taken_as_it_is_given(kind):
    report = run(company(), bytes_of(kind, [writing.sheet_of(sample_lines("ligne", TODAY))]))
    assert statuses(report) == ["créée"] * 5
    grid = TariffGrid.objects.get()
    assert grid.first_day == datetime.date(2027, 1, 1)
    assert [zone.code for zone in grid.zones.all()] == ["MONTAGNE"]
    assert [(band.min_kg, band.max_kg) for band in grid.bands.order_by("min_kg")] == [
        (0, 100),
        (100, 300),
        (300, None),
    ]


def test_it_says_that_it_is_invented():
    grid, *_ = sample_lines("ligne", TODAY)
    assert (grid["Source"], grid["Date de la source"]) == ("Exemple inventé", TODAY)
    assert "à remplacer" in grid["Nom de la grille"]
