"""What the pages of a farm tell of the others."""

import pytest
from django.urls import reverse

from producers.models import Producer
from producers.views import farm as farm_views
from tests.factories.producers import (
    ProducerFactory,
)

pytestmark = pytest.mark.django_db


def creation(**answers):
    return {"name": "Ferme du Vent", "commune": "48095", "legal_form": "sole", "siret": ""} | answers


def create(client, **answers):
    return client.post(reverse("farm:create"), creation(**answers), follow=True)


def test_an_unpublished_profile_is_not_named_to_who_types_a_name_like_it(client, farmer, mende):
    ProducerFactory(name="Ferme du Vent Caché", commune=mende)
    page = create(client, name="GAEC du Vent Cachée").text
    assert "Ferme du Vent Caché" not in page
    assert "Une fiche non publiée" in page


def test_the_name_of_a_hidden_farm_is_not_spelt_out_letter_by_letter(client, farmer, mende, monkeypatch):
    """Each try is a form that is right, as many as one likes: nothing is told short of nearly the whole."""
    monkeypatch.setattr(farm_views, "LOOKUPS_PER_HOUR", 1000)
    ProducerFactory(name="Ferme de la Zibeline", commune=mende)
    whole, told = "ferme de la zibeline", []
    for end in range(len("ferme de la ") + 1, len(whole)):
        if "non publiée" in create(client, name=whole[:end].upper()).text:
            told.append(whole[:end])
        Producer.objects.filter(organisation__memberships__user=farmer).delete()
    assert told == []
    assert "non publiée" in create(client, name=whole.upper()).text
