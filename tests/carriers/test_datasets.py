"""What carriers and operators publish."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from carriers.datasets import AREAS, BANDS, CARRIERS, DROP_POINTS, GRIDS, SOLUTIONS
from carriers.models import Carrier, Solution
from tests.factories.carriers import SolutionFactory
from tests.factories.territory import CommuneFactory
from tests.open_data.samples import VISITOR, open_company

pytestmark = pytest.mark.django_db


def told(dataset):
    return [json.loads(row) for row in dataset.as_json(dataset.rows(VISITOR).order_by("pk"), dataset.columns)]


def test_a_company_and_its_service_are_told():
    open_company()
    [company], [service] = told(CARRIERS), told(SOLUTIONS)
    assert company["url"].endswith("/solutions/transporteurs/messagerie/")
    assert service["page"].endswith("/solutions/groupage/")
    assert (service["carrier"], service["min_kg"]) == ("Messagerie du Gévaudan", 10.0)


def test_a_service_without_a_contact_of_its_own_has_that_of_its_company():
    open_company()
    [service] = told(SOLUTIONS)
    assert service["phone"] == "04 66 00 00 00"
    Solution.objects.update(contact_phone="04 66 11 11 11")
    [service] = told(SOLUTIONS)
    assert service["phone"] == "04 66 11 11 11"


def test_a_service_stands_at_its_place_its_commune_or_that_of_its_company():
    carrier = open_company(commune=CommuneFactory(mende=True))
    assert told(SOLUTIONS)[0]["latitude"] == 44.51782
    carrier.solutions.update(commune=CommuneFactory(montpellier=True))
    assert told(SOLUTIONS)[0]["latitude"] == pytest.approx(43.6, abs=0.1)
    carrier.solutions.update(latitude=44.1, longitude=3.2)
    assert told(SOLUTIONS)[0]["longitude"] == 3.2


def test_areas_drop_points_and_prices_are_told():
    open_company()
    [area], [point], [grid] = told(AREAS), told(DROP_POINTS), told(GRIDS)
    assert (area["departement"], area["weekdays"], area["insee"]) == ("48", [1, 3], None)
    assert (point["name"], point["opening"], point["latitude"]) == ("Quai", "le matin", 44.52)
    assert (grid["valid_from"], grid["basis"]) == ("2026-01-01", "per_100kg")
    assert sorted((band["min_kg"], band["price_eur"]) for band in told(BANDS)) == [(0, 42), (100, 34)]


@pytest.mark.parametrize("hidden", ["carrier", "solution"])
def test_nothing_is_told_of_what_is_not_published(hidden):
    open_company()
    model = {"carrier": Carrier, "solution": Solution}[hidden]
    model.objects.update(published_at=None)
    for dataset in (SOLUTIONS, AREAS, DROP_POINTS, GRIDS, BANDS):
        assert told(dataset) == []


def test_what_is_published_tomorrow_is_not_told_today():
    SolutionFactory(published_at=timezone.now() + timedelta(days=1))
    assert told(SOLUTIONS) == []
