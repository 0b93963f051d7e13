"""Guides are found by their words."""

import pytest

from tests.factories.guides import GuideFactory
from tests.portal.guides.samples import LIST

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "words",
    [
        "réfrigération",
        "REFRIGERATION",
        "refrigeraton",
        "froid réfrigeration",
        "réfrigération d'ete",
        "St-Alban",
    ],
)
def test_words_are_found_without_their_accents_and_with_a_typo(client, words):
    GuideFactory(title="Le froid", body="La réfrigération d’été du fourgon, à Saint-Alban.")
    GuideFactory(title="Les vides", body="Rapporter les bocaux.")
    page = client.get(LIST, {"q": words}).text
    assert "Le froid" in page
    assert "Les vides" not in page
