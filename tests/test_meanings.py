"""What everyday words mean of a product."""

import pytest

from pat_logistics.folding import words_of
from pat_logistics.meanings import meaning
from pat_logistics.vocabulary import Label, ProductFamily, Temperature


@pytest.mark.parametrize(
    ("word", "families"),
    [
        ("Fromages", {ProductFamily.CHEESE}),
        ("pélardon", {ProductFamily.CHEESE}),
        ("œufs", {ProductFamily.EGGS}),
        ("apicultrice", {ProductFamily.HONEY}),
        ("viandes", {ProductFamily.FRESH_MEAT, ProductFamily.FROZEN_MEAT}),
        ("jus", {ProductFamily.DRINKS}),
        ("produits", set()),
    ],
)
def test_a_word_of_every_day_names_a_family_in_the_singular_or_the_plural(word, families):
    [folded] = words_of(word)
    assert meaning(folded).families == families


def test_a_word_may_be_a_label_or_a_temperature():
    assert meaning("bio").labels == {Label.ORGANIC}
    assert meaning("aoc").labels == {Label.AOP_IGP}
    assert meaning("surgeles").temperatures == {Temperature.FROZEN}


def test_a_family_travels_at_its_usual_temperature():
    assert meaning("fromage").carried_at == {Temperature.CHILLED}
    assert meaning("miel").carried_at == {Temperature.AMBIENT}


def test_a_word_of_no_product_means_nothing():
    assert not meaning("nasbinals")
