"""Who reads, and who corrects."""

import pytest
from django.urls import reverse

from pat_logistics.accounts.models import Role
from pat_logistics.portal.guides.models import Guide
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.guides import GuideFactory
from tests.portal.guides.samples import LIST, NEW, address, typed

pytestmark = pytest.mark.django_db


def test_an_unpublished_guide_is_nowhere_for_visitors(client):
    hidden = GuideFactory(published_at=None, title="Brouillon discret")
    for page in (LIST, reverse("pages:site_map"), reverse("pages:sitemap_part", args=["pages"])):
        text = client.get(page).text
        assert hidden.title not in text
        assert hidden.slug not in text
    assert client.get(hidden.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("role", [Role.PRODUCER, Role.CARRIER, Role.INSTITUTION])
def test_nobody_else_corrects_a_guide(client, guide, role):
    client.force_login(UserFactory(role=role))
    assert client.post(address(guide), typed(guide, title="Autre")).status_code == 403
    assert "Modifier ce guide" not in client.get(guide.get_absolute_url()).text
    assert Guide.objects.get().title == guide.title


def test_only_those_who_edit_are_offered_to_write(client, guide):
    assert NEW not in client.get(LIST).text
    client.force_login(advisor_of_lozere())
    assert NEW in client.get(LIST).text
