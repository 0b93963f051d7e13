"""What the database accepts as a report."""

import pytest
from django.db import IntegrityError, transaction

from pat_logistics.portal.moderation.enums import ReportState
from pat_logistics.portal.moderation.models import ErrorReport
from tests.factories.carriers import CarrierFactory
from tests.factories.moderation import ErrorReportFactory

pytestmark = pytest.mark.django_db


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
