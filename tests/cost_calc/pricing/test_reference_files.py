"""The shipped files: whole, all of it of use, and careful with what was corrected on the spot."""

import ast
import csv
import re
from pathlib import Path

import pytest

from cost_calc.models import ReferenceValue, VehicleType
from cost_calc.pricing.reference_files import DATA_DIR, FILES, DataFileError, load_reference_values

ROOT = Path(__file__).parents[3]
DIESEL = "energy.diesel.eur"


def rows(name):
    with (DATA_DIR / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def files(tmp_path):
    """A copy of the data files that a test may spoil."""
    for name in FILES:
        (tmp_path / name).write_text((DATA_DIR / name).read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def add_row(files, code, value, since, source="Source d’essai"):
    path = files / "reference_values.csv"
    line = f"{code},Nouvelle valeur,{value},€/l,{since},B,{source},,,\n"
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")


@pytest.mark.django_db
def test_loading_twice_adds_nothing():
    assert sum(loaded.created for loaded in load_reference_values().values()) > 100
    for loaded in load_reference_values().values():
        assert (loaded.created, loaded.refreshed, loaded.kept) == (0, 0, ())


@pytest.mark.django_db
def test_a_bad_row_is_named_and_nothing_is_written(files):
    path = files / "vehicles.csv"
    path.write_text(path.read_text().replace("0.40", "quarante"))
    with pytest.raises(DataFileError, match=r"vehicles\.csv, ligne 2"):
        load_reference_values(files)
    assert not ReferenceValue.objects.exists()


@pytest.mark.django_db
def test_a_code_given_twice_for_one_day_is_refused_with_both_lines(files):
    first = next(line for line, row in enumerate(rows("reference_values.csv"), 2) if row["code"] == DIESEL)
    add_row(files, DIESEL, 9, "2025-11-01")
    last = len(rows("reference_values.csv")) + 2
    with pytest.raises(DataFileError, match=rf"ligne {last} : « {DIESEL} » .* déjà à la ligne {first}$"):
        load_reference_values(files)
    assert not ReferenceValue.objects.exists()


@pytest.mark.django_db
def test_a_database_already_filled_gets_the_new_value_and_keeps_the_old_one(files):
    load_reference_values()
    add_row(files, DIESEL, 1.9, "2027-01-01")
    assert load_reference_values(files)["reference_values.csv"].created == 1
    assert list(ReferenceValue.objects.filter(code=DIESEL).values_list("value", flat=True)) == [
        1.9, 2.001, 1.702,
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["value", "new row", "text"])
def test_a_correction_made_here_is_neither_overwritten_nor_replaced(files, how):
    load_reference_values()
    last = ReferenceValue.objects.filter(code=DIESEL).first()
    if how == "value":
        ReferenceValue.objects.filter(pk=last.pk).update(value=1.5)
    elif how == "text":
        ReferenceValue.objects.filter(pk=last.pk).update(source="Ma station", corrected_here=True)
    else:
        last.pk, last.valid_from, last.value = None, "2026-06-01", 1.5
        last.save()
    before = list(ReferenceValue.objects.filter(code=DIESEL).values())
    add_row(files, DIESEL, 1.9, "2027-01-01")
    loaded = load_reference_values(files)["reference_values.csv"]
    assert list(ReferenceValue.objects.filter(code=DIESEL).values()) == before
    assert [text.split()[0] for text in loaded.kept] == [DIESEL]


@pytest.mark.django_db
def test_a_row_as_it_was_shipped_takes_the_texts_of_the_file():
    load_reference_values()
    ReferenceValue.objects.filter(code="threshold.mean_share").update(source="Ancienne", vat_rate=0.1)
    assert load_reference_values()["reference_values.csv"].refreshed == 1
    row = ReferenceValue.objects.get(code="threshold.mean_share")
    assert row.source.startswith("Gabnor 2014")
    assert row.vat_rate == 0


@pytest.mark.django_db
def test_a_check_made_here_later_than_the_file_s_is_not_undone():
    load_reference_values()
    ReferenceValue.objects.filter(code="energy.diesel").update(checked_on="2027-02-01")
    load_reference_values()
    assert str(ReferenceValue.objects.get(code="energy.diesel").checked_on) == "2027-02-01"


@pytest.mark.django_db
def test_a_vehicle_corrected_here_stays_as_it_is():
    load_reference_values()
    VehicleType.objects.filter(code="small_van").update(eur_per_km=0.55)
    load_reference_values()
    assert set(VehicleType.objects.filter(code="small_van").values_list("eur_per_km", flat=True)) == {0.55}


def _patterns():
    """Every text of the code that may name a value: literals as they are, f-strings with their gaps open."""
    for folder in ("cost_calc", "carriers", "pat_logistics"):
        for path in (ROOT / folder).rglob("*.py"):
            if path.parent.name == "migrations":
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield re.escape(node.value)
                elif isinstance(node, ast.JoinedStr):
                    parts = [
                        re.escape(part.value) if isinstance(part, ast.Constant) else r"[\w.]+"
                        for part in node.values
                    ]
                    if sum(len(part) for part in parts if part != r"[\w.]+") >= len("road."):
                        yield "".join(parts)


def test_every_value_shipped_is_read_by_the_code():
    texts = {pattern for pattern in _patterns() if re.fullmatch(r"[\w.\\\[\]+]+", pattern)}
    read = re.compile("|".join(sorted(texts)))
    codes = {row["code"] for row in rows("reference_values.csv")}
    assert {code for code in codes if not read.fullmatch(code)} == set()
    assert not read.fullmatch("rule.drop_point_km")


def test_an_electric_van_costs_what_its_ratio_to_the_diesel_one_says():
    latest = {row["code"]: float(row["eur_per_km"]) for row in rows("vehicles.csv")}
    assert 0.75 <= latest["small_electric_van"] / latest["small_van"] <= 0.94


def test_the_litres_of_a_van_are_those_its_published_emission_says():
    """2.51 kg of CO2 a litre burnt (arrêté of 26 April 2017): less than the 3.17 from well to wheel."""
    latest = {row["code"]: row for row in rows("vehicles.csv")}
    published = {code: row for code, row in latest.items() if row["co2e_g_per_km"]}
    assert len(published) == 4
    for row in published.values():
        assert float(row["litres_per_100km"]) == round(float(row["co2e_g_per_km"]) / 2.51 / 10, 1)
    assert [float(latest[code]["litres_per_100km"]) for code in ("small_van", "refrigerated_van")] == [7, 10]


def test_what_is_only_an_order_of_magnitude_is_never_graded_as_published():
    vehicles = rows("vehicles.csv")
    guessed = [row for row in vehicles if row["consumption_source"].startswith("Ordre de grandeur")]
    assert guessed
    assert {row["consumption_confidence"] for row in guessed} == {"D"}
