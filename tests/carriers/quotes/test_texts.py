"""Free text of requests and answers."""

import pytest
from django.core.exceptions import ValidationError

from carriers.models.quotes import MESSAGE_LENGTH
from carriers.quotes.texts import check_text


@pytest.mark.parametrize(
    "text",
    [
        "Je livre le mardi. Mardi.fr n’est pas une adresse.",
        "Comptez 12,50 €/palette, hayon compris",
        "a" * MESSAGE_LENGTH,
        "ferme@exemple.fr",
        "24/12 au matin",
    ],
)
def test_what_people_write_is_taken(text):
    check_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "Voir https://exemple.fr",
        "voir WWW.exemple.fr",
        "bit.ly/abc",
        "Allez sur exemple.com/offre",
        "a" * (MESSAGE_LENGTH + 1),
    ],
)
def test_links_and_long_texts_are_refused(text):
    with pytest.raises(ValidationError):
        check_text(text)
