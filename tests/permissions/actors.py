"""Who can help: what is published is for everybody, the rest for those who keep it."""

from tests.factories.actors import ActorClaimFactory, ActorFactory
from tests.permissions.rows import (
    FORBIDDEN,
    NOT_FOUND,
    OK,
    REDIRECT,
    SIGNED_IN,
    Row,
    everyone,
    public_file,
    public_page,
)

UNPUBLISHED = everyone(NOT_FOUND) | {"advisor": OK, "administrator": OK}
KEEPERS = UNPUBLISHED | {"visitor": REDIRECT, "carrier": OK}
KEEPERS_DO = KEEPERS | {"carrier": REDIRECT, "advisor": REDIRECT, "administrator": REDIRECT}
ADVISORS = everyone(FORBIDDEN) | {"visitor": REDIRECT, "advisor": OK, "administrator": OK}


def canteen(world):
    return [ActorFactory(canteen=True, commune=world.commune).slug]


def hidden(_world):
    return [ActorFactory(unpublished=True).slug]


def given_to_a_carrier(world):
    return [ActorClaimFactory(given=True, user=world.users["carrier"]).actor.slug]


def done(expected=KEEPERS_DO, **data):
    return Row(expected, args=given_to_a_carrier, method="post", data=data, is_page=False)


ROWS = {
    "actors:list": [
        public_page(),
        public_page(query={"q": "introuvable"}),
        public_page(query={"commune": "48095", "outlet": "yes"}),
    ],
    "actors:map": public_file(),
    "actors:detail": [public_page(args=canteen), Row(UNPUBLISHED, args=hidden)],
    "actors:create": [Row(ADVISORS), Row(ADVISORS, method="post", data={"name": ""})],
    "actors:edit": [
        Row(KEEPERS, args=given_to_a_carrier),
        Row(KEEPERS, args=given_to_a_carrier, method="post", data={"name": ""}),
    ],
    "actors:confirm": done(),
    "actors:publish": [
        done(published="no"),
        done(KEEPERS_DO | {"carrier": FORBIDDEN}, published="yes"),
    ],
    "actors:history": Row(KEEPERS, args=given_to_a_carrier),
    "actors:claim": [
        Row(SIGNED_IN, args=canteen),
        Row(SIGNED_IN, args=canteen, method="post", data={"message": ""}),
    ],
    "actors:claims": Row(ADVISORS),
    "actors:decide": Row(
        ADVISORS | {"advisor": REDIRECT, "administrator": REDIRECT},
        args=lambda _world: [ActorClaimFactory().pk],
        method="post",
        data={"answer": "no"},
    ),
}
