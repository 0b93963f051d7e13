"""What the portal brought to a company, and what was lost and why."""

import datetime

import pytest
from django.urls import reverse

from carriers.enums import InvitationState, MissReason, QuoteState
from carriers.models import QuoteMiss, SolutionViews
from cost_calc.quoting.carrier_return import DEARER, OTHERWISE, months_of
from pat_logistics.accounts.models import Role
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.carriers import SolutionFactory
from tests.factories.quotes import QuoteAnswerFactory, QuoteInvitationFactory, QuoteRequestFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 28)
THIS_MONTH = datetime.datetime(2026, 11, 5, 12, tzinfo=datetime.UTC)


@pytest.fixture
def service():
    return SolutionFactory(carrier__organisation=OrganisationFactory())


def decided(service, own, chosen):
    """A request where the service offered `own` and another one, at `chosen`, was taken."""
    quote = QuoteRequestFactory(state=QuoteState.ACCEPTED)
    for solution, price, state in (
        (service, own, InvitationState.THANKED),
        (SolutionFactory(), chosen, InvitationState.ACCEPTED),
    ):
        row = QuoteInvitationFactory(
            request=quote, solution=solution, state=state, created_at=THIS_MONTH, own_part_eur=6
        )
        QuoteAnswerFactory(invitation=row, price_eur=price)


def test_a_request_lost_to_a_cheaper_offer_is_told_from_one_lost_otherwise(service):
    decided(service, own=30, chosen=24)
    decided(service, own=30, chosen=60)
    month = months_of(service.carrier, today=TODAY)[0]
    assert (month.received, month.answered, month.chosen) == (2, 2, 0)
    assert month.lost == {DEARER: 1, OTHERWISE: 1}


def test_an_offer_that_was_chosen_is_no_loss(service):
    QuoteInvitationFactory(
        solution=service, answered=True, state=InvitationState.ACCEPTED, created_at=THIS_MONTH
    )
    month = months_of(service.carrier, today=TODAY)[0]
    assert (month.received, month.chosen, month.reasons) == (1, 1, [])


def test_requests_that_could_not_come_are_counted_by_reason_and_month(service):
    for day, reason in ((5, MissReason.ZONE), (20, MissReason.ZONE), (20, MissReason.MINIMUM)):
        QuoteMiss.objects.create(solution=service, day=datetime.date(2026, 10, day), reason=reason)
    SolutionViews.objects.create(solution=service, day=datetime.date(2026, 10, 31), count=12)
    now, october = months_of(service.carrier, today=TODAY)[:2]
    assert (now.views, october.views) == (0, 12)
    assert october.reasons == [(2, MissReason.ZONE.label), (1, MissReason.MINIMUM.label)]


def test_the_page_of_the_company_says_it_and_one_click_says_that_all_is_up_to_date(client, service):
    user = UserFactory()
    MembershipFactory(user=user, organisation=service.carrier.organisation, role=Role.CARRIER)
    client.force_login(user)
    address = reverse("company:overview", args=[service.carrier.slug])
    page = client.get(address).content.decode()
    assert "Ce que le portail vous apporte" in page
    assert "Tout est à jour" in page
    client.post(reverse("company:confirm", args=[service.carrier.slug]))
    service.refresh_from_db()
    assert service.confirmed_on is not None
    assert "Tout est à jour" not in client.get(address).content.decode()
