"""The invented France: the same rows each time, each of them valid, once."""

import pytest
from django.core.management import CommandError, call_command

import carriers.large
import needs_survey.large
import producers.large
from carriers.models import Carrier, DropPoint, ServiceArea, Solution, TariffBand, TariffGrid
from needs_survey.models import SurveyResponse
from producers.models import Flow, Producer, ProductLine, StorageSite
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory

# Both loads end with VACUUM, which no transaction may hold.
pytestmark = pytest.mark.django_db(transaction=True)
FARMS, SERVICES, ANSWERS = 60, 40, 20


@pytest.fixture(autouse=True)
def country(transactional_db):
    for place in ("mende", "florac", "montpellier"):
        CommuneFactory(**{place: True})


def rows(*models):
    """Every row in words, without keys nor moments of loading."""
    return [
        {
            field.name: str(field.value_from_object(row))
            for field in model._meta.concrete_fields
            if not field.is_relation and not field.primary_key
        }
        for model in models
        for row in model.objects.order_by("pk")
    ]


@pytest.mark.parametrize(
    ("load", "models", "parents"),
    [
        (
            lambda: producers.large.load(FARMS),
            (Producer, ProductLine, StorageSite, Flow),
            (Flow, StorageSite, ProductLine, Producer),
        ),
        (
            lambda: carriers.large.load(SERVICES),
            (Carrier, Solution, ServiceArea, DropPoint, TariffGrid, TariffBand),
            (TariffGrid, Solution, Carrier),
        ),
        (
            lambda: needs_survey.large.load(ANSWERS),
            (Producer, Flow, SurveyResponse),
            (SurveyResponse, Flow, StorageSite, ProductLine, Producer),
        ),
    ],
    ids=["producers", "solutions", "diagnoses"],
)
def test_loading_again_from_nothing_gives_the_same_rows(load, models, parents):
    load()
    first = rows(*models)
    for model in parents:
        model.objects.all().delete()
    load()
    assert rows(*models) == first


def test_a_second_load_adds_nothing():
    assert (producers.large.load(FARMS), carriers.large.load(SERVICES)) == (FARMS, SERVICES)
    assert (producers.large.load(FARMS), carriers.large.load(SERVICES)) == (0, 0)
    assert (Producer.objects.count(), Solution.objects.count()) == (FARMS, SERVICES)


def test_diagnoses_are_of_farms_of_their_own_and_added_once():
    producers.large.load(FARMS)
    assert (needs_survey.large.load(ANSWERS), needs_survey.large.load(ANSWERS)) == (ANSWERS, 0)
    assert SurveyResponse.objects.filter(producer__commune__departement="48").count() == ANSWERS
    assert Producer.objects.count() == FARMS + ANSWERS


def test_every_listing_is_marked_as_an_example():
    producers.large.load(FARMS)
    carriers.large.load(SERVICES)
    for model in (Producer, Carrier, Solution):
        assert not model.objects.filter(is_example=False).exists()


def test_the_next_row_gets_a_key_of_its_own():
    producers.large.load(FARMS)
    assert ProducerFactory().pk > max(Producer.objects.filter(is_example=True).values_list("pk", flat=True))


def test_nothing_is_added_beside_real_producers():
    ProducerFactory(is_example=False)
    with pytest.raises(CommandError, match="vraies fiches"):
        call_command("seed_large")
    assert Producer.objects.count() == 1
