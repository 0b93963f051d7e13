"""How many reports one caller may send."""

from pat_logistics import quotas

REPORTS_PER_HOUR = 10


def may_report(request) -> bool:
    return quotas.may(request, "reports", an_hour=REPORTS_PER_HOUR)
