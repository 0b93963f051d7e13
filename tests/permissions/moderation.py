"""Anyone reports, keepers confirm, advisors and administrators moderate."""

import uuid

from pat_logistics.portal.moderation.confirmations import link_token
from pat_logistics.portal.moderation.listings import PRODUCER
from tests.factories.actors import ActorFactory
from tests.factories.carriers import CarrierFactory
from tests.factories.moderation import ErrorReportFactory
from tests.factories.producers import ProducerFactory
from tests.permissions.rows import (
    FORBIDDEN,
    NOT_FOUND,
    OK,
    REDIRECT,
    Row,
    everyone,
    public_page,
)

MODERATORS = everyone(FORBIDDEN) | {"visitor": REDIRECT, "advisor": OK, "administrator": OK}
DECIDING = MODERATORS | {"advisor": REDIRECT, "administrator": REDIRECT}
KEEPERS = DECIDING | {"producer": REDIRECT}
UNPUBLISHED = everyone(NOT_FOUND) | {"visitor": NOT_FOUND, "advisor": OK, "administrator": OK}


def told():
    return {"reason": "price", "text": "Le prix a changé.", "form_key": uuid.uuid4()}


def farm(world):
    return ["producteur", world.producer.pk]


def report(world):
    return [ErrorReportFactory(producer=world.producer, answered_to=True).pk]


def settled(world):
    return [ErrorReportFactory(producer=world.producer, rejected=True).pk]


def report_elsewhere(world):
    return [ErrorReportFactory(producer__commune__departement="30").pk]


def waiting_carrier(world):
    return ["transporteur", CarrierFactory(unpublished=True).pk]


ROWS = {
    "moderation:report": [
        public_page(args=farm),
        public_page(args=lambda world: ["solution", world.solution.pk]),
        public_page(args=lambda world: ["transporteur", world.solution.carrier_id]),
        public_page(args=lambda _world: ["qui-peut-aider", ActorFactory().pk]),
        Row(UNPUBLISHED, args=lambda world: ["producteur", ProducerFactory(commune=world.commune).pk]),
        Row(everyone(REDIRECT), args=farm, method="post", data=told()),
    ],
    "moderation:confirm": Row(KEEPERS, args=farm, method="post", data={}),
    "moderation:confirm_link": [
        public_page(args=lambda world: [link_token(PRODUCER, world.producer)]),
        Row(everyone(NOT_FOUND), args=lambda world: ["abc:def"]),
    ],
    "moderation:queue": Row(MODERATORS),
    "moderation:to_confirm": [Row(MODERATORS), Row(MODERATORS, query={"nature": "solution"})],
    "moderation:to_publish": [
        Row(MODERATORS),
        Row(MODERATORS, query={"nature": "solution"}),
    ],
    "moderation:publish": Row(DECIDING, args=waiting_carrier, method="post", data={}),
    "moderation:detail": [
        Row(MODERATORS, args=report),
        Row(MODERATORS, args=settled),
        Row(MODERATORS | {"advisor": NOT_FOUND}, args=report_elsewhere),
    ],
    "moderation:take": Row(DECIDING, args=report, method="post", data={}),
    "moderation:answer": [
        Row(DECIDING, args=report, method="post", data={"state": "rejected"}),
        Row(MODERATORS, args=report, method="post", data={}),
    ],
}
