"""What a text says of the place it names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pat_logistics.territory.words import MAX_WORDS, PlaceName, whole_codes


@pytest.mark.parametrize(
    ("text", "words", "codes", "departement"),
    [
        ("St-Chély d’Apcher (48)", "saint chely d apcher", "", "48"),
        ("Mende, Lozère", "mende", "", "48"),
        ("Mende (Lozère)", "mende", "", "48"),
        ("Bastia (2b)", "bastia", "", "2B"),
        ("48 000 Mende", "mende", "48000", ""),
        ("48095.0", "", "48095", ""),
        ("Paris 15ème arr.", "paris 15e", "", ""),
        ("Lyon 1er arrondissement", "lyon 1er", "", ""),
        ("48005 MENDE CEDEX", "mende", "", "48"),
        ("97420 LE PORT CEDEX 2", "le port", "", "974"),
        ("20200 BASTIA CEDEX", "bastia", "", ""),
        ("Montagnac, le village", "montagnac le village", "", ""),
    ],
)
def test_words_codes_and_departement_are_told_apart(text, words, codes, departement):
    place = PlaceName.parse(text)
    assert (place.name, " ".join(place.codes), place.departement) == (words, codes, departement)


def test_an_article_is_left_out_only_before_a_name():
    assert PlaceName.parse("L’Hospitalet").without_article().name == "hospitalet"
    assert PlaceName.parse("Les").without_article().name == "les"
    assert PlaceName.parse("Lescure").without_article().name == "lescure"


def test_a_code_is_put_in_one_piece_and_other_figures_are_left():
    assert whole_codes("48\u202f000 Mende, 1 234 567 habitants") == "48000 Mende, 1 234 567 habitants"


@given(st.text())
def test_any_text_is_taken_apart_and_no_more_than_needed(text):
    place = PlaceName.parse(text)
    assert len(place.words) <= MAX_WORDS
    assert len(place.codes) <= 2


def test_a_text_that_names_nothing_is_no_place():
    assert not PlaceName.parse(" (48) ")
    assert PlaceName.parse("48")
