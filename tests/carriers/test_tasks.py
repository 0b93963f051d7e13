"""Scheduled care of quote requests, and of the counts of pages opened."""

import pytest

from carriers.enums import QuoteState
from carriers.models import QuoteRequest, SolutionViews
from carriers.tasks import follow_quote_requests, gather_views
from tests.factories.carriers import SolutionFactory
from tests.factories.quotes import QuoteInvitationFactory, QuoteRequestFactory

pytestmark = pytest.mark.django_db


def test_a_request_past_its_deadline_is_closed_and_an_open_one_is_left():
    late, open_one = QuoteRequestFactory(late=True), QuoteRequestFactory()
    QuoteInvitationFactory(request=late)
    for _ in range(2):
        follow_quote_requests.apply()
    states = dict(QuoteRequest.objects.order_by("pk").values_list("pk", "state"))
    assert states == {late.pk: QuoteState.CLOSED, open_one.pk: QuoteState.OPEN}


def test_gathering_when_nothing_was_opened_writes_nothing():
    SolutionFactory()
    gather_views.apply()
    assert not SolutionViews.objects.exists()
