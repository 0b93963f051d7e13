"""Territory views: for advisors and administrators."""

from needs_survey.models import PioneerGroup, PioneerMember
from needs_survey.needs.behind import NOWHERE
from tests.factories.producers import FlowFactory, ProducerFactory
from tests.permissions.rows import FORBIDDEN, NOT_FOUND, OK, REDIRECT, Row, everyone, public_file, public_page

ADVISORS = everyone(FORBIDDEN) | {"visitor": REDIRECT, "advisor": OK, "administrator": OK}


def a_group(world):
    group, _ = PioneerGroup.objects.get_or_create(name="Vers Mende", departement="48")
    PioneerMember.objects.get_or_create(group=group, producer=world.producer)
    return [group.pk]


def a_flow(world):
    """Of a farm that publishes its flows, to its own commune."""
    commune = world.producer.commune
    FlowFactory(producer=ProducerFactory(flows_published=True, commune=commune), destination=commune)
    return [commune.epci or NOWHERE] * 2


def group_file(kind):
    return Row(ADVISORS, args=lambda world: [*a_group(world), kind], is_page=False)


def redirecting(expected):
    return {role: REDIRECT if status == OK else status for role, status in expected.items()}


def view_of(code):
    return Row(ADVISORS, args=lambda _world: [code])


def file_of(code, kind):
    return Row(ADVISORS, args=lambda _world: [code, kind], is_page=False)


ROWS = {
    "territory_page:page": public_page(),
    "territory_page:file": [
        public_file(args=lambda _world: ["flux", "csv"]),
        public_file(args=lambda _world: ["flux", "geojson"]),
        Row(everyone(NOT_FOUND), args=lambda _world: ["debouches", "csv"], is_page=False),
    ],
    "needs:flows": Row(ADVISORS),
    "needs:view": [view_of(code) for code in ("volumes", "attentes", "froid", "irritants", "maturite")],
    "needs:export": [
        *(file_of("flux", kind) for kind in ("csv", "xlsx", "geojson", "svg", "png")),
        file_of("debouches", "csv"),
        file_of("familles", "csv"),
    ],
    "needs:flow": Row(ADVISORS, args=a_flow),
    "needs:report": [
        Row(ADVISORS, args=lambda _world, kind=kind: [kind], is_page=False) for kind in ("pdf", "docx")
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
