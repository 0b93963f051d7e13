"""Territory views: for advisors and administrators."""

from tests.permissions.rows import FORBIDDEN, OK, REDIRECT, Row, everyone

ADVISORS = everyone(FORBIDDEN) | {"visitor": REDIRECT, "advisor": OK, "administrator": OK}


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
}
