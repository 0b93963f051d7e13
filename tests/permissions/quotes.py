"""Quote requests: the farm decides, its advisor reads, whoever has the link answers, nobody else sees."""

from carriers.quotes.links import stop_token_of, token_of
from tests.factories.quotes import QuoteInvitationFactory
from tests.permissions.apps import QUESTION
from tests.permissions.rows import (
    FORBIDDEN,
    NOT_ALLOWED,
    NOT_FOUND,
    OK,
    REDIRECT,
    SIGNED_IN,
    Row,
    everyone,
    public_page,
)

READERS = everyone(NOT_FOUND) | {
    "visitor": REDIRECT,
    "producer": OK,
    "advisor": OK,
    "administrator": OK,
}
DECIDERS = READERS | {"advisor": FORBIDDEN, "administrator": FORBIDDEN}


def invitation(world, **traits):
    return QuoteInvitationFactory(request__producer=world.producer, solution=world.solution, **traits)


def request_args(world):
    return [invitation(world, answered=True).request_id]


def invitation_args(world):
    found = invitation(world, questioned=True)
    return [found.request_id, found.pk]


def offer_args(world):
    found = invitation(world, answered=True)
    return [found.request_id, found.pk]


def link_args(world):
    return [token_of(invitation(world))]


def stop_args(world):
    return [stop_token_of(invitation(world))]


def only_post(expected, *, args, data):
    """What each role gets for a POST; reading such an address is refused to all who may come that far."""
    refused = everyone(NOT_ALLOWED)
    if expected["visitor"] == REDIRECT:
        refused["visitor"] = REDIRECT
    posted = Row(expected, args=args, method="post", data=data)
    return [posted, Row(refused, args=args, is_page=False)]


DONE = DECIDERS | {"producer": REDIRECT}
FALSE_LINK = Row(everyone(NOT_FOUND), args=lambda world: ["1.faux"], is_page=False)

ROWS = {
    "quotes:list": Row(SIGNED_IN),
    "quotes:received": Row(SIGNED_IN),
    "quotes:ask": Row(SIGNED_IN, query=QUESTION),
    "quotes:check": [
        Row(SIGNED_IN, method="post", query=QUESTION, data={}),
        Row(everyone(NOT_ALLOWED), is_page=False),
    ],
    "quotes:send": [
        Row(SIGNED_IN, method="post", query=QUESTION, data={}),
        Row(everyone(NOT_ALLOWED), is_page=False),
    ],
    "quotes:detail": Row(READERS, args=request_args),
    "quotes:accept": [
        Row(DECIDERS, args=offer_args),
        Row(DONE, args=offer_args, method="post", data={"version": "1"}),
    ],
    "quotes:cancel": only_post(DONE, args=request_args, data={}),
    "quotes:extend": only_post(DECIDERS, args=request_args, data={"deadline": "demain"}),
    "quotes:reply": only_post(DONE, args=invitation_args, data={"text": "Oui, un quai."}),
    "quotes:resend": only_post(DONE, args=invitation_args, data={}),
    "quotes:answer": [public_page(args=link_args), FALSE_LINK],
    "quotes:refuse": only_post(everyone(), args=link_args, data={}),
    "quotes:question": only_post(everyone(), args=link_args, data={}),
    "quotes:stop_mails": [public_page(args=stop_args), FALSE_LINK],
}
