"""Territory views: for advisors and administrators."""

from needs_survey.models import PioneerGroup, PioneerMember
from tests.permissions.rows import FORBIDDEN, OK, REDIRECT, Row, everyone

ADVISORS = everyone(FORBIDDEN) | {"visitor": REDIRECT, "advisor": OK, "administrator": OK}


def a_group(world):
    group, _ = PioneerGroup.objects.get_or_create(name="Vers Mende", departement="48")
    PioneerMember.objects.get_or_create(group=group, producer=world.producer)
    return [group.pk]


def group_file(kind):
    return Row(ADVISORS, args=lambda world: [*a_group(world), kind], is_page=False)


def redirecting(expected):
    return {role: REDIRECT if status == OK else status for role, status in expected.items()}


def view_of(code):
    return Row(ADVISORS, args=lambda _world: [code])


def file_of(code, kind):
    return Row(ADVISORS, args=lambda _world: [code, kind], is_page=False)


ROWS = {
    "needs:flows": Row(ADVISORS),
    "needs:view": [view_of(code) for code in ("volumes", "attentes", "froid", "irritants", "maturite")],
    "needs:export": [
        *(file_of("flux", kind) for kind in ("csv", "xlsx", "geojson", "svg", "png")),
        file_of("debouches", "csv"),
    ],
    "needs:groups": Row(ADVISORS),
    "needs:group": Row(ADVISORS, args=a_group),
    "needs:group_remove": Row(redirecting(ADVISORS), args=a_group, method="post"),
    "needs:group_delete": [
        Row(ADVISORS, args=a_group),
        Row(redirecting(ADVISORS), args=a_group, method="post"),
    ],
    "needs:group_export": [group_file("csv"), group_file("xlsx")],
}
