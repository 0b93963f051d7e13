"""A list step by step: received, its columns chosen, its doubts answered, its producers told."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from pat_logistics.exchange.sheets import UnreadableFileError
from pat_logistics.jobs.models import Job
from pat_logistics.jobs.running import run as work
from pat_logistics.mail.models import OutgoingMail
from producers.intake import jobs, services
from producers.models import Decision, Intake, IntakeRow, RowState
from producers.models.intake import FILE_KEPT, ROWS_KEPT
from tests.factories.accounts import advisor_of_lozere
from tests.factories.jobs import JobFactory
from tests.factories.producers import IntakeFactory, IntakeRowFactory
from tests.producers.intake.lists import CAUSSE, HEADERS, VENT, csv_of, no_progress, received, written

pytestmark = pytest.mark.django_db


def test_a_list_is_kept_with_what_its_columns_most_likely_are(advisor):
    intake = received(advisor, csv_of(CAUSSE, VENT))
    assert intake.columns["Nom de la ferme"] == "name"
    assert tuple(intake.headers) == HEADERS
    assert intake.samples["Commune"] == ["Mende", "Florac Trois Rivières"]
    assert (intake.tried_at, intake.applied_at) == (None, None)


def test_a_file_that_is_no_list_is_not_kept(advisor):
    with pytest.raises(UnreadableFileError):
        received(advisor, b"%PDF")
    assert not Intake.objects.exists()


def test_a_list_of_the_same_columns_is_read_as_the_last_one_was(advisor):
    before = received(advisor, csv_of(CAUSSE))
    services.choose_columns(intake=before, columns=before.columns | {"Produits": "description"})
    Intake.objects.update(tried_at=timezone.now())
    again = received(advisor_of_lozere(), csv_of(VENT))
    assert again.columns["Produits"] == "description"
    other = received(advisor, csv_of(VENT[:5], headers=("Nom", "SIRET", "Commune", "Tel", "Mail")))
    assert other.columns["Nom"] == "name"


def test_columns_never_tried_teach_nothing(advisor):
    before = received(advisor, csv_of(CAUSSE))
    services.choose_columns(intake=before, columns=dict.fromkeys(before.columns, ""))
    assert received(advisor, csv_of(CAUSSE)).columns["Nom de la ferme"] == "name"


def test_one_work_at_a_time(advisor):
    intake = received(advisor, csv_of(CAUSSE))
    job = services.choose_columns(intake=intake, columns=intake.columns)
    assert (job.kind, job.inputs) == (jobs.TRIAL, {"intake": intake.pk})
    intake.refresh_from_db()
    with pytest.raises(ValidationError, match="en cours"):
        services.choose_columns(intake=intake, columns=intake.columns)
    assert Job.objects.count() == 1


def test_a_list_is_written_after_its_trial_only(advisor):
    intake = received(advisor, csv_of(CAUSSE))
    with pytest.raises(ValidationError, match="Essayez"):
        services.apply(intake=intake)
    with pytest.raises(ValidationError, match="pas écrite"):
        services.undo(intake=intake)


@pytest.mark.parametrize("step", [services.apply, services.decide])
def test_a_written_list_is_not_changed(step):
    intake = IntakeFactory(written=True)
    with pytest.raises(ValidationError, match="déjà écrite"):
        step(intake=intake, **({"answers": {}} if step is services.decide else {}))


def test_a_list_without_its_file_is_not_written():
    intake = IntakeFactory(tried=True, content=None)
    with pytest.raises(ValidationError, match="envoyez-la de nouveau"):
        services.apply(intake=intake)


def test_a_list_too_old_to_be_undone_says_so():
    with pytest.raises(ValidationError, match="trop ancienne"):
        services.undo(intake=IntakeFactory(written=True))


def test_answers_are_kept_and_the_list_is_tried_again():
    intake = IntakeFactory(tried=True)
    rows = [IntakeRowFactory(intake=intake, state=RowState.ASKED, number=n) for n in (2, 3, 4)]
    new = IntakeRowFactory(intake=intake, number=5)
    answers = {2: Decision.SAME_FARM, 3: "n’importe quoi", 5: Decision.LEAVE, 99: Decision.LEAVE}
    assert services.decide(intake=intake, answers=answers) == 1
    assert [IntakeRow.objects.get(pk=row.pk).decision for row in (*rows, new)] == ["same", "", "", ""]
    assert Job.objects.get().kind == jobs.TRIAL
    Job.objects.all().delete()
    intake.refresh_from_db()
    assert services.decide(intake=intake, answers={}, rest=Decision.LEAVE) == 3
    assert services.decide(intake=IntakeFactory(tried=True), answers={}) == 0


def told():
    return {mail.to for mail in OutgoingMail.objects.all()}


def test_producers_are_told_an_hour_later_once(advisor, lozere):
    intake, _ = written(advisor, CAUSSE, VENT)
    now = intake.applied_at
    assert services.tell_listed(now + timedelta(minutes=59)) == 0
    assert services.tell_listed(now + timedelta(minutes=61)) == 1
    assert told() == {"causse@exemple.fr"}
    mail = OutgoingMail.objects.get()
    assert intake.reason in mail.body
    assert services.tell_listed(now + timedelta(minutes=90)) == 0
    intake.refresh_from_db()
    assert intake.told_at


def test_of_a_list_undone_within_the_hour_nobody_is_told(advisor, lozere):
    intake, _ = written(advisor, CAUSSE)
    with transaction.atomic():
        jobs.undo_all(intake, no_progress)
    assert services.tell_listed(intake.applied_at + timedelta(hours=2)) == 0
    assert not told()


def test_telling_many_goes_on_where_it_stopped(advisor, lozere, monkeypatch):
    monkeypatch.setattr(services, "TOLD_AT_ONCE", 2)
    farms = [(f"Mas {n}", "", "Mende", "", f"mas{n}@exemple.fr", "") for n in range(5)]
    intake, _ = written(advisor, *farms)
    assert services.tell_listed(intake.applied_at + timedelta(hours=2)) == 5
    assert len(told()) == 5


def test_files_and_reports_are_forgotten(advisor):
    now = timezone.now()
    recent, old, older = (IntakeFactory(tried=True) for _ in range(3))
    Intake.objects.filter(pk=old.pk).update(sent_at=now - FILE_KEPT - timedelta(hours=1))
    Intake.objects.filter(pk=older.pk).update(sent_at=now - ROWS_KEPT - timedelta(hours=1))
    for intake in (recent, old, older):
        IntakeRowFactory(intake=intake)
    services.forget(now)
    kept = {intake.pk: (intake.content is not None, intake.rows.count()) for intake in Intake.objects.all()}
    assert kept == {recent.pk: (True, 1), old.pk: (False, 1), older.pk: (False, 0)}
    assert Intake.objects.get(pk=old.pk).samples == {}


def test_a_job_that_is_over_lets_the_next_begin(advisor, lozere):
    intake = received(advisor, csv_of(CAUSSE))
    work(services.choose_columns(intake=intake, columns=intake.columns).pk)
    intake.refresh_from_db()
    assert intake.job.state == "done"
    assert services.apply(intake=intake).kind == jobs.APPLY
    assert JobFactory.build().pk is None
