"""A portal that does not say who keeps it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from pat_logistics.accounts.models import Role
from pat_logistics.portal.pages.installation import legal_pages_are_filled_in, to_fill_in
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

FILLED = dict.fromkeys(("name", "address", "director", "host", "data_protection"), "Territoire exemple")


def test_an_unfilled_portal_does_not_start_in_public(settings):
    settings.SITE_URL = "https://portail.exemple.fr"
    with pytest.raises(CommandError, match="PUBLISHER_NAME"):
        call_command("prepare", stdout=StringIO())


def test_the_deployment_check_names_what_is_missing(settings):
    settings.PUBLISHER, settings.CONTACT_EMAIL = FILLED, "contact@localhost"
    [error] = legal_pages_are_filled_in(None)
    assert "CONTACT_EMAIL" in error.hint
    assert "PUBLISHER" not in error.hint
    settings.CONTACT_EMAIL = "contact@territoire.example"
    assert (to_fill_in(), legal_pages_are_filled_in(None)) == ([], [])


def test_an_administrator_reads_what_is_missing_and_others_do_not(client):
    workspace = reverse("pages:workspace")
    client.force_login(UserFactory(administrator=True))
    assert "PUBLISHER_DIRECTOR" in client.get(workspace).text
    client.force_login(UserFactory(role=Role.ADVISOR))
    assert "PUBLISHER_DIRECTOR" not in client.get(workspace).text
