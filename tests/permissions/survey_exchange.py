"""The questionnaire and responses as files: for those who enter diagnoses."""

from dataclasses import asdict

from needs_survey.exchange import jobs
from needs_survey.exchange.importing import ResponseOutcome
from pat_logistics.exchange.report import Status
from pat_logistics.jobs.kinds import File
from pat_logistics.jobs.models import FileRole
from tests.factories.jobs import JobFactory
from tests.needs_survey.exchange.files import WHOLE, csv_of
from tests.permissions.rows import NOT_FOUND, Row
from tests.permissions.survey import ADVISORS, nothing, redirecting

BAD = ADVISORS | {"advisor": 400, "administrator": 400}
MISSING = ADVISORS | {"advisor": NOT_FOUND, "administrator": NOT_FOUND}


def with_form(form):
    def args(world):
        nothing(world)
        return [form]

    return args


def tried(world):
    """A long file that the advisor has sent, once it is read."""
    line = ResponseOutcome(2, "Ferme du Vent", Status.REFUSED, faults=["Une faute."])
    job = JobFactory(kind=jobs.TRIAL, owner=world.users["advisor"], finished=True, rows=[asdict(line)])
    job.keep(FileRole.INPUT, File("reponses.csv", "text/csv", csv_of(WHOLE)))
    return [job.key]


ROWS = {
    "survey:forms": Row(ADVISORS, args=nothing),
    "survey:paper_short": Row(ADVISORS, args=with_form("1"), is_page=False),
    "survey:paper_long": Row(ADVISORS, args=with_form("1"), is_page=False),
    "survey:xlsform": [
        Row(ADVISORS, args=with_form("1"), is_page=False),
        Row(MISSING, args=with_form("99"), is_page=False),
        Row(MISSING, args=with_form("9" * 30), is_page=False),
    ],
    "survey:import": [Row(ADVISORS, args=nothing), Row(BAD, method="post", data={}, is_page=False)],
    "survey:import_apply": Row(redirecting(ADVISORS), method="post", data={"mark": "x"}),
    "survey:import_report": Row(ADVISORS, args=tried),
    "survey:import_report_apply": Row(
        redirecting(ADVISORS) | {"administrator": NOT_FOUND}, args=tried, method="post", data={}
    ),
    "survey:import_template": [
        Row(ADVISORS, args=with_form("xlsx"), is_page=False),
        Row(ADVISORS, args=with_form("csv"), is_page=False),
        Row(
            MISSING,
            args=with_form("exe"),
            is_page=False,
        ),
    ],
}
