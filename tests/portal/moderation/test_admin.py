"""Reports in the admin: to look, and to erase."""

import pytest
from django.urls import reverse

from pat_logistics.portal.moderation.models import ErrorReport
from tests.factories.accounts import UserFactory
from tests.factories.moderation import ErrorReportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client):
    client.force_login(UserFactory(administrator=True))
    return client


def test_a_report_is_neither_added_nor_changed(client):
    report = ErrorReportFactory()
    assert client.get(reverse("admin:moderation_errorreport_add")).status_code == 403
    page = reverse("admin:moderation_errorreport_change", args=[report.pk])
    assert client.post(page, {"state": "done"}).status_code == 403


def test_a_report_is_found_by_its_words_and_erased(client):
    report = ErrorReportFactory(text="Le pont est coupé.")
    ErrorReportFactory()
    listed = client.get(reverse("admin:moderation_errorreport_changelist"), {"q": "pont"})
    assert list(listed.context["cl"].result_list) == [report]
    client.post(reverse("admin:moderation_errorreport_delete", args=[report.pk]), {"post": "yes"})
    assert not ErrorReport.objects.filter(pk=report.pk).exists()
