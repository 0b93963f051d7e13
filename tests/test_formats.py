"""Numbers as people read them."""

import pytest

from pat_logistics import formats


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0068, "0,7 %"),
        (0.05, "5 %"),
        (0.0994, "9,9 %"),
        (0.0996, "10 %"),
        (0.234, "23 %"),
        (-0.012, "−1,2 %"),
        (0.0, "0 %"),
        (None, "inconnu"),
    ],
)
def test_a_share_below_ten_per_cent_keeps_one_decimal(share, text):
    assert formats.percent(share).replace("\u202f", " ") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.702, "1,702"),
        (495.724170429, "495,724170429"),
        (8.481e-06, "0,000008481"),
        (2658.381936133, "2 658,38193613"),
        (15.0, "15"),
        (100.0, "100"),
        (1e6, "1 000 000"),
        (-16.736438277, "−16,736438277"),
        (float("nan"), "inconnu"),
    ],
)
def test_a_value_is_shown_with_all_its_figures(value, text):
    assert formats.exact(value).replace("\u202f", " ") == text


@pytest.mark.parametrize(
    ("name", "of", "at"),
    [
        ("Mende", "de Mende", "à Mende"),
        ("Ispagnac", "d’Ispagnac", "à Ispagnac"),
        ("Étables", "d’Étables", "à Étables"),
        ("Hures-la-Parade", "d’Hures-la-Parade", "à Hures-la-Parade"),
        ("Yssingeaux", "d’Yssingeaux", "à Yssingeaux"),
        ("Le Malzieu-Ville", "du Malzieu-Ville", "au Malzieu-Ville"),
        ("Les Salces", "des Salces", "aux Salces"),
        ("La Canourgue", "de La Canourgue", "à La Canourgue"),
        ("Lescure", "de Lescure", "à Lescure"),
        ("œufs", "d’œufs", "à œufs"),
        ("yaourts", "de yaourts", "à yaourts"),
        ("légumes", "de légumes", "à légumes"),
        ("", "de ", "à "),
    ],
)
def test_the_article_of_a_name_is_joined_to_the_word_before(name, of, at):
    assert (formats.of(name), formats.at(name)) == (of, at)
