"""Errors reported by readers, and what becomes of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pat_logistics.mail.models import OutgoingMail
from pat_logistics.portal.moderation.models import ErrorReport
from pat_logistics.portal.moderation.services import close, forget_reporters, take
from tests.factories.accounts import MembershipFactory, OrganisationFactory, advisor_of_lozere
from tests.factories.moderation import ErrorReportFactory
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db


def owned_farm():
    organisation = OrganisationFactory()
    owner = MembershipFactory(organisation=organisation).user
    return ProducerFactory(published=True, organisation=organisation), owner


def test_an_accepted_report_is_told_to_its_reporter_and_to_the_owner():
    farm, owner = owned_farm()
    report = ErrorReportFactory(producer=farm, answered_to=True)
    assert close(report=report, user=advisor_of_lozere(), state="done", answer="C’est corrigé.")
    mails = {mail.to: mail.body for mail in OutgoingMail.objects.order_by("pk")}
    assert set(mails) == {"lectrice@exemple.fr", owner.email}
    assert "C’est corrigé." in mails[owner.email]
    assert "lectrice" not in mails[owner.email]


def test_a_rejected_report_is_told_to_its_reporter_alone():
    farm, _ = owned_farm()
    report = ErrorReportFactory(producer=farm, answered_to=True)
    close(report=report, user=advisor_of_lozere(), state="rejected", answer="")
    assert [mail.to for mail in OutgoingMail.objects.order_by("pk")] == ["lectrice@exemple.fr"]


def test_a_report_is_settled_once():
    report, first, second = ErrorReportFactory(answered_to=True), advisor_of_lozere(), advisor_of_lozere()
    assert close(report=report, user=first, state="rejected", answer="Non.")
    assert not close(report=report, user=second, state="done", answer="Oui.")
    assert not take(report=report, user=second)
    report.refresh_from_db()
    assert (report.handled_by, report.answer) == (first, "Non.")
    assert OutgoingMail.objects.count() == 1


def test_the_address_of_a_reporter_is_emptied_90_days_after_the_answer():
    old, recent, waiting = (
        ErrorReportFactory(answered_to=True, rejected=True),
        ErrorReportFactory(answered_to=True, rejected=True),
        ErrorReportFactory(answered_to=True),
    )
    ErrorReport.objects.filter(pk=old.pk).update(handled_at=timezone.now() - timedelta(days=91))
    assert forget_reporters(timezone.now()) == 1
    left = ErrorReport.objects.exclude(email="").order_by("pk")
    assert list(left) == [recent, waiting]
