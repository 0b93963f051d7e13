from carriers.rides import Side
from tests.permissions.rows import NOT_FOUND, OK, REDIRECT, SIGNED_IN, Row, everyone

PRODUCER_ONLY = everyone(NOT_FOUND) | {"visitor": REDIRECT, "producer": OK}
CARRIER_ONLY = everyone(NOT_FOUND) | {"visitor": REDIRECT, "carrier": OK}
ROWS = {
    "rides:index": Row(SIGNED_IN),
    "rides:side": [
        Row(PRODUCER_ONLY, args=lambda world: [Side.PRODUCER, world.producer.pk]),
        Row(PRODUCER_ONLY, args=lambda world: [Side.PRODUCER, world.producer.pk], query={"q": "transports"}),
        Row(CARRIER_ONLY, args=lambda world: [Side.CARRIER, world.solution.carrier.pk]),
    ],
    "rides:decide": Row(
        everyone(NOT_FOUND) | {"visitor": REDIRECT, "producer": REDIRECT},
        args=lambda world: [Side.PRODUCER, world.producer.pk, world.solution.carrier.pk],
        method="post",
        data={"choice": "agree"},
    ),
}
