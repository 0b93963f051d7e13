"""An extract: its name, what it says of itself, its rows batch after batch."""

import pytest

from pat_logistics.open_data import extracts
from tests.factories.producers import ProducerFactory
from tests.open_data.samples import extract, open_farm

pytestmark = pytest.mark.django_db


def test_the_name_of_a_file_says_the_list_the_question_and_the_day():
    asked = extract("producers", filters={"departement": "48", "q": "Tomme / brebis"})
    assert asked.name == "producteurs_departement-48_q-tomme-brebis_2026-11-29"
    assert extract("storage").name == "stockage_2026-11-29"


def test_a_long_question_leaves_the_day_in_the_name():
    name = extract("producers", filters={"q": "x" * 500}).name
    assert name.endswith("_2026-11-29")
    assert len(name) < 140


def test_a_file_says_its_filters_date_licence_and_count():
    about = extract("producers", filters={"departement": "48"}).about(12)
    assert about["filtres"] == "departement = 48"
    assert about["nombre"] == "12"
    assert about["date"] == "2026-11-29"
    assert about["licence"] == "Licence Ouverte 2.0"
    assert extract("producers").about(0)["filtres"] == "aucun"


def test_the_rows_come_batch_after_batch(monkeypatch):
    monkeypatch.setattr(extracts, "AT_A_TIME", 2)
    ProducerFactory.create_batch(5, published=True)
    assert [len(rows) for rows in extract("producers").tuples()] == [2, 2, 1]


def test_one_statement_reads_them_all(django_assert_num_queries):
    open_farm()
    with django_assert_num_queries(3):  # the statement, in a savepoint of the test's transaction
        assert len(list(extract("producers").objects())) == 1
