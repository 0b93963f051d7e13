"""A job is its owner's; administrators see it too, and for anyone else it does not exist."""

from tests.factories.jobs import JobFactory
from tests.permissions.rows import NOT_ALLOWED, NOT_FOUND, OK, REDIRECT, SIGNED_IN, Row, everyone

READERS = everyone(NOT_FOUND) | {"visitor": REDIRECT, "producer": OK, "administrator": OK}
DOERS = READERS | {"producer": REDIRECT, "administrator": REDIRECT}
NOBODY = everyone(NOT_FOUND) | {"visitor": REDIRECT}
# To a program that is not signed in, it does not exist either.
CALLERS = READERS | {"visitor": NOT_FOUND}


def own(**traits):
    return lambda world: [JobFactory(owner=world.users["producer"], **traits).key]


ROWS = {
    "jobs:list": Row(SIGNED_IN),
    "jobs:detail": [
        Row(READERS, args=own()),
        Row(READERS, args=own(running=True, done=3, total=12)),
        Row(READERS, args=own(finished=True)),
        Row(READERS, args=own(failed=True)),
    ],
    "jobs:cancel": Row(DOERS, args=own(), method="post", data={}),
    "jobs:result": [
        Row(READERS, args=own(finished=True), is_page=False),
        Row(NOBODY, args=own(), is_page=False),
    ],
    "api:job": [
        Row(CALLERS, args=own(), is_page=False),
        *(
            Row(everyone(NOT_ALLOWED), args=own(), method=method, data="{}", is_page=False)
            for method in ("post", "put", "patch", "delete")
        ),
    ],
}
