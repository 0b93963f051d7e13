"""What producers publish, and nothing that they keep."""

import json

import pytest

from producers.datasets import FLOWS, PRODUCERS, PRODUCT_LINES, STORAGE
from tests.factories.producers import FlowFactory, ProducerFactory, ProductLineFactory, StorageSiteFactory
from tests.factories.territory import CommuneFactory
from tests.open_data.samples import VISITOR, open_farm

pytestmark = pytest.mark.django_db


def told(dataset, user=VISITOR):
    return [json.loads(row) for row in dataset.as_json(dataset.rows(user).order_by("pk"), dataset.columns)]


def test_a_farm_that_publishes_itself_is_told_with_its_goods_each_once():
    farm = open_farm(email="vent@ferme.example", labels=["organic"])
    ProductLineFactory(producer=farm, family="honey", temperature="ambient")
    ProductLineFactory(producer=farm, family="cheese", name="Bleu")
    [row] = told(PRODUCERS)
    assert (row["insee"], row["commune"], row["departement"]) == ("48095", "Mende", "48")
    assert sorted(row["families"]) == ["cheese", "honey"]
    assert sorted(row["temperatures"]) == ["ambient", "chilled"]
    assert (row["labels"], row["email"]) == (["organic"], "vent@ferme.example")
    assert row["url"].endswith("/producteurs/ferme-du-vent/")


def test_what_is_not_published_is_empty_and_its_place_is_the_town_hall():
    ProducerFactory(
        published=True, commune=CommuneFactory(mende=True), email="a@b.example", phone="0465000000",
        contact_name="Quelqu’un", website="https://a.example", latitude=44.9, longitude=3.1,
    )  # fmt: skip
    [row] = told(PRODUCERS)
    assert {row[code] for code in ("email", "phone", "contact_name", "website")} == {""}
    assert (row["latitude"], row["longitude"]) == (44.51782, 3.50117)
    assert all(PRODUCERS[code].personal for code in ("email", "phone", "contact_name", "website"))


def test_a_farm_that_publishes_its_position_stands_there():
    ProducerFactory(position_published=True, latitude=44.9123456, longitude=3.1)
    [row] = told(PRODUCERS)
    assert (row["latitude"], row["longitude"]) == (44.912346, 3.1)


@pytest.mark.parametrize(
    ("dataset", "make"),
    [
        (PRODUCERS, None),
        (PRODUCT_LINES, ProductLineFactory),
        (STORAGE, StorageSiteFactory),
        (FLOWS, FlowFactory),
    ],
    ids=lambda value: getattr(value, "code", ""),
)
def test_nothing_of_a_hidden_farm_is_told(dataset, make):
    hidden = ProducerFactory()
    if make:
        make(producer=hidden)
    assert told(dataset) == []


def test_storage_kept_to_oneself_and_places_kept_are_not_told():
    farm = ProducerFactory(published=True)
    StorageSiteFactory(producer=farm, offered=True)
    FlowFactory(producer=farm)
    assert told(STORAGE) == told(FLOWS) == []


def test_a_place_delivered_says_who_what_and_when_but_no_quantity():
    open_farm()
    [row] = told(FLOWS)
    assert (row["origin"], row["commune"], row["weekdays"]) == ("48095", "Montpellier", [2, 4])
    assert (row["family"], row["customer_type"]) == ("cheese", "restaurant")
    assert not [code for code in FLOWS.codes if "kg" in code or "eur" in code or "per_year" in code]


def test_a_line_says_neither_volume_nor_price():
    assert not [code for code in PRODUCT_LINES.codes if "kg" in code or "eur" in code]
    open_farm()
    [row] = told(PRODUCT_LINES)
    assert (row["name"], row["season"]) == ("Tomme", ["normal"] * 12)
