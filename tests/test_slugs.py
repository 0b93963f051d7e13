"""Addresses drawn from names."""

import pytest

from pat_logistics.portal.guides.models import Guide
from pat_logistics.slugs import free_slug
from tests.factories.guides import GuideFactory

pytestmark = pytest.mark.django_db


def address(name, longest=40):
    return free_slug(Guide, name, longest=longest, unnamed="guide")


def test_an_address_is_the_name_without_accents():
    assert address("L’Été à Saint-Chély") == "lete-a-saint-chely"


def test_a_name_without_a_letter_has_an_address_all_the_same():
    assert address("…") == "guide"


def test_an_address_that_is_taken_is_numbered_and_a_hole_is_filled():
    for slug in ("miel", "miel-3", "mielerie"):
        GuideFactory(slug=slug)
    assert address("Miel") == "miel-2"
    GuideFactory(slug="miel-2")
    assert address("Miel") == "miel-4"


def test_a_long_name_is_cut_and_ends_with_a_word():
    assert address("Ferme du causse", longest=9) == "ferme-du"
