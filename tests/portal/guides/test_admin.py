"""Guides in the admin: published, withdrawn and ordered there, corrected on their own page."""

import pytest
from django.urls import reverse

from pat_logistics.portal.guides.models import Guide
from tests.factories.accounts import UserFactory
from tests.factories.guides import GuideFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client):
    client.force_login(UserFactory(administrator=True))
    return client


def test_a_guide_is_withdrawn_and_moved_but_its_title_stays(client):
    guide = GuideFactory(title="Le froid")
    page = reverse("admin:guides_guide_change", args=[guide.pk])
    client.post(page, {"position": 7, "published_at_0": "", "published_at_1": "", "title": "Autre"})
    guide = Guide.objects.get()
    assert (guide.position, guide.published_at, guide.title) == (7, None, "Le froid")


def test_no_guide_is_added_or_deleted_there(client):
    guide = GuideFactory()
    assert client.get(reverse("admin:guides_guide_add")).status_code == 403
    assert (
        client.post(reverse("admin:guides_guide_delete", args=[guide.pk]), {"post": "yes"}).status_code == 403
    )
