"""Who can help: what is published is for everybody, the rest for those who keep it."""

from tests.factories.actors import ActorFactory
from tests.permissions.rows import NOT_FOUND, OK, Row, everyone, public_file, public_page

UNPUBLISHED = everyone(NOT_FOUND) | {"advisor": OK, "administrator": OK}


def canteen(world):
    return [ActorFactory(canteen=True, commune=world.commune).slug]


def hidden(_world):
    return [ActorFactory(unpublished=True).slug]


ROWS = {
    "actors:list": [
        public_page(),
        public_page(query={"q": "introuvable"}),
        public_page(query={"commune": "48095", "outlet": "yes"}),
    ],
    "actors:map": public_file(),
    "actors:detail": [public_page(args=canteen), Row(UNPUBLISHED, args=hidden)],
}
