"""One's own farm, and the producers an advisor follows. Another's farm does not exist."""

from producers.entries import claim_key
from producers.personal import token_of
from tests.factories.producers import (
    AdvisorEntryFactory,
    ClaimFactory,
    IntakeFactory,
    IntakeRowFactory,
    ProducerFactory,
    ProductLineFactory,
)
from tests.permissions.rows import (
    BAD,
    FORBIDDEN,
    NOT_FOUND,
    OK,
    REDIRECT,
    SIGNED_IN,
    Row,
    everyone,
    public_page,
)

KEEPERS = everyone(NOT_FOUND) | {"visitor": REDIRECT, "producer": OK, "advisor": OK, "administrator": OK}
OWNERS = KEEPERS | {"advisor": FORBIDDEN}
ADVISORS = everyone(FORBIDDEN) | {"visitor": REDIRECT, "advisor": OK, "administrator": OK}
SECTIONS = ("produits", "stockage", "vehicules", "livraisons")


def redirecting(expected):
    """The same, where the page answers by sending elsewhere."""
    return {role: REDIRECT if status == OK else status for role, status in expected.items()}


def refusing(expected):
    """The same, where the page answers to a form that is wrong."""
    return {role: BAD if status == OK else status for role, status in expected.items()}


def farm(world):
    return [world.producer.pk]


def line(world):
    return [world.producer.pk, "produits", ProductLineFactory(producer=world.producer).pk]


def link(_world):
    return [token_of(AdvisorEntryFactory().producer)]


def claim(world):
    return [ClaimFactory(producer=world.producer).pk]


def hidden(world):
    """A profile that is not published, by the key that the carrier's account was given."""
    return [claim_key(ProducerFactory(), world.users["carrier"])]


def sent_list(world):
    """A list of the advisor of the world, with a line that waits for an answer."""
    intake = IntakeFactory(owner=world.users["advisor"], tried=True)
    IntakeRowFactory(intake=intake, state="asked", producer=world.producer)
    return [intake.pk]


ROWS = {
    "farm:index": Row(SIGNED_IN | {"producer": REDIRECT, "neighbour": REDIRECT}),
    "farm:create": [Row(SIGNED_IN), Row(SIGNED_IN, method="post", data={"name": ""})],
    "farm:claim": [
        Row(SIGNED_IN | {"producer": NOT_FOUND}, args=farm),
        Row(SIGNED_IN | {"producer": NOT_FOUND}, args=farm, method="post", data={"message": ""}),
    ],
    "farm:claim_hidden": [
        Row(everyone(NOT_FOUND) | {"visitor": REDIRECT, "carrier": OK}, args=hidden),
        Row(
            everyone(NOT_FOUND) | {"visitor": REDIRECT, "carrier": OK},
            args=hidden,
            method="post",
            data={"message": ""},
        ),
    ],
    "farm:overview": Row(KEEPERS, args=farm),
    "farm:profile": [Row(KEEPERS, args=farm), Row(KEEPERS, args=farm, method="post", data={"name": ""})],
    "farm:publication": Row(KEEPERS, args=farm),
    "farm:publish": [
        Row(
            redirecting(KEEPERS),
            args=farm,
            method="post",
            data={"group": "contact", "published": "no"},
        ),
        Row(
            redirecting(KEEPERS) | {"advisor": FORBIDDEN, "administrator": FORBIDDEN},
            args=farm,
            method="post",
            data={"group": "contact", "published": "yes", "wording": "2026-11"},
        ),
    ],
    "farm:preview": Row(KEEPERS, args=farm),
    "farm:history": Row(KEEPERS, args=farm),
    "farm:data": Row(KEEPERS, args=farm),
    "farm:export_json": Row(KEEPERS, args=farm, is_page=False),
    "farm:export_xlsx": Row(KEEPERS, args=farm, is_page=False),
    "farm:erase": [Row(OWNERS, args=farm), Row(OWNERS, args=farm, method="post", data={"name": "une autre"})],
    "farm:rows": [
        *(Row(KEEPERS, args=lambda world, slug=slug: [world.producer.pk, slug]) for slug in SECTIONS),
        Row(everyone(NOT_FOUND) | {"visitor": REDIRECT}, args=lambda world: [world.producer.pk, "inconnu"]),
    ],
    "farm:row_add": [
        *(Row(KEEPERS, args=lambda world, slug=slug: [world.producer.pk, slug]) for slug in SECTIONS),
        Row(KEEPERS, args=lambda world: [world.producer.pk, "stockage"], method="post", data={"kind": ""}),
    ],
    "farm:row_edit": [Row(KEEPERS, args=line), Row(KEEPERS, args=line, method="post", data={"family": ""})],
    "farm:row_delete": [
        Row(KEEPERS, args=line),
        Row(redirecting(KEEPERS), args=line, method="post", data={}),
    ],
    "farm:received": [
        public_page(args=link),
        Row(everyone(NOT_FOUND), args=lambda world: ["lien-inventé"]),
    ],
    "farm:received_claim": [
        Row(everyone(REDIRECT), args=link),
        Row(everyone(REDIRECT), args=link, method="post", data={}),
    ],
    "farm:received_again": [public_page(), public_page(method="post", data={"email": "x@exemple.fr"})],
    "farm:received_correct": [
        public_page(args=link),
        public_page(args=link, method="post", data={"text": ""}),
        Row(everyone(NOT_FOUND), args=lambda world: ["lien-inventé"]),
    ],
    "farm:received_withdraw": [
        public_page(args=link),
        Row(everyone(REDIRECT), args=link, method="post", data={}),
        Row(everyone(NOT_FOUND), args=lambda world: ["lien-inventé"], method="post", data={}),
    ],
    "farm:take": Row(
        everyone(NOT_FOUND) | {"visitor": REDIRECT}, args=farm, method="post", data={}, is_page=False
    ),
    "farm:received_refuse": [
        public_page(args=link),
        Row(everyone(REDIRECT), args=link, method="post", data={}),
    ],
    "advising:index": [Row(ADVISORS), Row(ADVISORS, query={"q": "introuvable"})],
    "advising:create": [Row(ADVISORS), Row(ADVISORS, method="post", data={"name": ""})],
    "advising:claims": Row(ADVISORS),
    "advising:decide": Row(redirecting(ADVISORS), args=claim, method="post", data={"answer": "no"}),
    "advising:intakes": [Row(ADVISORS), Row(refusing(ADVISORS), method="post", data={"name": ""})],
    "advising:intake": [
        Row(ADVISORS, args=sent_list),
        Row(ADVISORS, args=sent_list, query={"etat": "asked"}),
    ],
    "advising:intake_columns": [
        Row(ADVISORS, args=sent_list),
        Row(refusing(ADVISORS), args=sent_list, method="post", data={"column_0": "x"}),
    ],
    "advising:intake_decide": Row(redirecting(ADVISORS), args=sent_list, method="post", data={"rest": ""}),
    "advising:intake_apply": Row(redirecting(ADVISORS), args=sent_list, method="post", data={}),
    "advising:intake_undo": Row(redirecting(ADVISORS), args=sent_list, method="post", data={}),
}
