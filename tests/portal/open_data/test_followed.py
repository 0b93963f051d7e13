"""Programs may follow every list whose withdrawals are told, and are led to the page of a row."""

import pytest

from pat_logistics.portal.open_data.followed import add_topics
from pat_logistics.portal.open_data.registry import TOLD
from pat_logistics.webhooks import topics
from tests.factories.carriers import SolutionFactory
from tests.factories.producers import ProducerFactory


def test_the_lists_are_those_whose_withdrawals_are_told(monkeypatch):
    monkeypatch.setattr(topics, "TOPICS", {})
    add_topics()
    assert topics.choices() == [(dataset.code, dataset.title) for dataset in TOLD]


@pytest.mark.django_db
def test_every_row_that_is_told_is_read_at_its_address(client):
    SolutionFactory()
    farm = ProducerFactory(published=True)
    assert client.get(f"/api/v1/producers/{farm.pk}/").status_code == 200
    for dataset in TOLD:
        assert client.get(f"/api/v1/{dataset.code}/999999/").status_code == 404


@pytest.mark.django_db
def test_the_page_is_that_of_the_row_while_it_is_public(settings):
    farm = ProducerFactory(published=True)
    page = topics.TOPICS["producers"].page
    assert page(farm.pk) == settings.SITE_URL + farm.get_absolute_url()
    farm.published_at = None
    farm.save()
    assert page(farm.pk) is None


@pytest.mark.django_db
def test_a_carrier_and_a_solution_have_their_pages(settings):
    solution = SolutionFactory()
    for code, row in (("solutions", solution), ("carriers", solution.carrier)):
        assert topics.TOPICS[code].page(row.pk) == settings.SITE_URL + row.get_absolute_url()


@pytest.mark.django_db
def test_a_row_without_a_page_has_none():
    assert topics.TOPICS["flows"].page(1) is None
