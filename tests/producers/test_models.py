"""What the database refuses, and the French sentence that says why."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import RestrictedError

from producers.models import Flow, Producer, ProductLine, StorageSite
from tests.factories.producers import FlowFactory, ProducerFactory, ProductLineFactory, StorageSiteFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db

SIRET = "73282932000074"  # the example of Insee's own documentation

REFUSED = [
    (ProducerFactory, {"legal_form": "empire"}, "producer_legal_form_known"),
    (ProducerFactory, {"labels": ["organic", "miraculous"]}, "producer_labels_known"),
    (ProducerFactory, {"latitude": 91.0, "longitude": 3.0}, "producer_latitude_in_sense"),
    (ProducerFactory, {"latitude": 44.0, "longitude": float("nan")}, "producer_longitude_in_sense"),
    (ProducerFactory, {"siret": "7328293200007"}, "producer_siret_digits"),
    (
        ProducerFactory,
        {"refuses_intermediaries": True, "open_to_pooling": True},
        "producer_wishes_agree",
    ),
    (ProductLineFactory, {"family": "gold"}, "productline_family_known"),
    (ProductLineFactory, {"temperature": "warm"}, "productline_temperature_known"),
    (ProductLineFactory, {"packagings": ["cardboard"]}, "productline_packagings_known"),
    (ProductLineFactory, {"labels": ["nice"]}, "productline_labels_known"),
    (ProductLineFactory, {"season": ["normal"] * 11}, "productline_season_is_a_year"),
    (ProductLineFactory, {"season": ["normal"] * 11 + ["huge"]}, "productline_season_is_a_year"),
    (ProductLineFactory, {"parcel_kg": 0}, "productline_parcel_kg_in_sense"),
    (ProductLineFactory, {"kg_per_year": -1}, "productline_kg_per_year_in_sense"),
    (ProductLineFactory, {"eur_per_kg": -1}, "productline_eur_per_kg_in_sense"),
    (ProductLineFactory, {"shelf_life_hours": 0}, "productline_shelf_life_hours_in_sense"),
    (StorageSiteFactory, {"kind": "cave"}, "storagesite_kind_known"),
    (StorageSiteFactory, {"volume_m3": 0, "free_m3": 0}, "storagesite_volume_m3_in_sense"),
    (StorageSiteFactory, {"volume_m3": 10, "free_m3": 11}, "storagesite_free_within_volume"),
    (StorageSiteFactory, {"volume_m3": 10, "free_m3": -1}, "storagesite_free_within_volume"),
    (FlowFactory, {"customer_type": "king"}, "flow_customer_type_known"),
    (FlowFactory, {"transport_today": "balloon"}, "flow_transport_today_known"),
    (FlowFactory, {"paid_by": "nobody"}, "flow_paid_by_known"),
    (FlowFactory, {"kg_per_delivery": 0}, "flow_kg_per_delivery_in_sense"),
    (FlowFactory, {"kg_per_delivery": 44_001}, "flow_kg_per_delivery_in_sense"),
    (FlowFactory, {"deliveries_per_year": 0}, "flow_deliveries_per_year_in_sense"),
    (FlowFactory, {"returns_kg": -1}, "flow_returns_kg_in_sense"),
    (FlowFactory, {"goods_value_eur": -1}, "flow_goods_value_eur_in_sense"),
    (FlowFactory, {"lead_time_hours": 0}, "flow_lead_time_hours_in_sense"),
    (FlowFactory, {"months": [0, 13]}, "flow_months_known"),
    (FlowFactory, {"weekdays": [8]}, "flow_weekdays_known"),
    (FlowFactory, {"not_before": time(10), "not_after": time(9)}, "flow_hours_in_order"),
]


@pytest.mark.parametrize(("factory", "values", "constraint"), REFUSED)
def test_the_database_refuses_what_makes_no_sense(factory, values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        factory(**values)


def test_every_constraint_that_can_be_broken_by_one_row_is_tried_here():
    named = {
        constraint.name
        for model in (Producer, ProductLine, StorageSite, Flow)
        for constraint in model._meta.constraints
        if hasattr(constraint, "condition") and not hasattr(constraint, "fields")
    }
    assert named == {constraint for _, _, constraint in REFUSED}


# A form has no way to send NaN to a number field.
TYPED = [row for row in REFUSED if row[2] != "producer_longitude_in_sense"]


@pytest.mark.parametrize(("factory", "values", "constraint"), TYPED)
def test_a_form_says_in_french_what_the_database_would_refuse(factory, values, constraint):
    row = factory()
    for name, value in values.items():
        setattr(row, name, value)
    rule = next(rule for rule in row._meta.constraints if rule.name == constraint)
    with pytest.raises(ValidationError) as refused:
        rule.validate(type(row), row)
    assert refused.value.messages == [rule.violation_error_message]
    assert rule.violation_error_message.endswith(".")


def test_two_producers_do_not_share_a_siret():
    ProducerFactory(siret=SIRET)
    with pytest.raises(IntegrityError, match="producer_siret_unique"), transaction.atomic():
        ProducerFactory(siret=SIRET)


def test_producers_without_siret_are_many():
    assert ProducerFactory().siret == ProducerFactory().siret == ""


def test_a_product_is_described_once():
    line = ProductLineFactory(name="Tomme")
    with pytest.raises(IntegrityError, match="productline_once"), transaction.atomic():
        ProductLineFactory(producer=line.producer, name="Tomme")


def test_a_producer_without_position_stands_at_its_town_hall():
    producer = ProducerFactory(commune=CommuneFactory(florac=True))
    assert (producer.latitude, producer.longitude) == (44.32392, 3.59402)


def test_a_flow_carries_a_line_of_its_own_producer():
    flow = FlowFactory.build(producer=ProducerFactory(), product_line=ProductLineFactory())
    with pytest.raises(ValidationError, match="Choisissez une gamme de ce producteur"):
        flow.clean()


def test_a_commune_where_producers_live_is_not_deleted():
    commune = ProducerFactory().commune
    with pytest.raises(IntegrityError), transaction.atomic():
        commune.delete()


def test_a_line_that_flows_carry_is_not_deleted():
    flow = FlowFactory()
    with pytest.raises(RestrictedError):
        flow.product_line.delete()


def test_a_producer_leaves_with_all_that_is_its_own():
    flow = FlowFactory()
    StorageSiteFactory(producer=flow.producer)
    flow.producer.delete()
    assert not Flow.objects.exists()
    assert not ProductLine.objects.exists()
    assert not StorageSite.objects.exists()


def test_a_year_of_a_flow_is_its_deliveries():
    assert Flow(kg_per_delivery=60, deliveries_per_year=48).kg_per_year == 2880


@pytest.mark.django_db
def test_a_producer_at_the_town_hall_moves_with_its_commune_and_a_farm_stays():
    old, new = CommuneFactory(latitude=44.5, longitude=3.5), CommuneFactory(latitude=44.8, longitude=3.2)
    at_town_hall = ProducerFactory(commune=old, latitude=None, longitude=None)
    farm = ProducerFactory(commune=old, latitude=44.51, longitude=3.51)
    for producer in (at_town_hall, farm):
        producer.commune = new
        producer.save()
    assert (at_town_hall.latitude, at_town_hall.longitude) == (44.8, 3.2)
    assert (farm.latitude, farm.longitude) == (44.51, 3.51)
