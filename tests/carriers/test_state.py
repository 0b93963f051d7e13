"""What a service still lacks."""

import datetime

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from carriers.models import Solution
from carriers.state import ServiceState
from tests.factories.carriers import (
    SolutionFactory,
    TariffGridFactory,
)

pytestmark = pytest.mark.django_db


def test_a_service_says_what_is_missing():
    today = datetime.date(2026, 11, 23)
    solution = SolutionFactory(confirmed_on=today - datetime.timedelta(days=200))
    state = ServiceState(solution, today)
    assert state.solution.to_confirm
    assert any("livre" in task for task in state.tasks)
    assert any("grille" in task for task in state.tasks)


def test_a_grid_that_ends_soon_without_a_successor_is_told():
    today = datetime.date(2026, 12, 1)
    solution = SolutionFactory(priced=True)  # until the end of 2026
    assert any("finit bientôt" in task for task in ServiceState(solution, today).tasks)
    TariffGridFactory(solution=solution, valid_during=DateRange(datetime.date(2027, 1, 1), None))
    state = ServiceState(Solution.objects.get(), today)
    assert (len(state.in_force), len(state.to_come)) == (1, 1)
    assert not any("finit bientôt" in task for task in state.tasks)


def test_a_tool_lacks_neither_area_nor_price():
    assert ServiceState(SolutionFactory(tool=True), datetime.date(2026, 11, 23)).tasks == []


def test_an_attestation_that_has_ended_is_told():
    ended = SolutionFactory(atp_attested=True, atp_expires_on=datetime.date(2026, 11, 22))
    assert any("ATP" in task for task in ServiceState(ended, datetime.date(2026, 11, 23)).tasks)
    assert not any("ATP" in task for task in ServiceState(ended, datetime.date(2026, 11, 22)).tasks)
