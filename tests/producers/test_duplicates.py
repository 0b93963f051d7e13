"""A farm that may already have its profile."""

import unicodedata

import pytest

from producers.duplicates import lookalikes, own_words
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        "FERME DU PRE BECHARD ST ALBAN",
        "ferme  du pré-béchard, Saint Alban",
        unicodedata.normalize("NFD", "Ferme du Pré Béchard St-Alban"),
        "GAEC du Pré Béchard – Saint-Alban",
    ],
)
def test_a_farm_is_recognised_however_its_name_is_written(typed):
    mende = CommuneFactory(mende=True)
    farm = ProducerFactory(name="Ferme du Pré Béchard, St-Alban", commune=mende)
    ProducerFactory(name="Ferme du Vent", commune=mende)
    (found,) = lookalikes(typed, mende)
    assert found == farm
    assert found.likeness > 0.8


def test_what_half_of_the_farms_are_called_does_not_count():
    assert own_words("LES  JARDINS d’Émile") == "d emile"
