"""What time does to requests."""

import datetime

import pytest
from django.utils import timezone

from carriers.enums import InvitationState, QuoteState
from carriers.quotes import follow, services
from carriers.tasks import follow_quote_requests
from tests.factories.quotes import QuoteInvitationFactory, QuoteRequestFactory, in_days

pytestmark = pytest.mark.django_db


def test_who_has_not_answered_is_reminded_once_two_days_before_the_deadline(mails):
    silent = QuoteInvitationFactory(request=QuoteRequestFactory(deadline=in_days(2)))
    QuoteInvitationFactory(request=silent.request, answered=True)
    for _ in range(2):
        follow_quote_requests()
    assert [mail.to for mail in mails("quote-reminder")] == [silent.to_email]


def test_nobody_is_reminded_three_days_before(mails):
    QuoteInvitationFactory(request=QuoteRequestFactory(deadline=in_days(3)))
    follow_quote_requests()
    assert mails() == []


def test_who_was_asked_today_is_left_in_peace(mails):
    QuoteInvitationFactory(request=QuoteRequestFactory(deadline=in_days(2)), created_at=timezone.now())
    follow_quote_requests()
    assert mails() == []


def test_who_wants_no_mail_is_not_reminded(mails):
    silent = QuoteInvitationFactory(request=QuoteRequestFactory(deadline=in_days(2)))
    services.stop_mails(email=silent.to_email)
    follow_quote_requests()
    assert mails() == []


def test_a_longer_deadline_allows_one_more_reminder(mails):
    silent = QuoteInvitationFactory(request=QuoteRequestFactory(deadline=in_days(2)))
    follow_quote_requests()
    services.extend_deadline(request=silent.request, deadline=in_days(9))
    assert follow.remind_silent(now=timezone.now() + datetime.timedelta(days=7)) == 1
    assert len(mails("quote-reminder")) == 2


def test_the_producer_is_told_on_the_last_day_what_came_in_once(quote, mails):
    quote.deadline = in_days(0)
    quote.save()
    answered = QuoteInvitationFactory(request=quote, answered=True)
    silent = QuoteInvitationFactory(request=quote)
    for _ in range(2):
        follow_quote_requests()
    (mail,) = mails("quote-deadline")
    assert mail.to == quote.created_by.email
    assert f"- {answered.company}\N{NO-BREAK SPACE}: une offre" in mail.body
    assert f"- {silent.company}\n" in mail.body


def test_a_request_closes_the_day_after_its_deadline():
    silent = QuoteInvitationFactory(request=QuoteRequestFactory(late=True))
    last_day = QuoteInvitationFactory(request=QuoteRequestFactory(deadline=in_days(0)))
    follow_quote_requests()
    silent.refresh_from_db()
    last_day.refresh_from_db()
    assert (silent.state, silent.request.state) == (InvitationState.EXPIRED, QuoteState.CLOSED)
    assert (last_day.state, last_day.request.state) == (InvitationState.SENT, QuoteState.OPEN)
