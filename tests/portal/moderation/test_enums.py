"""Where a report stands."""

from pat_logistics.portal.moderation.enums import CLOSED, OPEN, ReportState


def test_a_report_is_open_or_closed_and_never_both():
    assert set(OPEN) | set(CLOSED) == set(ReportState)
    assert not set(OPEN) & set(CLOSED)
