"""Guides that other pages point to."""

import pytest
from django.contrib.auth.models import AnonymousUser

from pat_logistics.portal.guides.templatetags.guides import guides_at
from tests.factories.accounts import advisor_of_lozere
from tests.factories.guides import GuideFactory

pytestmark = pytest.mark.django_db


def test_guides_come_in_the_order_asked_without_those_that_are_not_there():
    first, second = GuideFactory(slug="froid"), GuideFactory(slug="tarif")
    assert guides_at({"user": AnonymousUser()}, ["tarif", "perdu", "froid"]) == [second, first]


def test_an_unpublished_guide_is_pointed_to_for_those_who_edit_alone():
    draft = GuideFactory(slug="brouillon", published_at=None)
    assert guides_at({"user": AnonymousUser()}, ["brouillon"]) == []
    assert guides_at({"user": advisor_of_lozere()}, ["brouillon"]) == [draft]
