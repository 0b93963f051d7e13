"""The example producers."""

import csv

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pat_logistics.territory.fields import great_circle_km
from producers import demo
from producers.models import Flow, Producer, ProductLine, StorageSite, Vehicle
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def territory(db):
    """Every commune that the examples name."""
    with (demo.DATA / "producers.csv").open(encoding="utf-8") as file:
        codes = {row["insee"] for row in csv.DictReader(file)}
    with (demo.DATA / "flows.csv").open(encoding="utf-8") as file:
        codes |= {row["destination"] for row in csv.DictReader(file)}
    for code in codes:
        CommuneFactory(insee=code, departement=code[:2])


@pytest.fixture
def loaded(territory):
    demo.load()


def test_the_examples_are_as_many_and_as_mixed_as_a_real_territory(loaded):
    assert Producer.objects.count() >= 40
    assert 100 <= Flow.objects.count() <= 150
    assert len(set(ProductLine.objects.values_list("family", flat=True))) >= 14
    assert Producer.objects.filter(published_at=None).exists()
    assert Producer.objects.filter(refuses_intermediaries=True).exists()
    assert Producer.objects.filter(open_to_pooling=True).exists()
    assert StorageSite.objects.filter(offered=True, hgv_access=True).exists()
    assert Flow.objects.exclude(destination__departement="48").exists()


def test_every_example_says_that_it_is_one(loaded):
    assert not Producer.objects.filter(is_example=False).exists()


def test_every_example_obeys_the_rules_of_the_forms(loaded):
    for model in (Producer, ProductLine, StorageSite, Vehicle, Flow):
        for row in model.objects.all():
            row.full_clean()


def test_a_farm_stands_within_a_kilometre_of_its_town_hall(loaded):
    for producer in Producer.objects.select_related("commune"):
        assert great_circle_km(producer, producer.commune) < 1


def test_no_example_delivers_more_than_it_makes(loaded):
    for line in ProductLine.objects.prefetch_related("flows"):
        assert sum(flow.kg_per_year for flow in line.flows.all()) <= line.kg_per_year, line


def test_a_flow_runs_when_there_is_something_to_carry(loaded):
    for flow in Flow.objects.select_related("product_line"):
        assert all(flow.product_line.season[month - 1] != "none" for month in flow.months), flow


def test_schools_are_not_delivered_in_summer(loaded):
    for flow in Flow.objects.filter(customer_type__in=["school_canteen", "college"]):
        assert not {7, 8} & set(flow.months)


def test_a_second_load_does_nothing_in_one_question(loaded):
    before = list(Producer.objects.values_list("pk", "updated_at"))
    with CaptureQueriesContext(connection) as captured:
        assert demo.load() == 0
    assert len([query for query in captured if query["sql"].startswith("SELECT")]) == 1
    assert list(Producer.objects.values_list("pk", "updated_at")) == before


def test_a_real_producer_of_the_same_name_is_left_alone(territory):
    real = ProducerFactory(slug="ferme-du-buron-reveur", name="La vraie")
    demo.load()
    real.refresh_from_db()
    assert (real.name, real.is_example) == ("La vraie", False)
    assert not real.product_lines.exists()


def test_a_removed_example_comes_back_alone(loaded):
    Producer.objects.get(slug="ferme-du-buron-reveur").delete()
    assert demo.load() == 1
    assert ProductLine.objects.filter(producer__slug="ferme-du-buron-reveur").exists()
