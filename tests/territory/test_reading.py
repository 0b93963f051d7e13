"""A commune among the words of a search."""

import pytest

from pat_logistics.territory.reading import place_in, place_like
from producers.search import is_no_place

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "commune", "rest"),
    [
        ("st chely", "Saint-Chély-d'Apcher (48)", ""),
        ("fromage marvejols", "Marvejols (48)", "fromage"),
        ("Mende miel bio", "Mende (48)", "miel bio"),
        ("le puy en velay", "Le Puy-en-Velay (43)", ""),
        ("légumes 48000", "Mende (48)", "legumes"),
        ("casiers florac", "Florac Trois Rivières (48)", "casiers"),
    ],
)
def test_the_place_is_told_from_the_other_words(real_communes, text, commune, rest):
    place = place_in(text, is_no_place)
    assert (str(place.commune), place.rest) == (commune, rest)


@pytest.mark.parametrize("text", ["miel bio", "fromage", "saint", "", "%", "xyzzy", "de la"])
def test_what_names_no_commune_for_sure_names_none(real_communes, text):
    assert place_in(text, is_no_place) is None


def test_it_takes_one_query_whatever_the_words(real_communes, django_assert_num_queries):
    with django_assert_num_queries(1):
        place_in("un deux trois quatre cinq six sept huit", is_no_place)


@pytest.mark.parametrize(
    ("text", "commune", "rest"),
    [
        ("ispanhac fromge", "Ispagnac (48)", "fromge"),
        ("tomme marvejol", "Marvejols (48)", "tomme"),
        ("yaourt de nasbinal", "Nasbinals (48)", "yaourt de"),
    ],
)
def test_a_misspelt_place_among_several_words_is_guessed(real_communes, text, commune, rest):
    place = place_like(text, is_no_place)
    assert (str(place.commune), place.rest) == (commune, rest)


@pytest.mark.parametrize("text", ["ispanhac", "miel bio", "fromage fermier", "xyzzyx qwerty", "", "\x00 %"])
def test_one_word_or_words_like_no_place_near_here_are_not(real_communes, text):
    assert place_like(text, is_no_place) is None
