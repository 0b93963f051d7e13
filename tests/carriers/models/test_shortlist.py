"""A comparison prices the nearest of what fits, and a few of what does not, however large the catalogue."""

import datetime

import pytest

from carriers.models import candidates, shortlist
from tests.factories.carriers import SolutionFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 23)


@pytest.fixture
def places():
    return CommuneFactory(mende=True), CommuneFactory(montpellier=True)


@pytest.fixture
def short(monkeypatch):
    """Two that fit and one that does not, at most."""
    monkeypatch.setattr(shortlist, "MAX_FITTING", 2)
    monkeypatch.setattr(shortlist, "MAX_OTHERS", 1)


def test_what_fits_is_kept_up_to_its_number_and_all_of_it_is_counted(places, short):
    mende, montpellier = places
    fitting = SolutionFactory.create_batch(3, priced=True, from_mende_to_montpellier=True)
    found = candidates(mende, [montpellier], TODAY)
    assert {row.pk for row in found} < {solution.pk for solution in fitting}
    assert [row.fitting_count for row in found] == [3, 3]


def test_what_does_not_fit_is_kept_up_to_its_own_number(places, short):
    mende, montpellier = places
    fitting = SolutionFactory(priced=True, from_mende_to_montpellier=True)
    others = SolutionFactory.create_batch(2)
    found = {row.pk for row in candidates(mende, [montpellier], TODAY)}
    assert fitting.pk in found
    assert len(found & {solution.pk for solution in others}) == 1
