"""Grids out to a spreadsheet and back: nothing changes on the way."""

import pytest

import carriers.demo
from carriers.models import Carrier, TariffGrid
from tests.carriers.exchange.files import company, run, statuses, written
from tests.factories.carriers import TariffGridFactory, TariffZoneFactory
from tests.factories.territory import load_region


@pytest.fixture
def carrier(db):
    return company()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_grid_of_example_comes_back_unchanged(kind):
    load_region()
    carriers.demo.load()
    for carrier in Carrier.objects.filter(solutions__grids__isnull=False).distinct().order_by("pk"):
        grids = TariffGrid.objects.filter(solution__carrier=carrier).order_by("pk")
        report = run(carrier, written(*grids, kind=kind))
        assert set(statuses(report)) == {"inchangée"}, [line.notes + line.faults for line in report.lines]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_texts_that_look_like_formulas_come_back_as_they_were(carrier, kind):
    solution = carrier.solutions.get()
    grid = TariffGridFactory(solution=solution, name="=1+1", note="'@cmd", source="+33")
    TariffZoneFactory(grid=grid, code="-M", label="=A1")
    content = written(grid, kind=kind)
    assert set(statuses(run(carrier, content))) == {"inchangée"}
    if kind == "csv":
        assert not any(
            cell.startswith(("=", "+", "-", "@")) for cell in content.decode("utf-8-sig").split(";")
        )


def test_the_price_of_a_returned_empty_goes_out_and_comes_back(carrier):
    grid = TariffGridFactory(solution=carrier.solutions.get(), return_eur="0.5")
    content = written(grid)
    assert "Reprise d’un vide (€)" in content.decode("utf-8-sig")
    TariffGrid.objects.update(return_eur="0.8")
    run(carrier, content)
    assert float(TariffGrid.objects.get().return_eur) == 0.5
