"""Requests made up from the description, sensible and senseless, never break the API nor its promises."""

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import settings
from schemathesis.checks import CHECKS, load_all_checks

from cost_calc.pricing.reference_files import load_reference_values
from pat_logistics.wsgi import application
from tests.factories.territory import load_region

load_all_checks()
# A made-up commune or vehicle is well formed and yet unknown: such a body is rightly refused.
NOT_PROMISED = CHECKS.get_by_names(["positive_data_acceptance"])

pytestmark = [pytest.mark.django_db, pytest.mark.unmeasured]
schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)


@pytest.fixture(scope="module", autouse=True)
def portal(django_db_setup, django_db_blocker):
    """The portal as it is shown, loaded once, in one transaction whose connection no request may close."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_region()
        load_reference_values()
        call_command("load_demo", verbosity=0)
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        yield
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
        transaction.set_rollback(True)


@schema.parametrize()
@settings(max_examples=25, deadline=None, derandomize=True)
def test_no_request_breaks_a_promise(case):
    # The client of these tests does not open compressed answers, as every browser and library does.
    case.call_and_validate(
        headers={"Accept-Encoding": "identity"},
        excluded_checks=NOT_PROMISED,
    )
