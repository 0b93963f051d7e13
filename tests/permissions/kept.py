"""Results kept: a device's are nobody's business but its own, a farm's are read by who follows it."""

from tests.factories.cost_calc import KeptResultFactory
from tests.permissions.farm import KEEPERS
from tests.permissions.rows import NOT_FOUND, REDIRECT, Row, everyone, public_page

QUERY = "origin=48095&destination=34172&family=cheese&mass_kg=60&times=4&period=month"
OWNER_WRITES = everyone(NOT_FOUND) | {"visitor": REDIRECT, "producer": REDIRECT}


def kept(world):
    return [KeptResultFactory(producer=world.producer).pk]


def posted(expected, **data):
    return Row(expected, method="post", data=data, is_page=False)


ROWS = {
    "cost_calc:kept": public_page(),
    "cost_calc:side_by_side": [
        public_page(query={"cas": [QUERY, QUERY.replace("60", "80")]}),
        Row(everyone(400), is_page=False),
    ],
    "cost_calc:keep": posted(everyone(REDIRECT), question=QUERY),
    "cost_calc:take_over": posted(everyone(NOT_FOUND) | {"visitor": REDIRECT}, producer="0", results="[]"),
    "cost_calc:kept_result": Row(KEEPERS, args=kept),
    "cost_calc:farm_round": [
        Row(everyone(REDIRECT), is_page=False),
        Row(everyone(NOT_FOUND) | {"visitor": REDIRECT}, query={"livraison": "999999999"}, is_page=False),
    ],
    "cost_calc:kept_delete": Row(OWNER_WRITES, args=kept, method="post", data={}, is_page=False),
}
