"""Lists of every shape, as one table; and what is none, refused in French."""

import io
import json
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pat_logistics.exchange import records
from pat_logistics.exchange.records import records_of
from pat_logistics.exchange.sheets import UnreadableFileError

KNOWN = ("nom", "commune")


def read(content):
    return records_of(content, lambda text: text.lower() in KNOWN)


def refusal(content):
    with pytest.raises(UnreadableFileError) as caught:
        read(content)
    return str(caught.value)


def json_of(told):
    return json.dumps(told, ensure_ascii=False).encode()


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_a_csv_is_read_whatever_parts_its_columns(sign):
    found = read(sign.join(["Nom", "Commune", "Autre"]).encode() + b"\nFerme" + sign.encode() + b"Mende\n")
    assert (found.headers, found.rows) == (("Nom", "Commune", "Autre"), [(2, ["Ferme", "Mende", ""])])


def test_columns_that_nobody_knows_part_all_the_same():
    assert read(b"a,b,c\n1,2,3\n").headers == ("a", "b", "c")


def test_a_workbook_gives_its_sheet_of_farms():
    book = openpyxl.Workbook()
    book.active.append(["Lisez-moi", ""])
    book.active.append(["Ceci explique le tableau"])
    sheet = book.create_sheet("Fermes")
    sheet.append(["Nom", "Commune", "Bio"])
    sheet.append(["Ferme du Vent", "Mende", True])
    file = io.BytesIO()
    book.save(file)
    assert read(file.getvalue()).rows == [(2, ["Ferme du Vent", "Mende", "oui"])]


def test_a_title_above_the_table_merged_or_not_is_no_column():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Liste des producteurs, novembre 2026"])
    sheet.append([])
    sheet.append(["Nom", "Commune"])
    sheet.append(["Ferme du Vent", "Mende"])
    sheet.merge_cells("A1:B1")
    file = io.BytesIO()
    book.save(file)
    assert read(file.getvalue()) == records.Records(("Nom", "Commune"), [(4, ["Ferme du Vent", "Mende"])])
    assert read(b"Ma liste\n\nNom;Commune\nFerme;Mende\n").rows == [(4, ["Ferme", "Mende"])]


def test_columns_that_nobody_knows_are_those_of_the_first_row():
    assert read(b"a;b\nNom;1\n").headers == ("a", "b")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (rb'[{"nom": "Ferme \ud800 x"}]', ("nom", "Ferme \ufffd x")),
        (rb'[{"n\ud800m": "Ferme"}]', ("n\ufffdm", "Ferme")),
        (rb'[{"n\u0000om": "Fer\u0000me"}]', ("n om", "Fer me")),
        (b'[{"": "Ferme"}]', ("sans titre", "Ferme")),
    ],
)
def test_signs_that_no_database_keeps_are_not_kept(content, told):
    found = read(content)
    assert (found.headers[0], found.rows[0][1][0]) == told


@pytest.mark.parametrize("axis", ["1" + "0" * 400, "NaN", "Infinity", '"a"', "[[1]]"])
def test_a_position_that_is_none_leaves_the_farm(axis):
    start = '{"type": "FeatureCollection", "features": [{"properties": {"nom": "Ferme"}, "geometry": '
    found = read(f'{start}{{"type": "Point", "coordinates": [{axis}, 1]}}}}]}}'.encode())
    assert found.rows[0][1][0] == "Ferme"


def test_a_long_csv_goes_in_a_zip():
    line = b"Ferme du Vent;Mende;" + b"x" * 100 + b"\n"
    content = b"Nom;Commune;Texte\n" + line * (records.MAX_RECORDS - 1)
    assert "trop gros : 3 Mo" in refusal(content)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("fermes.csv", content)
    assert len(read(file.getvalue()).rows) == records.MAX_RECORDS - 1
    with zipfile.ZipFile(file := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("fermes.csv", content + line * 2)
    assert "plus de 50 000 lignes" in refusal(file.getvalue()).replace("\u202f", " ")
    with zipfile.ZipFile(file := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bombe.csv", b"x" * (records.MAX_UNZIPPED + 1))
    assert "trop gros" in refusal(file.getvalue())


def test_a_geojson_gives_positions_even_of_shapes():
    square = [[[3, 44], [4, 44], [4, 45], [3, 45], [3, 44]]]
    features = [
        {
            "geometry": {"type": "Point", "coordinates": [3.5, 44.5]},
            "properties": {"nom": "A"},
        },
        {
            "geometry": {"type": "Polygon", "coordinates": square},
            "properties": {"nom": "B"},
        },
        {"geometry": None, "properties": {"nom": "C"}},
        {"geometry": {"type": "Point", "coordinates": ["x"]}, "properties": None},
    ]
    found = read(json_of({"type": "FeatureCollection", "features": features}))
    assert found.headers == ("nom", "latitude", "longitude")
    assert [texts for _, texts in found.rows] == [
        ["A", "44.5", "3.5"],
        ["B", "44.5", "3.5"],
        ["C", "", ""],
        ["", "", ""],
    ]


def test_overpass_gives_its_tags():
    elements = [
        {"type": "node", "lat": 44.5, "lon": 3.5, "tags": {"name": "Ferme", "addr:city": "Mende"}},
        {"type": "way", "center": {"lat": 44.1, "lon": 3.1}, "tags": {"name": "Mas"}},
    ]
    found = read(json_of({"version": 0.6, "elements": elements}))
    assert found.headers == ("name", "addr:city", "latitude", "longitude")
    assert found.rows[1] == (2, ["Mas", "", "44.1", "3.1"])


def test_what_is_nested_is_told_by_its_path():
    farm = {
        "denominationcourante": "Ferme",
        "adressesOperateurs": [
            {"ville": "PARIS", "typeAdresseOperateurs": ["Siège social"]},
            {"ville": "MENDE", "lat": 44.5, "typeAdresseOperateurs": ["Lieu d'activité"]},
        ],
        "productions": [{"nom": "Ovins, caprins : lait"}, {"nom": "Miel"}],
        "sitesWeb": [],
    }
    found = read(json_of({"nbTotal": 1, "items": [farm]}))
    told = dict(zip(found.headers, found.rows[0][1], strict=True))
    assert told["adressesOperateurs.ville"] == "MENDE"
    assert told["productions.nom"] == "Ovins, caprins : lait ; Miel"


def test_of_too_many_columns_the_most_filled_are_kept():
    wide = [{"nom": "A", **{f"k{n}": "x" for n in range(200)}}, {"nom": "B"}]
    found = read(json_of(wide))
    assert len(found.headers) == records.MAX_COLUMNS
    assert found.headers[0] == "nom"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "vide"),
        (b"Nom;Commune\n", "aucune ligne"),
        (b"Nom;Nom\nA;B\n", "deux fois"),
        (b"Nom;Commune\nA;B;C;D\n", "Ligne 2"),
        (b"%PDF-1.4", "PDF"),
        (b"{", "JSON"),
        (b"[" * 100_000, "niveaux"),
        (b"[1, 2]", "liste d\u2019objets"),
        (b'{"a": 1}', "pas de liste"),
        (b'{"items": [1]}', "liste d\u2019objets"),
        (b'{"type": "FeatureCollection"}', "liste d\u2019objets"),
        (b"[]", "aucune ligne"),
        (b"[\xff]", "JSON"),
        (b'[{"a": ' + b"9" * 5_000 + b"}]", "JSON"),
        (b"[" + b" " * 3_000_001 + b"]", "trop gros"),
    ],
)
def test_what_is_no_list_is_refused_in_french(content, told):
    assert told in refusal(content)


def test_what_a_database_writes_for_nothing_is_nothing():
    assert read(b"Nom;Commune\nA;\\N\nB;NULL\n").rows == [(2, ["A", ""]), (3, ["B", ""])]


def test_a_text_is_one_line_without_control_sign():
    assert read(json_of([{"nom": "A\n\x00 B\t"}])).rows == [(1, ["A B"])]


@given(
    st.lists(
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
            ),
            max_leaves=10,
        ),
        max_size=4,
    )
)
def test_any_json_gives_a_table_or_an_answer(told):
    try:
        found = read(json_of(told))
    except UnreadableFileError:
        return
    assert all(len(texts) == len(found.headers) for _, texts in found.rows)
