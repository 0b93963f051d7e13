"""What becomes of the lines of a file, in words that agree."""

from dataclasses import dataclass

from pat_logistics.exchange.report import Outcome, Report, Status


def report_of(*statuses, kind=Outcome):
    return Report([kind(number, status=status) for number, status in enumerate(statuses, start=2)])


def test_the_words_of_a_report_agree_with_their_numbers():
    report = report_of(Status.CREATED, Status.REFUSED, Status.CREATED)
    assert report.counts == [("créées", 2), ("refusée", 1)]
    assert str(report) == "2 créées, 1 refusée"
    assert (report.created, report.refused) == (2, 1)


def test_a_kind_of_import_has_its_own_words_and_those_that_do_not_vary():
    @dataclass(slots=True)
    class Response(Outcome):
        WORDS = {Status.CREATED: "nouvelle", Status.UNCHANGED: "déjà là"}

    report = report_of(Status.CREATED, Status.UNCHANGED, Status.UNCHANGED, Status.REMOVED, kind=Response)
    assert str(report) == "1 nouvelle, 2 déjà là, 1 retirée"


def test_a_file_that_says_what_is_there_changes_nothing():
    assert report_of(Status.UNCHANGED, Status.UNCHANGED).changes_nothing
    assert not report_of(Status.UNCHANGED, Status.CREATED).changes_nothing


def test_only_what_is_written_changes_something():
    assert {status for status in Status if Outcome(1, status=status).changes} == {
        Status.CREATED,
        Status.CHANGED,
        Status.REMOVED,
    }


def test_a_refusal_says_its_column():
    outcome = Outcome(2)
    outcome.refuse("cette colonne est obligatoire.", at="Prix (€)")
    outcome.refuse("Rien sur cette ligne.")
    assert outcome.status is Status.REFUSED
    assert outcome.faults == ["Prix (€) : cette colonne est obligatoire.", "Rien sur cette ligne."]
