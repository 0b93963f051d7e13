"""What a person takes for the same text, and that the database reads it alike."""

import unicodedata

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from pat_logistics.folding import fold, words_of

NAME = "Ferme du Pré Béchard"
LATIN = st.characters(max_codepoint=0x24F, exclude_characters="\x00")
SIGNS = st.sampled_from("’‘'´`-‐‑–—_ \u00a0\u202f\u2009\u00ad\u200b«»œŒæÆ½²€%&<>·\u0301\u0327")


@pytest.mark.parametrize(
    "typed",
    [
        "FERME DU PRE BECHARD",
        "ferme  du pré\u00a0béchard ",
        unicodedata.normalize("NFD", NAME),
        "Ferme-du-Pré-Béchard",
        "Ferme du\u202fPré Bé\u00adchard\u200b",
    ],
    ids=["capitals without accents", "spaces", "decomposed accents", "hyphens", "what is not seen"],
)
def test_a_name_written_otherwise_folds_to_the_same(typed):
    assert fold(typed) == fold(NAME) == "ferme du pre bechard"


@pytest.mark.parametrize("apostrophe", "'’‘´`ʼ")
def test_every_apostrophe_is_the_same(apostrophe):
    assert fold(f"moins d{apostrophe}un quart") == "moins d un quart"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("St Chély", ["saint", "chely"]),
        ("Ste-Enimie", ["sainte", "enimie"]),
        ("STS-GENIEZ", ["saints", "geniez"]),
        ("stock", ["stock"]),
        ("Cœur de Lozère", ["coeur", "de", "lozere"]),
        ("Prix (€)", ["prix", "euros"]),
        ("Durand & fils", ["durand", "et", "fils"]),
        (" – ", []),
    ],
)
def test_the_words_of_a_text(typed, words):
    assert words_of(typed) == words


@given(text=st.text(LATIN | SIGNS, max_size=40))
def test_what_is_folded_folds_to_itself(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.django_db
def test_the_database_folds_alike(db):
    @settings(max_examples=300, deadline=None)
    @given(texts=st.lists(st.text(LATIN | SIGNS, max_size=30), min_size=1, max_size=20))
    def alike(texts):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT public.fold(t) FROM unnest(%s::text[]) WITH ORDINALITY AS u(t, n) ORDER BY n", [texts]
            )
            assert [row[0] for row in cursor.fetchall()] == [fold(text) for text in texts]

    alike()
