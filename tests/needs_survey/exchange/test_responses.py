"""A file, and the responses it holds with the lines of their tables."""

import pytest

from pat_logistics.exchange.sheets import UnreadableFileError
from tests.needs_survey.exchange.files import (
    DELIVERY,
    WHOLE,
    run,
    stored,
    xlsx_of,
)

pytestmark = pytest.mark.django_db


def test_tables_may_have_a_sheet_each(advisor):
    simple = {name: text for name, text in WHOLE.items() if "_1_" not in name}
    content = xlsx_of(
        reponses=[list(simple), list(simple.values())],
        products=[["id", "family", "temperature"], ["1", "honey", "ambient"], ["1", "eggs", "cool"]],
        deliveries=[["id", *DELIVERY], ["1", *DELIVERY.values()]],
    )
    assert run(advisor, content).lines[0].faults == []
    assert [row["family"] for row in stored().answers["products"]] == ["honey", "eggs"]
    assert stored().answers["deliveries"] == [DELIVERY]


def test_a_fault_of_a_sheet_says_its_line(advisor):
    sheets = {"reponses": [["id", "name"], ["1", "Ferme"]], "products": [["id", "family"], ["1", "licorne"]]}
    content = xlsx_of(**sheets)
    (told,) = run(advisor, content).lines
    assert "feuille products, ligne 2, colonne family" in told.reread[0]


def test_an_export_of_kobotoolbox_is_read_with_its_groups_and_its_repeats(advisor):
    groups = {
        f"section_{'costs' if name == 'cost_known' else 'x'}/{name}": text
        for name, text in WHOLE.items()
        if "_1_" not in name and name != "id"
    }
    main = {"start": "2026-11-02T10:00", **groups, "_id": 41, "_uuid": "5f0c", "_index": 1, "_tags": ""}
    repeat = "section_products/products"
    content = xlsx_of(
        **{"Diagnostic des besoins": [list(main), list(main.values())]},
        products=[
            [f"{repeat}/family", f"{repeat}/temperature", f"{repeat}/packaging/bulk", "_parent_index"],
            ["honey", "ambient", 1, 1],
        ],
        deliveries=[[*DELIVERY, "_parent_index"], [*DELIVERY.values(), 1]],
    )
    assert run(advisor, content).lines[0].faults == []
    assert stored().answers["products"] == [
        {"family": "honey", "temperature": "ambient", "packaging": ["bulk"]}
    ]


def test_an_export_of_odk_is_read_with_its_dashes_and_its_keys(advisor):
    groups = {f"section_x-{name}": text for name, text in WHOLE.items() if "_1_" not in name and name != "id"}
    main = {"SubmissionDate": "2026-11-02", **groups, "meta-instanceID": "uuid:5f0c", "KEY": "uuid:5f0c"}
    content = xlsx_of(
        Submissions=[list(main), list(main.values())],
        products=[
            ["family", "temperature", "PARENT_KEY", "KEY"],
            ["honey", "ambient", "uuid:5f0c", "uuid:5f0c/1"],
        ],
        deliveries=[[*DELIVERY, "PARENT_KEY"], [*DELIVERY.values(), "uuid:5f0c"]],
    )
    (told,) = run(advisor, content).lines
    assert (told.faults, told.missing) == ([], [])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b"\x00\x01", "lisible"),
        (b"PK\x03\x04 tronque", "abîmé"),
        (b"name;couleur\r\nFerme;bleu", "couleur"),
        (b"name;name\r\nFerme;Ferme", "deux fois"),
        (b"name;NAME (Nom)\r\nFerme;Ferme", "deux fois"),
        (b"name;commune\r\n", "aucune réponse"),
        (b"name;\r\nFerme;perdu", "sans titre"),
        (b"name\r\n" + b"Ferme\r\n" * 50_001, "50\u202f000 lignes"),
        (b"name;" * 2001 + b"\r\n", "2000 colonnes"),
        (xlsx_of(reponses=[["name"], ["Ferme"]], autres=[["x"], ["y"]]), "autres"),
        (xlsx_of(products=[["id"], ["1"]]), "Aucune feuille"),
        (xlsx_of(reponses=[["id", "name"], ["1", "x"]], products=[["id", "family"], ["9", "eggs"]]), "« 9 »"),
        (xlsx_of(reponses=[["name"], ["x"]], products=[["family"], ["eggs"]]), "aucune réponse ne porte"),
        (xlsx_of(reponses=[["id", "name"], ["1", "x"]], products=[["id", "km"], ["1", "4"]]), "km"),
    ],
)  # fmt: skip
def test_a_file_that_makes_no_sense_is_answered_in_french(advisor, content, said):
    with pytest.raises(UnreadableFileError, match=said):
        run(advisor, content)
