"""CSV for programs and for people, and workbooks."""

import csv as library
import io
from datetime import date, datetime

import openpyxl
import pytest

from pat_logistics.open_data.files.tables import csv, csv_in_french, workbook
from tests.open_data.samples import open_company, open_farm, written

pytestmark = pytest.mark.django_db


def table(body, delimiter):
    return list(library.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=delimiter))


def test_a_program_reads_codes_dots_and_json():
    open_farm()
    columns = ["kind", "free_m3", "hgv_access", "is_example"]
    assert table(written(csv, "storage", columns=columns), ",") == [
        columns,
        ["cold_room", "8.0", "false", "false"],
    ]
    body = written(csv, "product-lines", columns=["packagings", "shelf_life_hours"])
    assert table(body, ",")[1] == ['["crate", "carton"]', ""]


def test_a_french_spreadsheet_reads_words_commas_and_days():
    farm = open_farm(confirmed_on=date(2026, 11, 3))
    body = written(
        csv_in_french, "producers", columns=["name", "latitude", "families", "confirmed_on", "email"]
    )
    assert body.startswith("\ufeffNom;".encode())
    assert table(body, ";") == [
        ["Nom", "Latitude (°)", "Produits", "Adresse électronique", "Vérifié le"],
        [farm.name, "44,51782", "fromage et produits laitiers", "", "03/11/2026"],
    ]
    assert table(written(csv_in_french, "flows", columns=["weekdays"]), ";")[1] == ["mardi, jeudi"]


@pytest.mark.parametrize("write", [csv, csv_in_french])
def test_a_name_is_never_run_as_a_formula(write):
    open_farm(name="=HYPERLINK(1)")
    assert b"'=HYPERLINK(1)" in written(write, "producers", columns=["name"])


def test_a_workbook_holds_real_numbers_and_dates_and_says_what_it_is():
    open_farm(confirmed_on=date(2026, 11, 3), name="=1+1")
    columns = ["name", "latitude", "refuses_intermediaries", "confirmed_on", "updated_at"]
    book = openpyxl.load_workbook(io.BytesIO(written(workbook, "producers", columns=columns)))
    [name, latitude, refuses, confirmed, updated] = [cell.value for cell in book.worksheets[0][2]]
    assert (name, latitude, refuses) == ("=1+1", 44.51782, "non")
    assert book.worksheets[0]["A2"].data_type == "s"
    assert f"{confirmed:%Y-%m-%d}" == "2026-11-03"
    assert isinstance(updated, datetime)
    about = dict(book["À propos"].iter_rows(values_only=True))
    assert about["nombre"] == "1"
    assert about["licence"] == "Licence Ouverte 2.0"


def test_hours_and_ends_of_prices_are_told():
    open_company()
    found = table(written(csv, "grids", columns=["valid_from", "valid_until", "basis"]), ",")
    assert found[1] == ["2026-01-01", "2027-01-01", "per_100kg"]
