"""Requests made up from the description, sensible and senseless, never break the API nor its promises."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import settings
from schemathesis.checks import CHECKS, load_all_checks

from cost_calc.references import load_reference_values
from pat_logistics.wsgi import application

load_all_checks()
# A made-up commune or vehicle is well formed and yet unknown: such a body is rightly refused.
NOT_PROMISED = CHECKS.get_by_names(["positive_data_acceptance"])
# A filter left empty, as a form sends it, filters nothing; an unknown one is not looked at.
LENIENT = CHECKS.get_by_names(["negative_data_rejection"])

schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)


@pytest.fixture(autouse=True)
def portal(db):
    """Real reference values, on the connection of the test, which a request must not close."""
    load_reference_values()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(max_examples=30, deadline=None, derandomize=True)
def test_no_request_breaks_a_promise(case):
    case.call_and_validate(
        excluded_checks=[*NOT_PROMISED, *LENIENT] if case.method == "GET" else NOT_PROMISED
    )
