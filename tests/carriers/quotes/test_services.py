"""Asking, answering and deciding, straight on the services."""

import datetime
import re
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from carriers.enums import AnswerKind, InvitationState, PriceBasis, QuoteState, RefusalReason
from carriers.models import QuoteAnswer, QuoteBand, QuoteInvitation, QuoteRequest, QuoteSent, QuoteStop
from carriers.quotes import mails as mails_of_quotes
from carriers.quotes import services
from carriers.quotes.services import QuoteError
from pat_logistics.mail.models import OutgoingMail
from pat_logistics.optimistic_lock import ConflictError
from pat_logistics.outbox.models import OutboxState
from producers.personal import farm_of
from tests.carriers.quotes.conftest import CONTACT, EMAIL, PHONE
from tests.factories.carriers import SolutionFactory
from tests.factories.quotes import (
    QuoteInvitationFactory,
    QuoteMessageFactory,
    QuoteRequestFactory,
    in_days,
)
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


def price(**changes):
    return QuoteAnswer(**{"kind": AnswerKind.PRICE, "price_eur": Decimal(30), **changes})


@pytest.fixture
def send(farm, farmer):
    """Send a request to some solutions."""

    def sent(*solutions, **changes):
        unsaved = QuoteRequestFactory.build(
            producer=farm, created_by=farmer, origin=CommuneFactory(mende=True), **changes
        )
        stops = [QuoteStop(rank=1, commune=CommuneFactory(montpellier=True), mass_kg=60)]
        asked = [QuoteInvitation(solution=row, to_email=f"{row.slug}@transport.example") for row in solutions]
        return services.send_request(request=unsaved, stops=stops, invitations=asked)

    return sent


def test_a_request_writes_one_mail_to_each_solution_asked(send, mails):
    send(SolutionFactory(slug="un"), SolutionFactory(slug="deux"))
    assert [mail.to for mail in mails()] == ["un@transport.example", "deux@transport.example"]


def test_the_same_form_sent_twice_makes_one_request(send, mails):
    solution = SolutionFactory()
    first = send(solution)
    assert send(solution, token=first.token).pk == first.pk
    assert QuoteRequest.objects.count() == len(mails()) == 1


def test_the_mail_that_asks_tells_the_commune_and_the_product_and_nothing_else(send, mails):
    send(SolutionFactory())
    body = mails()[0].body
    assert "Un producteur de Mende" in body
    assert "fromage" in body
    assert not [told for told in (PHONE, EMAIL, CONTACT, "Grelots") if told in body + mails()[0].subject]


def test_the_mail_that_asks_tells_what_the_producer_chose_to_tell(send, mails):
    send(SolutionFactory(), shares_phone=True)
    body = mails()[0].body
    assert PHONE in body
    assert not [told for told in (EMAIL, CONTACT, "Grelots") if told in body]


def test_a_sixth_open_request_is_refused(send, farm):
    for _ in range(services.MAX_OPEN):
        QuoteRequestFactory(producer=farm)
    with pytest.raises(QuoteError, match="déjà 5 demandes en cours"):
        send(SolutionFactory())


def test_the_farms_of_one_person_do_not_add_up_their_limits(send, farmer):
    for _ in range(services.MAX_OPEN):
        QuoteRequestFactory(created_by=farmer)
    with pytest.raises(QuoteError, match="déjà 5 demandes en cours"):
        send(SolutionFactory())


def test_an_eleventh_request_in_thirty_days_is_refused(send, farm):
    for _ in range(services.MAX_PER_MONTH):
        QuoteRequestFactory(producer=farm, state=QuoteState.CANCELLED)
    with pytest.raises(QuoteError, match="10 demandes en 30 jours"):
        send(SolutionFactory())


def test_an_address_asked_enough_for_a_day_is_left_in_peace(send):
    solution = SolutionFactory(name="Ligne fraîche", slug="quai")
    for _ in range(services.MAX_RECEIVED_PER_DAY):
        QuoteSent.objects.create(token=uuid.uuid4(), address=services.digest_of("quai@transport.example"))
    with pytest.raises(QuoteError, match="Ligne fraîche : déjà 20 demandes aujourd’hui"):
        send(solution)


def test_one_request_does_not_pass_the_limit_of_an_address_at_a_stroke(send, monkeypatch):
    monkeypatch.setattr(services, "MAX_RECEIVED_PER_DAY", 1)
    with pytest.raises(QuoteError, match="déjà 1 demandes"):
        send(SolutionFactory(slug="quai"), SolutionFactory(slug="QUAI"))


def test_erasing_the_farm_does_not_give_the_right_to_ask_again(send, farm, farmer):
    for number in range(services.MAX_PER_MONTH):
        request = send(SolutionFactory(slug=f"ligne-{number}"))
        request.delete()
    with pytest.raises(QuoteError, match="10 demandes en 30 jours"):
        send(SolutionFactory())


def test_who_wants_no_mail_gets_none_when_the_deadline_moves(mails):
    quote = QuoteRequestFactory()
    asked = QuoteInvitationFactory(request=quote)
    services.stop_mails(email=asked.to_email)
    services.extend_deadline(request=quote, deadline=in_days(20))
    assert mails("quote-extended") == []


def test_a_mail_that_failed_leaves_again_to_the_corrected_address(send, mails):
    solution = SolutionFactory(slug="ligne", contact_email="juste@transport.example")
    invitation = send(solution).invitations.get()
    OutgoingMail.objects.update(state=OutboxState.REFUSED)
    assert services.ask_again(invitation=invitation)
    assert [mail.to for mail in mails("quote-ask")] == ["juste@transport.example"]


def test_answers_go_to_the_farm_once_the_one_who_asked_has_left_it(quote, farmer):
    assert quote.producer_email == EMAIL
    farmer.memberships.all().delete()
    quote.producer.email = "accueil@ferme.example"
    assert QuoteRequest.objects.get(pk=quote.pk).created_by == farmer
    assert quote.producer_email == "accueil@ferme.example"


def test_who_reads_the_address_of_a_farm_without_account_gets_its_own_link(quote, farmer, mails):
    quote.producer.email = "accueil@ferme.example"
    quote.producer.save()
    invitation = QuoteInvitationFactory(request=quote)
    farmer.delete()
    invitation = QuoteInvitation.objects.get(pk=invitation.pk)
    mails_of_quotes.tell_question(QuoteMessageFactory(invitation=invitation))
    [mail] = mails("quote-question")
    assert mail.to == "accueil@ferme.example"
    link = re.search(r"http\S+/recue/\S+", mail.body)
    assert farm_of(link[0].rstrip("/").rsplit("/", 1)[-1]) == quote.producer
    assert "Reprendre ma fiche" in mail.body
    assert f"/devis/{quote.pk}/" not in mail.body


def test_requests_of_two_months_ago_do_not_count(send, farm):
    long_ago = timezone.now() - datetime.timedelta(days=60)
    for _ in range(services.MAX_PER_MONTH):
        QuoteRequestFactory(producer=farm, state=QuoteState.CANCELLED, created_at=long_ago)
    assert send(SolutionFactory()).pk


def test_a_solution_is_not_asked_twice_about_the_same_delivery(send):
    solution = SolutionFactory(name="Ligne fraîche")
    send(solution)
    with pytest.raises(QuoteError, match=r"Déjà demandé .* : Ligne fraîche"):
        send(solution)


def test_a_solution_may_be_asked_again_once_the_first_request_is_cancelled(send):
    solution = SolutionFactory()
    services.cancel_request(request=send(solution))
    assert send(solution).pk


def test_nobody_who_wants_no_mail_is_asked(send):
    services.stop_mails(email="UN@transport.example")
    with pytest.raises(QuoteError, match="ne veut plus recevoir"):
        send(SolutionFactory(slug="un"))


def test_more_than_fifteen_recipients_are_refused(send):
    with pytest.raises(QuoteError, match="15 solutions au plus"):
        send(*SolutionFactory.create_batch(16))


@pytest.mark.parametrize(
    "text",
    [
        "Voyez https://exemple.fr",
        "voyez www.exemple.fr",
        "voir promo.com/gratuit",
        "bit.ly/gratuit",
        "x" * 1501,
    ],
)
def test_a_message_with_a_link_or_too_long_is_refused(send, text):
    with pytest.raises(ValidationError):
        send(SolutionFactory(), message=text)
    assert not QuoteRequest.objects.exists()


def test_an_answer_is_kept_and_the_producer_told(quote, mails):
    invitation = QuoteInvitationFactory(request=quote)
    services.give_answer(invitation=invitation, answer=price())
    invitation.refresh_from_db()
    assert invitation.state == InvitationState.ANSWERED
    assert [mail.to for mail in mails("quote-answer")] == [EMAIL]


def test_a_corrected_answer_is_a_new_version_and_the_old_one_stays(quote):
    invitation = QuoteInvitationFactory(request=quote)
    services.give_answer(invitation=invitation, answer=price())
    services.give_answer(invitation=invitation, answer=price(price_eur=Decimal(28)))
    assert list(invitation.answers.values_list("version", "price_eur")) == [(2, 28), (1, 30)]


def test_the_same_answer_twice_is_one_version_and_one_mail(quote, mails):
    invitation = QuoteInvitationFactory(request=quote)
    for _ in range(2):
        bands = [QuoteBand(min_kg=Decimal(0), max_kg=None, price_eur=Decimal("0.4"))]
        bands_answer = QuoteAnswer(kind=AnswerKind.BANDS, basis=PriceBasis.KG)
        services.give_answer(invitation=invitation, answer=bands_answer, bands=bands)
    assert invitation.answers.count() == len(mails("quote-answer")) == 1


def test_a_refusal_says_why(quote):
    invitation = QuoteInvitationFactory(request=quote)
    refusal = QuoteAnswer(kind=AnswerKind.REFUSAL, refusal_reason=RefusalReason.TOO_SMALL)
    services.give_answer(invitation=invitation, answer=refusal)
    invitation.refresh_from_db()
    assert invitation.state == InvitationState.DECLINED


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": QuoteState.CANCELLED}, "annulé"),
        ({"state": QuoteState.ACCEPTED}, "déjà choisi"),
        ({"late": True}, "délai de réponse est passé"),
    ],
)
def test_nothing_more_is_written_on_a_request_that_is_over(changes, said):
    invitation = QuoteInvitationFactory(request=QuoteRequestFactory(**changes))
    with pytest.raises(QuoteError, match=said):
        services.give_answer(invitation=invitation, answer=price())


def test_a_link_writes_at_most_ten_times_an_hour(quote):
    invitation = QuoteInvitationFactory(request=quote)
    for amount in range(services.WRITES_PER_HOUR):
        services.give_answer(invitation=invitation, answer=price(price_eur=Decimal(amount)))
    with pytest.raises(QuoteError, match="Attendez un peu"):
        services.ask_producer(invitation=invitation, text="Et le quai ?")


def test_a_question_reaches_the_producer_and_the_reply_the_carrier(quote, mails):
    invitation = QuoteInvitationFactory(request=quote)
    services.ask_producer(invitation=invitation, text="Avez-vous un quai ?")
    assert "Avez-vous un quai" in mails("quote-question")[0].body
    invitation.refresh_from_db()
    assert invitation.state == InvitationState.QUESTION
    services.reply(invitation=invitation, text="Oui, à hauteur.")
    assert [mail.to for mail in mails("quote-reply")] == [invitation.to_email]
    assert EMAIL not in mails("quote-reply")[0].body
    invitation.refresh_from_db()
    assert invitation.state == InvitationState.SENT


def test_the_carrier_that_is_chosen_gets_the_contact_who_offered_thanks_and_the_silent_the_news(quote, mails):
    chosen = QuoteInvitationFactory(request=quote, answered=True)
    other, silent, refused = (
        QuoteInvitationFactory(request=quote, answered=True),
        QuoteInvitationFactory(request=quote),
        QuoteInvitationFactory(request=quote, state=InvitationState.DECLINED),
    )
    services.accept_offer(invitation=chosen, version=1)
    (accepted,) = mails("quote-accepted")
    assert accepted.to == chosen.to_email
    assert all(told in accepted.body for told in (PHONE, EMAIL, CONTACT))
    thanks = mails("quote-thanks")
    told_others = [*thanks, *mails("quote-chosen")]
    assert [mail.to for mail in told_others] == [other.to_email, silent.to_email]
    assert not [
        told for told in (PHONE, EMAIL, CONTACT, "Grelots") for mail in told_others if told in mail.body
    ]
    states = dict(quote.invitations.values_list("pk", "state"))
    assert states == {
        chosen.pk: "accepted",
        other.pk: "thanked",
        silent.pk: "expired",
        refused.pk: "declined",
    }


def test_choosing_twice_changes_nothing(quote, mails):
    chosen = QuoteInvitationFactory(request=quote, answered=True)
    services.accept_offer(invitation=chosen, version=1)
    services.accept_offer(invitation=chosen, version=1)
    assert len(mails("quote-accepted")) == 1


def test_two_offers_cannot_both_be_chosen(quote):
    first, second = QuoteInvitationFactory.create_batch(2, request=quote, answered=True)
    services.accept_offer(invitation=first, version=1)
    with pytest.raises(QuoteError, match="déjà choisi une autre offre"):
        services.accept_offer(invitation=second, version=1)


def test_an_offer_that_changed_meanwhile_is_not_chosen(quote):
    invitation = QuoteInvitationFactory(request=quote, answered=True)
    services.give_answer(invitation=invitation, answer=price(price_eur=Decimal(99)))
    with pytest.raises(ConflictError):
        services.accept_offer(invitation=invitation, version=1)
    quote.refresh_from_db()
    assert quote.state == QuoteState.OPEN


def test_a_refusal_cannot_be_chosen(quote):
    invitation = QuoteInvitationFactory(request=quote)
    refusal = QuoteAnswer(kind=AnswerKind.REFUSAL, refusal_reason=RefusalReason.FULL)
    services.give_answer(invitation=invitation, answer=refusal)
    with pytest.raises(QuoteError, match="a refusé"):
        services.accept_offer(invitation=invitation, version=1)


def test_an_offer_may_be_chosen_after_the_deadline():
    quote = QuoteRequestFactory(late=True, state=QuoteState.CLOSED)
    invitation = QuoteInvitationFactory(request=quote, answered=True)
    services.accept_offer(invitation=invitation, version=1)
    invitation.refresh_from_db()
    assert invitation.state == InvitationState.ACCEPTED


def test_a_cancelled_request_tells_those_who_have_not_refused_once(quote, mails):
    asked = QuoteInvitationFactory(request=quote)
    QuoteInvitationFactory(request=quote, state=InvitationState.DECLINED)
    for _ in range(2):
        services.cancel_request(request=quote)
    assert [mail.to for mail in mails("quote-cancelled")] == [asked.to_email]


def test_a_longer_deadline_opens_a_closed_request_again(mails):
    quote = QuoteRequestFactory(late=True, state=QuoteState.CLOSED)
    silent = QuoteInvitationFactory(request=quote, state=InvitationState.EXPIRED)
    services.extend_deadline(request=quote, deadline=in_days(5))
    silent.refresh_from_db()
    quote.refresh_from_db()
    assert (quote.state, silent.state) == (QuoteState.OPEN, InvitationState.SENT)
    assert [mail.to for mail in mails("quote-extended")] == [silent.to_email]


@pytest.mark.parametrize("days", [-3, 4, 61])
def test_a_deadline_is_neither_shortened_nor_endless(quote, days):
    with pytest.raises(QuoteError):
        services.extend_deadline(request=quote, deadline=in_days(days))


def test_a_deadline_is_extended_three_times_at_most(quote):
    for days in range(11, 11 + services.MAX_EXTENSIONS):
        services.extend_deadline(request=quote, deadline=in_days(days))
    with pytest.raises(QuoteError, match="3 fois au plus"):
        services.extend_deadline(request=quote, deadline=in_days(30))


def test_erasing_a_producer_erases_its_requests(quote):
    QuoteMessageFactory(invitation=QuoteInvitationFactory(request=quote, answered=True))
    quote.producer.delete()
    assert not QuoteRequest.objects.exists()
    assert not QuoteInvitation.objects.exists()


def test_a_producer_cannot_flood_the_one_who_asked_a_question(quote, mails):
    invitation = QuoteInvitationFactory(request=quote, questioned=True)
    for number in range(services.WRITES_PER_HOUR):
        services.reply(invitation=invitation, text=f"Réponse {number}")
    with pytest.raises(QuoteError, match="Attendez un peu"):
        services.reply(invitation=invitation, text="Une de plus")
    assert len(mails("quote-reply-")) == services.WRITES_PER_HOUR


def test_a_producer_does_not_write_to_who_asked_nothing(quote, mails):
    with pytest.raises(QuoteError, match="pas posé de question"):
        services.reply(invitation=QuoteInvitationFactory(request=quote), text="Achetez")
    assert not mails()
