"""Diagnoses without network: the same people as with it."""

import json
import uuid

from tests.factories.needs_survey import QuestionnaireFactory
from tests.permissions.rows import Row, public_file
from tests.permissions.survey import ADVISORS, ENTERERS, draft, nothing


def form(_world):
    QuestionnaireFactory()
    return [1, "short"]


SENT = json.dumps({"key": str(uuid.uuid4()), "version": 1, "length": "short", "sections": {}})

ROWS = {
    "survey:offline": Row(ADVISORS, args=nothing),
    "survey:offline_form": Row(ADVISORS, args=form, is_page=False),
    "survey:offline_manifest": public_file(),
    "survey:offline_worker": public_file(),
    "survey:offline_session": Row(ADVISORS, args=nothing, is_page=False),
    "survey:offline_farms": Row(ADVISORS, args=nothing, is_page=False),
    "survey:offline_draft": Row(ENTERERS, args=draft, is_page=False),
    "survey:offline_send": Row(ADVISORS, args=nothing, method="post", data=SENT),
    "territory:offline": public_file(),
}
