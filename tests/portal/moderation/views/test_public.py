"""Reporting an error without an account."""

import uuid

import pytest

from pat_logistics.portal.moderation.enums import ReportState
from pat_logistics.portal.moderation.models import ErrorReport
from tests.portal.moderation.samples import send

pytestmark = pytest.mark.django_db


def test_a_reader_without_an_account_reports_an_error(farm):
    assert send(farm, email="lectrice@exemple.fr").status_code == 302
    report = ErrorReport.objects.get()
    assert (report.listing, report.email, report.state) == (farm, "lectrice@exemple.fr", ReportState.NEW)


def test_the_same_form_sent_twice_is_one_report(farm):
    key = uuid.uuid4()
    assert [send(farm, form_key=key).status_code for _ in range(2)] == [302, 302]
    assert ErrorReport.objects.count() == 1


def test_what_fills_the_trap_is_thanked_and_not_kept(farm):
    assert send(farm, homepage="https://spam.example").status_code == 302
    assert not ErrorReport.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"text": ""},
        {"text": "a" * 2001},
        {"text": "a\x00b"},
        {"reason": "unknown"},
        {"email": "sans arobase"},
        {"form_key": "forged"},
    ],
    ids=str,
)
def test_a_bad_report_is_explained_and_not_kept(farm, changes):
    response = send(farm, **changes)
    assert response.status_code == 200
    assert "à corriger" in response.content.decode()
    assert not ErrorReport.objects.exists()


def test_the_same_form_with_other_words_is_another_report(farm):
    key = uuid.uuid4()
    send(farm, form_key=key)
    send(farm, form_key=key, text="Le téléphone aussi.")
    send(farm, form_key=key, text="Le téléphone aussi.")
    assert set(ErrorReport.objects.values_list("text", flat=True)) == {
        "Le prix a changé.",
        "Le téléphone aussi.",
    }
