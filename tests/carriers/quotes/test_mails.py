"""The mails of quote requests: one event, one mail, to the right person."""

import pytest

from carriers.quotes import mails as quote_mails
from carriers.quotes.links import stop_token_of, token_of
from pat_logistics.outbox.models import OutboxState
from tests.factories.quotes import QuoteAnswerFactory, QuoteInvitationFactory, QuoteMessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation(quote):
    return QuoteInvitationFactory(request=quote, to_email="devis@transport.example")


@pytest.mark.parametrize("write", ["ask", "remind", "extend", "accept", "thank", "tell_chosen", "cancel"])
def test_each_event_writes_once_to_who_was_asked(invitation, mails, write):
    for _ in range(2):
        getattr(quote_mails, write)(invitation)
    assert [mail.to for mail in mails()] == ["devis@transport.example"]


def test_the_mail_that_asks_holds_the_two_links_and_those_after_the_way_to_answer(invitation, mails):
    quote_mails.ask(invitation)
    quote_mails.remind(invitation)
    asked, reminded = mails()
    assert token_of(invitation) in asked.body
    assert stop_token_of(invitation) in asked.body
    assert token_of(invitation) in reminded.body


def test_an_answer_and_a_question_are_told_to_the_producer(invitation, mails, farmer):
    quote_mails.tell_answer(QuoteAnswerFactory(invitation=invitation))
    quote_mails.tell_question(QuoteMessageFactory(invitation=invitation))
    assert [mail.to for mail in mails()] == [farmer.email] * 2


def test_a_second_version_of_an_answer_is_told_too(invitation, mails):
    for version in (1, 2, 2):
        answer = invitation.answers.filter(version=version).first()
        quote_mails.tell_answer(answer or QuoteAnswerFactory(invitation=invitation, version=version))
    assert len(mails()) == 2


def test_the_mail_that_asked_is_found_again_and_leaves_again_only_when_it_failed(invitation, mails):
    quote_mails.ask(invitation)
    [mail] = mails()
    assert quote_mails.of_asking([invitation]) == {invitation.pk: mail}
    assert not quote_mails.ask_again(invitation)
    mail.state = OutboxState.REFUSED
    mail.save()
    assert quote_mails.ask_again(invitation)
