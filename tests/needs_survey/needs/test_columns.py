"""Many rows read a column at a time, and many keys asked for at once."""

import pytest
from django.db.models import F

from needs_survey.needs.columns import Among, texts
from pat_logistics.territory.models import Commune
from producers.models import Producer
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


def test_the_columns_of_a_row_keep_their_place():
    farms = [ProducerFactory(name=f"Ferme {letter}, « la » {letter}; d'en haut") for letter in "ABC"]
    columns = texts(Producer.objects.all(), farm="pk", name="name")
    assert set(zip(columns["farm"], columns["name"], strict=True)) == {(str(f.pk), f.name) for f in farms}


def test_an_empty_text_holds_its_place():
    CommuneFactory(insee="48001", epci="")
    assert texts(Commune.objects.filter(pk="48001"), code="pk", epci="epci") == {
        "code": ["48001"],
        "epci": [""],
    }


def test_no_row_gives_no_text():
    assert texts(Producer.objects.none(), farm="pk") == {"farm": []}
    assert texts(Producer.objects.filter(name="personne"), farm="pk") == {"farm": []}


def test_thousands_of_keys_are_asked_for_as_one(django_assert_num_queries):
    farm, _other = ProducerFactory(), ProducerFactory()
    wanted = Producer.objects.filter(Among.of(F("pk"), [farm.pk, *range(10**6, 10**6 + 5_000)]))
    with django_assert_num_queries(1) as asked:
        assert [each.pk for each in wanted] == [farm.pk]
    assert asked.captured_queries[0]["sql"].count(f"{10**6 + 4_999}") == 1
    assert not Producer.objects.filter(Among.of(F("pk"), [])).exists()
