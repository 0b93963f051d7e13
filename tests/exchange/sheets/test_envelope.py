"""A CSV of any program: its words are read as they were typed, or its line is told; never stored broken."""

import pytest

from pat_logistics.exchange.sheets import UnreadableFileError, tables_of

HEAD = "id;name"
WORDS = [
    "Ferme du Pré, chez Hélène Brebière, né à Nîmes",
    "PRÉ DE LA FORÊT, À L'ÂNE",
    "Ça coûte : « Noël » à l'Île-d'Aubrac, n° 3",
]


def read(content):
    """The second cell of each row but the first."""
    rows = tables_of(content, is_header=lambda text: text in ("id", "name"))[""]
    return [cells[1] for _, cells in rows[1:]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_french_words_are_read_whatever_program_wrote_them(encoding, end):
    text = end.join([HEAD, *(f"{number};{words}" for number, words in enumerate(WORDS))])
    assert read(text.encode(encoding)) == WORDS


@pytest.mark.parametrize(
    "words", ["Muñoz", "Müller", "Label Rouge®", "Ô Saveurs", "12–14 h, lundi – vendredi"]
)
def test_other_letters_of_windows_are_left_as_they_are(words):
    assert read(f"{HEAD}\n1;{words}".encode("cp1252")) == [words]


def test_utf8_written_twice_is_read_once():
    twice = "\n".join([HEAD, *(f"1;{words} à 3 €" for words in WORDS)]).encode().decode("cp1252", "replace")
    if "\ufffd" in twice:  # « À » has a byte that cp1252 lacks: programs then keep it as it is
        twice = "\n".join([HEAD, f"1;{WORDS[0]} à 3 €"]).encode().decode("cp1252")
    assert read(twice.encode())[0] == f"{WORDS[0]} à 3 €"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id;name\n1;Hélène\n2;Pré".encode() + b"\xe9", "ligne 3"),
        ("id;name\n1;Ferme\n2;Ferme du PrŽ".encode(), "Ligne 3 : « PrŽ »"),
        ("id;name\n1;Hélène\n2;PrÃ© BÃ©lier".encode(), "Ligne 3 : « PrÃ© »"),
        ("id;name\n1;Hélène\n2;Ferme du Pr\ufffd".encode(), "Ligne 3 : « Pr\ufffd » .* s’est perdue"),
        ("id;name\n1;Ferme\n2;au mois d'août".encode("cp850"), "ligne 3"),
        ("id;name\n1;Ferme à Mende".encode("cp850"), "ligne 2"),
        ("id;name\n1;Noël".encode("mac_roman"), "ligne 2"),
    ],
)
def test_accents_that_two_encodings_may_read_are_refused_with_their_line(content, said):
    with pytest.raises(UnreadableFileError, match=said):
        read(content)


def test_a_sign_told_that_is_not_that_of_the_file_is_not_believed():
    content = f"sep=,\n{HEAD}\n1;Ferme, du Vent".encode()
    rows = tables_of(content, is_header=lambda text: text in ("id", "name"))[""]
    assert rows == [(2, ["id", "name"]), (3, ["1", "Ferme, du Vent"])]


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;;;;"])
def test_the_line_that_excel_writes_for_itself_is_no_header(first):
    content = f"\ufeff{first}\r\n{HEAD}\r\n1;Ferme, du Vent".encode()
    rows = tables_of(content, is_header=lambda text: False)[""]
    assert rows == [(2, ["id", "name"]), (3, ["1", "Ferme, du Vent"])]


def test_blank_rows_and_columns_of_a_csv_count_for_nothing():
    blank = ";" * 90 + "\r\n"
    content = f"{HEAD}{blank}{blank * 6_000}1;Ferme{blank}".encode()
    ((_, head), (number, row)) = tables_of(content, is_header=lambda text: text == "id", max_columns=10)[""]
    assert (head[:2], number, row[:3]) == (["id", "name"], 6_002, ["1", "Ferme", None])
