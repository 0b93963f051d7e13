"""The questionnaire and responses as files: for those who enter diagnoses."""

from tests.permissions.rows import NOT_FOUND, Row
from tests.permissions.survey import ADVISORS, nothing, redirecting

BAD = ADVISORS | {"advisor": 400, "administrator": 400}
MISSING = ADVISORS | {"advisor": NOT_FOUND, "administrator": NOT_FOUND}


def with_form(form):
    def args(world):
        nothing(world)
        return [form]

    return args


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
