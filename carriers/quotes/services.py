"""Writes of quote requests: asking, answering, deciding. Every one locks the request first.

A refusal a person may cure is a `QuoteError`, whose message is the French sentence to show.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from carriers.enums import AnswerKind, InvitationState, QuoteState
from carriers.models import (
    QuoteAnswer,
    QuoteBand,
    QuoteInvitation,
    QuoteMessage,
    QuoteMiss,
    QuoteOptOut,
    QuoteRequest,
    QuoteSent,
    QuoteStop,
)
from carriers.models.quotes import MAX_RECIPIENTS, asked_lately
from carriers.quotes import mails
from carriers.quotes.texts import check_text
from pat_logistics.accounts.models import User
from pat_logistics.optimistic_lock import refuse_stale
from producers.models import Producer

MAX_OPEN = 5
MAX_PER_MONTH = 10
MONTH_DAYS = 30
# The same solution is not asked twice about the same delivery within this time.
ASK_AGAIN_DAYS = 14
MIN_DEADLINE_DAYS, USUAL_DEADLINE_DAYS, MAX_DEADLINE_DAYS = 2, 10, 60
# Each is a mail to all who have not answered.
MAX_EXTENSIONS = 3
# Requests of everybody together to one address in a day: beyond, it is no more a help to its keeper.
MAX_RECEIVED_PER_DAY = 20
# What one side may write to the other in an hour: for a link, answers and questions together.
WRITES_PER_HOUR, WRITES_PER_DAY = 10, 30


class QuoteError(Exception):
    """A request or an answer that cannot be taken; `str()` is what to tell the person."""


def opted_out(emails: Iterable[str]) -> set[str]:
    """Which of the addresses want no request, in small letters."""
    lowered = {email.lower() for email in emails}
    return set(QuoteOptOut.objects.filter(email__in=lowered).values_list("email", flat=True))


@transaction.atomic
def send_request(
    *,
    request: QuoteRequest,
    stops: Sequence[QuoteStop],
    invitations: Sequence[QuoteInvitation],
    misses: Sequence[QuoteMiss] = (),
) -> QuoteRequest:
    """Save a request with everyone it asks, and write to each; a form sent twice makes one request.

    `misses`: those that could not be asked, whose companies will read how many and why.

    Raises QuoteError beyond the limits, ValidationError for a value the database refuses.
    """
    if request.created_by_id:
        User.objects.select_for_update().get(pk=request.created_by_id)
    producer = Producer.objects.select_for_update().get(pk=request.producer_id)
    already = QuoteRequest.objects.filter(producer=producer, token=request.token).first()
    if already:
        return already
    _check_limits(producer, request, stops, invitations)
    check_text(request.message)
    request.full_clean()
    request.save()
    for stop in stops:
        stop.request = request
    QuoteStop.objects.bulk_create(stops)
    saved: QuoteRequest = QuoteRequest.objects.with_places().get(pk=request.pk)
    for invitation in invitations:
        invitation.request = saved
    for invitation in QuoteInvitation.objects.bulk_create(invitations):
        mails.ask(invitation)
    QuoteMiss.objects.bulk_create(misses)
    QuoteSent.objects.bulk_create(
        QuoteSent(user=saved.created_by, token=saved.token, address=digest_of(row.to_email))
        for row in invitations
    )
    return saved


def _check_limits(
    producer: Producer,
    request: QuoteRequest,
    stops: Sequence[QuoteStop],
    invitations: Sequence[QuoteInvitation],
) -> None:
    if not invitations:
        raise QuoteError("Cochez au moins une solution à interroger.")
    if len(invitations) > MAX_RECIPIENTS:
        raise QuoteError(f"Une demande part à {MAX_RECIPIENTS} solutions au plus : décochez-en.")
    # Anyone may create farms: the limits are also those of the person, whatever the number of farms.
    asked = QuoteRequest.objects.filter(
        Q(producer=producer) | Q(created_by__isnull=False, created_by=request.created_by_id)
    )
    if asked.open().filter(deadline__gte=timezone.localdate()).count() >= MAX_OPEN:
        raise QuoteError(
            f"Vous avez déjà {MAX_OPEN} demandes en cours. Choisissez une offre ou annulez une demande."
        )
    since = timezone.now() - datetime.timedelta(days=MONTH_DAYS)
    sent = QuoteSent.objects.filter(user__isnull=False, user=request.created_by_id, sent_at__gte=since)
    # A farm that was erased took its requests along, not what its people sent.
    past = max(asked.filter(created_at__gte=since).count(), sent.values("token").distinct().count())
    if past >= MAX_PER_MONTH:
        raise QuoteError(
            f"{MAX_PER_MONTH} demandes en {MONTH_DAYS} jours : c’est le maximum. "
            "Attendez quelques jours pour la suivante."
        )
    known = dict(asked_lately(producer, request.origin, stops[0].commune, request.family, ASK_AGAIN_DAYS))
    repeated = ", ".join(row.solution.name for row in invitations if row.solution_id in known)
    if repeated:
        raise QuoteError(
            f"Déjà demandé il y a moins de {ASK_AGAIN_DAYS} jours pour la même livraison : {repeated}."
        )
    refused = opted_out(row.to_email for row in invitations)
    if refused:
        raise QuoteError("Une des adresses ne veut plus recevoir de demande : décochez-la.")
    flooded = _flooded(invitations)
    if flooded:
        raise QuoteError(
            f"{', '.join(flooded)} : déjà {MAX_RECEIVED_PER_DAY} demandes aujourd’hui. "
            "Décochez-les ou réessayez demain."
        )


def _flooded(invitations: Sequence[QuoteInvitation]) -> list[str]:
    """Names of the solutions whose address would be asked too often in a day, this request included."""
    since = timezone.now() - datetime.timedelta(days=1)
    digests = [digest_of(row.to_email) for row in invitations]
    asked = QuoteSent.objects.filter(address__in=digests, sent_at__gte=since).order_by()
    counts = Counter(dict(asked.values_list("address").annotate(Count("pk")))) + Counter(digests)
    return [
        row.solution.name
        for row, digest in zip(invitations, digests, strict=True)
        if counts[digest] > MAX_RECEIVED_PER_DAY
    ]


def digest_of(email: str) -> str:
    """What stands for an address where it must not be read."""
    return salted_hmac("quotes.sent", email.lower(), algorithm="sha256").hexdigest()


def _locked(request_id: int) -> QuoteRequest:
    request: QuoteRequest = (
        QuoteRequest.objects.with_places().select_for_update(of=("self",)).get(pk=request_id)
    )
    return request


def _locked_for_writing(invitation: QuoteInvitation) -> QuoteInvitation:
    """The invitation as it is now, its request locked; QuoteError when nothing may be written any more."""
    request = _locked(invitation.request_id)
    if request.state == QuoteState.CANCELLED:
        raise QuoteError("Le producteur a annulé sa demande.")
    if request.state == QuoteState.ACCEPTED:
        raise QuoteError("Le producteur a déjà choisi une offre.")
    if not request.is_open:
        raise QuoteError("Le délai de réponse est passé.")
    invitation = QuoteInvitation.objects.select_related("solution__carrier").get(pk=invitation.pk)
    invitation.request = request
    return invitation


def _check_pace(invitation: QuoteInvitation, *, from_producer: bool = False) -> None:
    """Each text is a mail to the other side, who must not be flooded."""
    for hours, most, words in ((1, WRITES_PER_HOUR, "en une heure"), (24, WRITES_PER_DAY, "en un jour")):
        since = timezone.now() - datetime.timedelta(hours=hours)
        written = invitation.messages.filter(from_producer=from_producer, created_at__gte=since).count()
        if not from_producer:
            written += invitation.answers.filter(created_at__gte=since).count()
        if written >= most:
            raise QuoteError(f"Beaucoup de réponses {words}. Attendez un peu avant la suivante.")


_COMPARED = (
    "kind", "basis", "price_eur", "minimum_eur", "kg_per_pallet", "co2e_kg", "weekdays", "delay_hours",
    "conditions", "valid_until", "refusal_reason", "author_name",
)  # fmt: skip


def _same(answer: QuoteAnswer, bands: Sequence[QuoteBand], other: QuoteAnswer) -> bool:
    said = [(band.min_kg, band.max_kg, band.price_eur) for band in bands]
    before = list(other.bands.values_list("min_kg", "max_kg", "price_eur"))
    return said == before and all(getattr(answer, name) == getattr(other, name) for name in _COMPARED)


@transaction.atomic
def give_answer(
    *, invitation: QuoteInvitation, answer: QuoteAnswer, bands: Sequence[QuoteBand] = ()
) -> QuoteAnswer:
    """Keep an answer as a new version, and tell the producer; the same answer twice is one."""
    invitation = _locked_for_writing(invitation)
    last = invitation.answers.first()
    if last and _same(answer, bands, last):
        return last
    _check_pace(invitation)
    check_text(answer.conditions)
    answer.invitation = invitation
    answer.version = last.version + 1 if last else 1
    answer.full_clean()
    answer.save()
    for band in bands:
        band.answer = answer
        band.full_clean()
    QuoteBand.objects.bulk_create(bands)
    declined = answer.kind == AnswerKind.REFUSAL
    invitation.state = InvitationState.DECLINED if declined else InvitationState.ANSWERED
    invitation.save(update_fields=["state"])
    mails.tell_answer(answer)
    return answer


@transaction.atomic
def ask_producer(*, invitation: QuoteInvitation, text: str, author_name: str = "") -> QuoteMessage:
    """Keep a question of the one who was asked, and tell the producer."""
    invitation = _locked_for_writing(invitation)
    last = invitation.messages.last()
    if last and not last.from_producer and last.text == text:
        return last
    _check_pace(invitation)
    message = _write(invitation, text, author_name=author_name)
    if invitation.state == InvitationState.SENT:
        invitation.state = InvitationState.QUESTION
        invitation.save(update_fields=["state"])
    mails.tell_question(message)
    return message


@transaction.atomic
def reply(*, invitation: QuoteInvitation, text: str) -> QuoteMessage:
    """Keep the producer's reply to one of those asked, and send it."""
    invitation = _locked_for_writing(invitation)
    last = invitation.messages.last()
    if last and last.from_producer and last.text == text:
        return last
    if last is None:
        raise QuoteError(f"{invitation.company} ne vous a pas posé de question.")
    _check_pace(invitation, from_producer=True)
    message = _write(invitation, text, from_producer=True)
    if invitation.state == InvitationState.QUESTION:
        invitation.state = InvitationState.SENT
        invitation.save(update_fields=["state"])
    mails.reply(message)
    return message


def _write(
    invitation: QuoteInvitation, text: str, *, from_producer: bool = False, author_name: str = ""
) -> QuoteMessage:
    check_text(text)
    message = QuoteMessage(
        invitation=invitation, text=text, from_producer=from_producer, author_name=author_name
    )
    message.full_clean()
    message.save()
    return message


@transaction.atomic
def accept_offer(*, invitation: QuoteInvitation, version: int) -> None:
    """Choose the offer that was read: its carrier gets the contact, the others hear of it.

    Doing it twice changes nothing. Raises ConflictError when `version` is not the last one.
    """
    request = _locked(invitation.request_id)
    rows = list(request.invitations.select_related("solution__carrier").prefetch_related("answers"))
    chosen = next(row for row in rows if row.pk == invitation.pk)
    if chosen.state == InvitationState.ACCEPTED:
        return
    if request.state == QuoteState.ACCEPTED:
        raise QuoteError("Vous avez déjà choisi une autre offre.")
    if not request.is_undecided:
        raise QuoteError("Cette demande est annulée : on ne peut plus y choisir d’offre.")
    answer = chosen.answer
    refuse_stale(version, answer and answer.version)
    if not (answer and answer.is_offer):
        raise QuoteError(f"{chosen.company} a refusé : il n’y a pas d’offre à choisir.")
    request.state = QuoteState.ACCEPTED
    request.save(update_fields=["state"])
    for row in rows:
        row.request = request
        if row.pk == chosen.pk:
            row.state = InvitationState.ACCEPTED
            mails.accept(row)
        elif row.answer and row.answer.is_offer:
            row.state = InvitationState.THANKED
            mails.thank(row)
        elif row.is_waiting:
            row.state = InvitationState.EXPIRED
            mails.tell_chosen(row)
    QuoteInvitation.objects.bulk_update(rows, ["state"])


@transaction.atomic
def cancel_request(*, request: QuoteRequest) -> None:
    """Take a request back and tell those who have not refused; twice changes nothing."""
    request = _locked(request.pk)
    if request.state == QuoteState.CANCELLED:
        return
    if not request.is_undecided:
        raise QuoteError("Vous avez choisi une offre : prévenez directement ce transporteur.")
    request.state = QuoteState.CANCELLED
    request.save(update_fields=["state"])
    told = request.invitations.exclude(state__in=[InvitationState.DECLINED, InvitationState.EXPIRED])
    for row in told.select_related("solution__carrier").order_by("pk"):
        row.request = request
        mails.cancel(row)


def tell_erased(producer: Producer) -> None:
    """A farm is being erased: those who may still answer its requests need not any more."""
    undecided = QuoteRequest.objects.filter(producer=producer, state__in=[QuoteState.OPEN, QuoteState.CLOSED])
    rows = QuoteInvitation.objects.filter(request__in=undecided)
    told = rows.exclude(state__in=[InvitationState.DECLINED, InvitationState.EXPIRED])
    for row in told.select_related("solution").order_by("pk"):
        mails.withdraw(row)


@transaction.atomic
def extend_deadline(*, request: QuoteRequest, deadline: datetime.date) -> None:
    """Give more time, also once it has passed, and tell those who have not answered."""
    request = _locked(request.pk)
    if not request.is_undecided:
        raise QuoteError("Cette demande est terminée : son délai ne change plus.")
    if deadline == request.deadline and request.is_open:
        return
    today = timezone.localdate()
    if deadline < max(request.deadline, today):
        raise QuoteError("Le nouveau délai doit être plus long que l’ancien.")
    if deadline > today + datetime.timedelta(days=MAX_DEADLINE_DAYS):
        raise QuoteError(f"Le délai va jusqu’à {MAX_DEADLINE_DAYS} jours à partir d’aujourd’hui.")
    if request.extensions >= MAX_EXTENSIONS:
        raise QuoteError(f"Un délai se prolonge {MAX_EXTENSIONS} fois au plus. Refaites une demande.")
    request.deadline, request.state = deadline, QuoteState.OPEN
    request.extensions += 1
    request.save(update_fields=["deadline", "state", "extensions"])
    request.invitations.filter(state=InvitationState.EXPIRED).update(state=InvitationState.SENT)
    request.invitations.update(reminded_at=None)
    waiting = list(request.invitations.waiting().select_related("solution__carrier").order_by("pk"))
    refused = opted_out(row.to_email for row in waiting)
    for row in waiting:
        row.request = request
        if row.to_email.lower() not in refused:
            mails.extend(row)


@transaction.atomic
def ask_again(*, invitation: QuoteInvitation) -> bool:
    """Send once more a mail that did not arrive, to the address of today; False if there is none."""
    email = invitation.solution.contact["email"] or invitation.to_email
    if opted_out([email]):
        return False
    if email != invitation.to_email:
        invitation.to_email = email
        invitation.save(update_fields=["to_email"])
    return mails.ask_again(invitation)


@transaction.atomic
def stop_mails(*, email: str) -> None:
    """Never ask this address again."""
    if not opted_out([email]):
        QuoteOptOut.objects.bulk_create([QuoteOptOut(email=email.lower())], ignore_conflicts=True)
