"""Errors reported by readers, and what becomes of them."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from pat_logistics.accounts.models import Role
from pat_logistics.mail.models import OutgoingMail
from pat_logistics.portal.moderation.enums import ReportState
from pat_logistics.portal.moderation.models import ErrorReport
from pat_logistics.portal.moderation.services import close, forget_reporters, take
from pat_logistics.portal.moderation.throttling import REPORTS_PER_HOUR
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory, advisor_of_lozere
from tests.factories.carriers import CarrierFactory, SolutionFactory
from tests.factories.moderation import ErrorReportFactory
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def farm():
    return ProducerFactory(published=True)


def send(farm, address="192.0.2.1", forwarded=None, **changes):
    told = {"reason": "price", "text": "Le prix a changé.", "form_key": uuid.uuid4()} | changes
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    url = f"/signaler/producteur/{farm.pk}/"
    return Client(REMOTE_ADDR=address).post(url, told, headers=headers)


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


def test_a_caller_who_reports_without_end_is_stopped_and_keeps_the_text(farm):
    for _ in range(REPORTS_PER_HOUR):
        assert send(farm).status_code == 302
    response = send(farm, text="Un texte à ne pas perdre")
    assert response.status_code == 429
    assert "Un texte à ne pas perdre" in response.content.decode()
    assert send(farm, address="192.0.2.2").status_code == 302


def test_without_a_proxy_a_caller_does_not_choose_his_address(farm):
    for number in range(REPORTS_PER_HOUR):
        send(farm, forwarded=f"198.51.100.{number}")
    assert send(farm, forwarded="198.51.100.99").status_code == 429


def test_behind_our_proxy_each_caller_is_counted_apart(farm, settings):
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"NUM_PROXIES": 1}
    for _ in range(REPORTS_PER_HOUR):
        send(farm, forwarded="203.0.113.9, 198.51.100.1")
    assert send(farm, forwarded="203.0.113.9, 198.51.100.1").status_code == 429
    assert send(farm, forwarded="203.0.113.9, 198.51.100.2").status_code == 302


def test_one_network_of_the_new_internet_is_one_caller(farm):
    for number in range(REPORTS_PER_HOUR):
        send(farm, address=f"2001:db8::{number:x}")
    assert send(farm, address="2001:db8::ffff").status_code == 429


@pytest.mark.parametrize("targets", [[], ["producer", "carrier"]], ids=["none", "two"])
def test_a_report_has_exactly_one_target(targets, farm):
    given = {"producer": farm, "carrier": CarrierFactory()}
    with pytest.raises(IntegrityError, match="error_report_one_target"), transaction.atomic():
        ErrorReport.objects.create(reason="price", text="…", **{name: given[name] for name in targets})


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"state": "lost"}, "error_report_state_known"),
        ({"reason": "mood"}, "error_report_reason_known"),
        ({"state": ReportState.DONE}, "error_report_dated_when_closed"),
    ],
)
def test_the_database_refuses_what_makes_no_sense(changes, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ErrorReportFactory(**changes)


def test_an_advisor_sees_the_producers_followed_and_every_carrier(farm):
    here = ErrorReportFactory(producer=farm)
    ErrorReportFactory(producer__commune__departement="30")
    on_carrier = ErrorReportFactory(producer=None, carrier=CarrierFactory())
    on_solution = ErrorReportFactory(producer=None, solution=SolutionFactory())
    seen = ErrorReport.objects.visible_to(advisor_of_lozere())
    assert set(seen) == {here, on_carrier, on_solution}
    assert ErrorReport.objects.visible_to(UserFactory(administrator=True)).count() == 4


def test_the_owner_of_a_farm_does_not_read_what_is_reported_about_it(farm):
    owner = UserFactory(role=Role.PRODUCER)
    farm.organisation = owner.memberships.get().organisation
    farm.save()
    ErrorReportFactory(producer=farm)
    assert not ErrorReport.objects.visible_to(owner).exists()


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


def test_whoever_comes_second_keeps_the_answer_typed(client):
    report = ErrorReportFactory(rejected=True)
    client.force_login(UserFactory(administrator=True))
    response = client.post(f"/moderation/{report.pk}/repondre/", {"state": "done", "answer": "Ma réponse"})
    page = response.content.decode()
    assert "quelqu’un d’autre" in page
    assert "Ma réponse" in page


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


def test_the_same_form_with_other_words_is_another_report(farm):
    key = uuid.uuid4()
    send(farm, form_key=key)
    send(farm, form_key=key, text="Le téléphone aussi.")
    send(farm, form_key=key, text="Le téléphone aussi.")
    assert set(ErrorReport.objects.values_list("text", flat=True)) == {
        "Le prix a changé.",
        "Le téléphone aussi.",
    }
