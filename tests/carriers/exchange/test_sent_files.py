"""Files of prices as carriers really send them: their values are the ones that were typed."""

import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from carriers import checks
from carriers.models import TariffGrid
from tests.carriers.exchange.files import run, statuses
from tests.factories.carriers import SolutionFactory

CASES = Path(__file__).parents[2] / "data" / "cases"

pytestmark = pytest.mark.django_db


@pytest.fixture
def carrier():
    return SolutionFactory(slug="messagerie-produits-secs").carrier


@pytest.fixture
def send(carrier):
    def send(name, **options):
        content = (CASES / name).read_bytes()
        return run(carrier, content, **options)

    return send


def prices():
    return [float(band.price_eur) for band in TariffGrid.objects.get().bands.order_by("min_kg")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("tarif_bruit_de_virgule_flottante.xlsx", [3.3, 133.8, 57.7]),
        ("tarif_colonnes_vides_en_trop.csv", [12.5, 18, 25]),
        ("tarif_ligne_vide_mise_en_forme_tout_en_bas.xlsx", [12.5, 18]),
        ("tarif_prix_format_monetaire.csv", [12.5, 18, 1025]),
        ("tarif_sep_excel.csv", [12.5, 18, 25]),
    ],
)
def test_the_prices_are_the_ones_that_were_typed(send, name, expected):
    report = send(name)
    assert set(statuses(report)) == {"créée"}, [line.faults for line in report.lines]
    assert prices() == expected
    assert TariffGrid.objects.get().first_day == datetime.date(2028, 1, 1)


def test_the_same_file_with_years_of_two_figures_changes_nothing(send):
    send("tarif_tranches_entieres_avec_trous.csv")
    report = send("tarif_meme_fichier_annee_deux_chiffres.csv")
    assert set(statuses(report)) == {"inchangée"}, [line.faults for line in report.lines]
    assert report.changes_nothing


@pytest.mark.parametrize("apply", [True, False])
def test_the_report_names_what_the_page_of_the_grid_would_warn_of(send, apply):
    send("tarif_tranches_entieres_avec_trous.csv")
    grid = TariffGrid.objects.get()
    expected = list(checks.warnings(grid, list(grid.bands.all()), []))
    report = send("tarif_tranches_entieres_avec_trous.csv", apply=apply)
    assert report.lines[0].warnings == expected
    assert expected
    assert not any(line.warnings for line in report.lines[1:])


def test_percentages_are_read_with_their_sign_and_only_where_they_are_due(carrier):
    head = "Ligne;Service;Usage;Valable du;Nom de la grille;Mode de calcul;Part de la valeur (%);Minimum (€);"
    head += "Source;Date de la source"
    row = "grille;messagerie-produits-secs;transport;01/01/2028;Part;part de la valeur;{};{};Essai;01/11/2026"
    for share, minimum in (("8,5 %", "12,50 €"), ("8,5", "25 %")):
        content = f"{head}\n{row.format(share, minimum)}".encode()
        report = run(carrier, content, apply=False)
        if minimum.endswith("€"):
            assert statuses(report) == ["créée"], report.lines[0].faults
        else:
            assert report.lines[0].faults == ["Minimum (€) : Écrivez un nombre, par exemple 12,50."]
    run(carrier, f"{head}\n{row.format('8,5 %', '12,50 €')}".encode())
    grid = TariffGrid.objects.get()
    assert (grid.percent_of_value, grid.minimum_eur) == (Decimal("0.085"), Decimal("12.5"))
