"""A farm: what it may say of itself, and where it stands."""

import pytest
from django.db import IntegrityError, transaction

from producers.models import Flow, Producer, ProductLine, StorageSite
from tests.factories.producers import FlowFactory, ProducerFactory, StorageSiteFactory
from tests.factories.territory import CommuneFactory
from tests.refused import assert_refused, assert_said, breakable

pytestmark = pytest.mark.django_db

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
]
# A form has no way to send NaN to a number field.
TYPED = [row for row in REFUSED if row[2] != "producer_longitude_in_sense"]


@pytest.mark.parametrize(("factory", "values", "constraint"), REFUSED)
def test_the_database_refuses_what_makes_no_sense(factory, values, constraint):
    assert_refused(factory, values, constraint)


@pytest.mark.parametrize(("factory", "values", "constraint"), TYPED)
def test_a_form_says_in_french_what_the_database_would_refuse(factory, values, constraint):
    assert_said(factory, values, constraint)


def test_every_rule_that_one_row_can_break_is_tried_here():
    assert breakable(Producer) == {constraint for _, _, constraint in REFUSED}


SIRET = "73282932000074"  # the example of Insee's own documentation


def test_two_producers_do_not_share_a_siret():
    ProducerFactory(siret=SIRET)
    with pytest.raises(IntegrityError, match="producer_siret_unique"), transaction.atomic():
        ProducerFactory(siret=SIRET)


def test_producers_without_siret_are_many():
    assert ProducerFactory().siret == ProducerFactory().siret == ""


def test_a_producer_without_position_stands_at_its_town_hall():
    producer = ProducerFactory(commune=CommuneFactory(florac=True))
    assert (producer.latitude, producer.longitude) == (44.32392, 3.59402)


def test_a_commune_where_producers_live_is_not_deleted():
    commune = ProducerFactory().commune
    with pytest.raises(IntegrityError), transaction.atomic():
        commune.delete()


def test_a_producer_leaves_with_all_that_is_its_own():
    flow = FlowFactory()
    StorageSiteFactory(producer=flow.producer)
    flow.producer.delete()
    assert not Flow.objects.exists()
    assert not ProductLine.objects.exists()
    assert not StorageSite.objects.exists()


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
