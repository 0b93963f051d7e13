"""Grids out to a spreadsheet and back: nothing changes on the way, and nothing is half written."""

import datetime
import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import carriers.demo
from carriers.exchange import importing, reading, writing
from carriers.exchange.columns import EVERY_COLUMN
from carriers.models import Carrier, Solution, TariffBand, TariffGrid
from pat_logistics.accounts.models import Membership, Role
from pat_logistics.exchange import sheets
from pat_logistics.exchange.writing import bytes_of
from pat_logistics.folding import fold
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.carriers import SolutionFactory, TariffGridFactory, TariffZoneFactory
from tests.factories.territory import load_region

NEXT_YEAR = timezone.localdate().year + 1
HEADER = (
    "Ligne;Service;Usage;Valable du;Valable au;Nom de la grille;Mode de calcul;De (kg);À (kg);Prix (€);"
    "Forfait;Zone;Source;Date de la source"
)


def lines_of(grids):
    return [line for grid in grids for line in writing.lines_of(grid)]


def written(lines, kind="csv"):
    return bytes_of(kind, [writing.sheet_of(lines)])


@pytest.fixture
def carrier(db):
    user = UserFactory()
    Membership.objects.create(user=user, organisation=OrganisationFactory(), role=Role.CARRIER)
    solution = SolutionFactory(slug="ligne", carrier__organisation=user.memberships.get().organisation)
    solution.carrier.user = user
    return solution.carrier


def file_of(*rows, first=f"01/01/{NEXT_YEAR}"):
    head = f"grille;ligne;transport;{first};;Grille importée;aux 100 kg;;;;;;Déclaré;01/10/2026"
    body = [f"tranche;ligne;transport;{first};;;;{row};;;" for row in rows]
    return "\r\n".join([HEADER, head, *body]).encode()


BANDS = ("0;100;42,5;oui", "100;;34;non")


def run(carrier, content, **options):
    return importing.run(carrier, reading.read(content), **({"apply": True} | options))


def statuses(report):
    return [line.status.value for line in report.lines]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_grid_of_example_comes_back_unchanged(kind):
    load_region()
    carriers.demo.load()
    for carrier in Carrier.objects.filter(solutions__grids__isnull=False).distinct().order_by("pk"):
        grids = TariffGrid.objects.filter(solution__carrier=carrier).order_by("pk")
        report = run(carrier, written(lines_of(grids), kind))
        assert set(statuses(report)) == {"inchangée"}, [line.details for line in report.lines]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_texts_that_look_like_formulas_come_back_as_they_were(carrier, kind):
    solution = carrier.solutions.get()
    grid = TariffGridFactory(solution=solution, name="=1+1", note="'@cmd", source="+33")
    TariffZoneFactory(grid=grid, code="-M", label="=A1")
    content = written(writing.lines_of(grid), kind)
    assert set(statuses(run(carrier, content))) == {"inchangée"}
    if kind == "csv":
        assert not any(
            cell.startswith(("=", "+", "-", "@")) for cell in content.decode("utf-8-sig").split(";")
        )


def test_a_new_grid_is_created_line_by_line(carrier):
    report = run(carrier, file_of(*BANDS))
    assert statuses(report) == ["créée"] * 3
    grid = TariffGrid.objects.get()
    assert grid.first_day == datetime.date(NEXT_YEAR, 1, 1)
    assert [(float(band.price_eur), band.flat) for band in grid.bands.all()] == [(42.5, True), (34, False)]


def test_the_price_of_a_returned_empty_goes_out_and_comes_back(carrier):
    grid = TariffGridFactory(solution=carrier.solutions.get(), return_eur="0.5")
    content = written(writing.lines_of(grid))
    assert "Reprise d’un vide (€)" in content.decode("utf-8-sig")
    TariffGrid.objects.update(return_eur="0.8")
    run(carrier, content)
    assert float(TariffGrid.objects.get().return_eur) == 0.5


def test_a_file_that_still_has_the_franco_is_taken_and_says_why_it_is_not_read(carrier):
    head, *rest = file_of(*BANDS).decode().splitlines()
    lines = [f"{head};Franco (€)", f"{rest[0]};2500", *(f"{line};" for line in rest[1:])]
    report = run(carrier, "\r\n".join(lines).encode())
    assert statuses(report) == ["créée"] * 3
    assert [len(line.details) for line in report.lines] == [1, 0, 0]
    assert "condition de vente" in report.lines[0].details[0]


def test_a_trial_writes_nothing(carrier):
    report = run(carrier, file_of(*BANDS), apply=False)
    assert statuses(report) == ["créée"] * 3
    assert not TariffGrid.objects.exists()


def test_a_change_says_what_became_what_and_a_missing_band_is_taken_away(carrier):
    run(carrier, file_of(*BANDS))
    report = run(carrier, file_of("0;100;45;oui"))
    assert statuses(report) == ["inchangée", "retirée", "changée"]
    assert report.lines[2].details == ["Prix (€) : 42,5 → 45"]
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
    assert refused.details[0].startswith(header)
    assert not TariffGrid.objects.exists()


@pytest.mark.parametrize("day", ["31/02/2027", "46388", "demain", "01/01/9999", "1e400"])
def test_a_date_that_does_not_exist_is_refused_at_its_column(carrier, day):
    report = run(carrier, file_of(*BANDS, first=day))
    assert report.is_refused
    assert any("Valable du" in detail for line in report.lines for detail in line.details)


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
    assert "La grille d’avant" in report.lines[0].details[0]
    assert not run(carrier, file_of(*BANDS), close_previous=True).is_refused
    older.refresh_from_db()
    assert older.last_day == datetime.date(NEXT_YEAR - 1, 12, 31)


def test_a_grid_that_has_served_is_never_rewritten(carrier, monkeypatch):
    monkeypatch.setattr("carriers.editing.is_open_to_correction", lambda grid, day: False)
    grid = TariffGridFactory(solution=carrier.solutions.get())
    content = written(writing.lines_of(grid)).replace(b";42;", b";43;")
    report = run(carrier, content)
    assert "déjà servi" in " ".join(report.lines[0].details)
    assert set(grid.bands.values_list("price_eur", flat=True)) == {42, 34}


def xlsx(*rows, **changes):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name, value in changes.items():
        getattr(book.active, name)(value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 50_000_000)
    return stream.getvalue()


def with_macros():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<a/>")
        archive.writestr("xl/vbaProject.bin", b"x")
    return stream.getvalue()


KEYS = ["Ligne", "Service", "Usage", "Valable du"]


def rewritten(content, part, change):
    """The workbook with one of its parts changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            after.writestr(name, change(before.read(name)) if name == part else before.read(name))
    return stream.getvalue()


def with_a_document_type(encoding):
    """A workbook that defines an entity, and says it in this encoding."""

    def change(xml):
        text = xml.decode().removeprefix("<?xml version='1.0' encoding='UTF-8'?>")
        return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "grille">]>{text}'.encode(encoding)

    return rewritten(xlsx(KEYS, ["grille", "a", "b", "c"]), "xl/workbook.xml", change)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b"   \r\n ", "vide"),
        (b"\x00\x01\x02binaire", "lisible"),
        (b"x" * (sheets.MAX_BYTES + 1), "trop gros"),
        (b"\xd0\xcf\x11\xe0 ancien", ".xls"),
        (b"PK\x03\x04 tronque", "abîmé"),
        (b"un;deux;trois\r\n1;2;3", "Il manque la colonne"),
        (HEADER.encode() + b";Couleur\r\n", "Couleur"),
        (HEADER.encode() + b";Zone\r\n", "deux fois"),
        (HEADER.encode(), "aucune ligne"),
        (HEADER.encode() + b'\r\n"jamais ferme;', "guillemets"),
        (HEADER.encode() + b"\r\n" + b"grille;ligne\r\n" * 5_002, "5 000"),
        (HEADER.encode() + "\r\ngrille;é".encode() + b"\xe9", "mélangent"),
        (HEADER.encode("utf-16"), "aucune ligne"),
        (bomb(), "trop gros"),
        (with_macros(), "macros"),
        (xlsx(KEYS, ["=1+1", "ligne", "transport", "x"]), "formule"),
        (xlsx(KEYS, ["grille", "a", "b", "c"], merge_cells="A2:B2"), "fusionnées"),
        (xlsx(KEYS, ["grille", *[""] * 80, "loin"]), "80 colonnes"),
        (with_a_document_type("utf-8"), "pas sûr"),
        (with_a_document_type("utf-16"), "pas sûr"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_in_french(content, said):
    with pytest.raises(sheets.UnreadableFileError, match=said):
        reading.read(content)


@pytest.mark.parametrize("number", [b"1e400", b"-1e400", b"1e9"])
def test_a_number_that_is_no_day_is_a_fault_of_its_cell(number):
    content = xlsx(KEYS, ["grille", "ligne", "transport", 123.5])
    sheet = "xl/worksheets/sheet1.xml"
    (line,) = reading.read(rewritten(content, sheet, lambda xml: xml.replace(b"123.5", number)))
    assert "31/12/2026" in line.faults["Valable du"]


def test_files_of_older_spreadsheets_with_other_separators_are_read():
    text = HEADER + "\r\ngrille;ligne;transport;01/01/2027;;Été"
    for content in (text.encode("cp1252"), text.replace(";", "\t").encode(), text.replace(";", ",").encode()):
        (line,) = reading.read(content)
        assert line.cells["Nom de la grille"] == "Été"


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail),
        st.text(max_size=300).map(lambda tail: f"{HEADER}\r\n{tail}".encode("utf-8", "ignore")),
    )
)
def test_no_file_breaks_the_reading(content):
    try:
        found = reading.read(content)
    except sheets.UnreadableFileError:
        return
    assert found


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
        lines = reading.read(text.encode("utf-8", "ignore"))
    except sheets.UnreadableFileError:
        return
    assert importing.run(carrier, lines, apply=False).lines


@pytest.fixture
def staff(client, carrier):
    client.force_login(carrier.user)
    return client


def send(staff, carrier, content, name="prix.csv"):
    return staff.post(
        reverse("company:exchange", args=[carrier.slug]), {"file": SimpleUploadedFile(name, content)}
    )


def test_the_file_tried_is_the_file_written(staff, carrier):
    response = send(staff, carrier, file_of(*BANDS))
    assert not TariffGrid.objects.exists()
    apply = reverse("company:exchange_apply", args=[carrier.slug])
    staff.post(apply, {"mark": "0" * 64})
    assert not TariffGrid.objects.exists()
    for _ in range(2):  # sent twice, written once
        staff.post(apply, {"mark": response.context["mark"]})
        assert TariffGrid.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"\x00", b"PK\x03\x04", file_of("0;100;dix;oui")])
def test_a_bad_file_is_answered_on_the_page(staff, carrier, content):
    response = send(staff, carrier, content)
    assert response.status_code == 200
    assert "error-summary" in response.content.decode()


def test_the_example_is_a_file_that_can_be_imported(staff, carrier):
    for form in ("csv", "xlsx"):
        content = staff.get(reverse("company:sample", args=[carrier.slug, form])).content
        assert set(statuses(run(carrier, content, apply=False))) == {"créée"}


def test_an_export_of_many_grids_takes_as_many_queries_as_of_one(
    staff, carrier, django_assert_max_num_queries
):
    for number in range(5):
        TariffGridFactory(solution=SolutionFactory(carrier=carrier, slug=f"ligne-{number}"))
    assert Solution.objects.count() == 6
    with django_assert_max_num_queries(8):
        staff.get(reverse("company:export", args=[carrier.slug, "csv"]))


def test_a_sheet_with_damaged_data_is_refused_in_words():
    whole = io.BytesIO()
    openpyxl.Workbook().save(whole)
    content = bytearray(whole.getvalue())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    start = entry.header_offset + 30 + len(entry.filename)
    content[start] ^= 0xFF
    with pytest.raises(sheets.UnreadableFileError, match="abîmé"):
        reading.read(bytes(content))


def test_a_file_of_too_many_grids_is_refused_before_anything_is_read(carrier):
    heads = [
        f"grille;ligne;transport;{day:%d/%m/%Y};;Grille;aux 100 kg;;;;;;Déclaré;01/10/2026"
        for day in (datetime.date(NEXT_YEAR, 1, 1) + datetime.timedelta(days=n) for n in range(201))
    ]
    with pytest.raises(importing.TooManyGridsError):
        run(carrier, "\r\n".join([HEADER, *heads]).encode())


def test_no_two_headers_nor_two_choices_of_a_column_are_written_alike():
    assert len(reading.COLUMN_OF) == len(EVERY_COLUMN)
    folded = {column.header: [fold(name) for _, name in column.choices] for column in EVERY_COLUMN}
    assert [header for header, names in folded.items() if len(set(names)) < len(names)] == []


@pytest.mark.parametrize("typed", ["LIGNE", "Ligne du Gévaudan", "ligne  du gevaudan"])
def test_a_service_is_known_by_its_address_or_its_name_however_it_is_written(carrier, typed):
    carrier.solutions.update(name="Ligne du Gévaudan")
    report = run(carrier, file_of(*BANDS).decode().replace(";ligne;", f";{typed};").encode())
    assert statuses(report) == ["créée"] * 3


def test_a_name_that_two_services_have_says_neither(carrier):
    carrier.solutions.update(name="Ligne du Gévaudan")
    SolutionFactory(slug="autre", carrier=carrier, name="ligne du gevaudan")
    report = run(carrier, file_of(*BANDS).decode().replace(";ligne;", ";Ligne du Gévaudan;").encode())
    assert report.is_refused
