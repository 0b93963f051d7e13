"""Signed links: each opens one thing, for a time."""

import datetime

import pytest
from django.utils import timezone

from carriers.models.quotes import LINK_DAYS_AFTER_DEADLINE
from carriers.quotes import links
from tests.factories.quotes import QuoteInvitationFactory, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation():
    return QuoteInvitationFactory(to_email="devis@transport.example")


def test_the_answer_link_opens_its_invitation_and_no_other(invitation):
    other = QuoteInvitationFactory()
    token = links.token_of(invitation)
    assert links.invitation_of(token) == invitation
    forged = token.replace(str(invitation.pk), str(other.pk), 1)
    with pytest.raises(links.BadLinkError):
        links.invitation_of(forged)


def test_one_kind_of_link_does_not_do_what_the_other_does(invitation):
    with pytest.raises(links.BadLinkError):
        links.invitation_of(links.stop_token_of(invitation))
    with pytest.raises(links.BadLinkError):
        links.stopped_address_of(links.token_of(invitation))


def test_a_link_opens_until_its_last_day_included(invitation):
    last = datetime.timedelta(days=LINK_DAYS_AFTER_DEADLINE)
    invitation.request.deadline = timezone.localdate() - last
    invitation.request.save()
    assert links.invitation_of(links.token_of(invitation)) == invitation
    invitation.request.deadline = in_days(-1) - last
    invitation.request.save()
    with pytest.raises(links.OverdueLinkError):
        links.invitation_of(links.token_of(invitation))


def test_the_link_that_stops_works_when_the_request_is_long_gone(invitation):
    token = links.stop_token_of(invitation)
    invitation.delete()
    assert links.stopped_address_of(token) == "devis@transport.example"


def test_a_link_to_a_request_that_is_gone_is_a_bad_one(invitation):
    token = links.token_of(invitation)
    invitation.request.delete()
    with pytest.raises(links.BadLinkError):
        links.invitation_of(token)
