"""A file of grids against what is stored: told line by line, and nothing half written."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carriers.models import TariffBand, TariffGrid
from pat_logistics.exchange.sheets import UnreadableFileError
from tests.carriers.exchange.files import BANDS, HEADER, NEXT_YEAR, company, file_of, run, statuses, written
from tests.factories.carriers import SolutionFactory, TariffGridFactory


@pytest.fixture
def carrier(db):
    return company()


def test_a_new_grid_is_created_line_by_line(carrier):
    report = run(carrier, file_of(*BANDS))
    assert statuses(report) == ["créée"] * 3
    grid = TariffGrid.objects.get()
    assert grid.first_day == datetime.date(NEXT_YEAR, 1, 1)
    assert [(float(band.price_eur), band.flat) for band in grid.bands.all()] == [(42.5, True), (34, False)]


def test_a_file_that_still_has_the_franco_is_taken_and_says_why_it_is_not_read(carrier):
    head, *rest = file_of(*BANDS).decode().splitlines()
    lines = [f"{head};Franco (€)", f"{rest[0]};2500", *(f"{line};" for line in rest[1:])]
    report = run(carrier, "\r\n".join(lines).encode())
    assert statuses(report) == ["créée"] * 3
    assert [len(line.notes) for line in report.lines] == [1, 0, 0]
    assert "condition de vente" in report.lines[0].notes[0]


def test_a_trial_writes_nothing(carrier):
    report = run(carrier, file_of(*BANDS), apply=False)
    assert statuses(report) == ["créée"] * 3
    assert not TariffGrid.objects.exists()


def test_a_change_says_what_became_what_and_a_missing_band_is_taken_away(carrier):
    run(carrier, file_of(*BANDS))
    report = run(carrier, file_of("0;100;45;oui"))
    assert statuses(report) == ["inchangée", "retirée", "changée"]
    assert report.lines[2].notes == ["Prix (€) : 42,5 → 45"]
    assert TariffBand.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "header"),
    [
        ("0;100;dix;oui", "Prix (€)"),
        ("0;100;1e400;oui", "Prix (€)"),
        ("0;100;10;peut-être", "Forfait"),
        ("100;50;10;oui", "À (kg)"),
        ("0;100;-5;oui", "Prix (€)"),
        (";100;10;oui", "De (kg)"),
    ],
)
def test_one_refused_line_is_named_with_its_column_and_keeps_everything_out(carrier, row, header):
    report = run(carrier, file_of(row, "100;;34;non"))
    (refused,) = [line for line in report.lines if line.status.value == "refusée"]
    assert refused.number == 3
    assert "inchangée" not in statuses(report)
    assert refused.faults[0].startswith(header)
    assert not TariffGrid.objects.exists()


@pytest.mark.parametrize("day", ["31/02/2027", "46388", "demain", "01/01/9999", "1e400"])
def test_a_date_that_does_not_exist_is_refused_at_its_column(carrier, day):
    report = run(carrier, file_of(*BANDS, first=day))
    assert report.refused
    assert any("Valable du" in detail for line in report.lines for detail in line.faults)


def test_a_service_of_someone_else_is_refused(carrier):
    SolutionFactory(slug="voisine")
    report = run(carrier, file_of(*BANDS).replace(b";ligne;", b";voisine;"))
    assert statuses(report) == ["refusée"] * 3


def test_dates_of_another_grid_are_refused_unless_it_is_asked_to_end_the_day_before(carrier):
    older = TariffGridFactory(
        solution=carrier.solutions.get(),
        name="La grille d’avant",
        valid_during=(datetime.date(2026, 1, 1), None),
    )
    report = run(carrier, file_of(*BANDS))
    assert "La grille d’avant" in report.lines[0].faults[0]
    assert not run(carrier, file_of(*BANDS), close_previous=True).refused
    older.refresh_from_db()
    assert older.last_day == datetime.date(NEXT_YEAR - 1, 12, 31)


def test_a_grid_that_has_served_is_never_rewritten(carrier, monkeypatch):
    monkeypatch.setattr("carriers.editing.is_open_to_correction", lambda grid, day: False)
    grid = TariffGridFactory(solution=carrier.solutions.get())
    content = written(grid).replace(b";42;", b";43;")
    report = run(carrier, content)
    assert "déjà servi" in " ".join(report.lines[0].faults)
    assert set(grid.bands.values_list("price_eur", flat=True)) == {42, 34}


CELLS = st.one_of(
    st.sampled_from(
        [
            "grille",
            "zone",
            "tranche",
            "ligne",
            "transport",
            "01/01/2027",
            "0",
            "100",
            "42,5",
            "oui",
            "aux 100 kg",
        ]
    ),
    st.text(max_size=12).filter(lambda text: '"' not in text and ";" not in text),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.lists(CELLS, min_size=4, max_size=14), min_size=1, max_size=5))
def test_no_content_breaks_the_report(carrier, rows):
    text = "\r\n".join([HEADER, *(";".join(row) for row in rows)])
    try:
        assert run(carrier, text.encode("utf-8", "ignore"), apply=False).lines
    except UnreadableFileError:
        return


def test_a_file_of_too_many_grids_is_refused_before_anything_is_read(carrier):
    heads = [
        f"grille;ligne;transport;{day:%d/%m/%Y};;Grille;aux 100 kg;;;;;;Déclaré;01/10/2026"
        for day in (datetime.date(NEXT_YEAR, 1, 1) + datetime.timedelta(days=n) for n in range(201))
    ]
    with pytest.raises(UnreadableFileError, match="200 grilles"):
        run(carrier, "\r\n".join([HEADER, *heads]).encode())


@pytest.mark.parametrize("typed", ["LIGNE", "Ligne du Gévaudan", "ligne  du gevaudan"])
def test_a_service_is_known_by_its_address_or_its_name_however_it_is_written(carrier, typed):
    carrier.solutions.update(name="Ligne du Gévaudan")
    report = run(carrier, file_of(*BANDS).decode().replace(";ligne;", f";{typed};").encode())
    assert statuses(report) == ["créée"] * 3


def test_a_name_that_two_services_have_says_neither(carrier):
    carrier.solutions.update(name="Ligne du Gévaudan")
    SolutionFactory(slug="autre", carrier=carrier, name="ligne du gevaudan")
    report = run(carrier, file_of(*BANDS).decode().replace(";ligne;", ";Ligne du Gévaudan;").encode())
    assert report.refused
