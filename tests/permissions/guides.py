"""The guides are for everyone to read, and for advisors to correct."""

from tests.factories.guides import GuideFactory
from tests.permissions.rows import FORBIDDEN, NOT_FOUND, OK, REDIRECT, Row, everyone, public_page

EDITORS = everyone(FORBIDDEN) | {"visitor": REDIRECT, "advisor": OK, "administrator": OK}
UNPUBLISHED = everyone(NOT_FOUND) | {"advisor": OK, "administrator": OK}


def guide(world):
    return [GuideFactory().slug]


def unpublished(world):
    return [GuideFactory(published_at=None).slug]


ROWS = {
    "guides:list": [public_page(), public_page(query={"q": "introuvable"})],
    "guides:detail": [public_page(args=guide), Row(UNPUBLISHED, args=unpublished)],
    "guides:short": Row(everyone(REDIRECT), args=lambda _world: [GuideFactory().pk]),
    "guides:create": [Row(EDITORS), Row(EDITORS, method="post", data={})],
    "guides:publish": Row(
        EDITORS | {"advisor": REDIRECT, "administrator": REDIRECT}, args=guide, method="post"
    ),
    "guides:edit": [
        Row(EDITORS, args=guide),
        Row(EDITORS, args=guide, method="post", data={"title": ""}),
    ],
}
