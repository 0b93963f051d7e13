"""The mails of quote requests. Each has a key of its own: the same event never writes twice."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from carriers.models import QuoteAnswer, QuoteInvitation, QuoteMessage, QuoteRequest
from carriers.quotes.links import answer_url, stop_url
from pat_logistics.mail.models import OutgoingMail
from pat_logistics.mail.services import queue_mail, resend
from producers.personal import link_of


def ask_key(invitation: QuoteInvitation) -> str:
    """Key of the mail that asks, by which the producer reads whether it left."""
    return f"quote-ask-{invitation.pk}"


def of_asking(invitations: Iterable[QuoteInvitation]) -> dict[int, OutgoingMail]:
    """The mail that asks each of them, by invitation."""
    keys = {ask_key(invitation): invitation.pk for invitation in invitations}
    return {keys[mail.key]: mail for mail in OutgoingMail.objects.filter(key__in=keys).order_by("pk")}


def ask_again(invitation: QuoteInvitation) -> bool:
    """Send once more a mail that was refused or may not have left; False when there is none to send."""
    mail = of_asking([invitation]).get(invitation.pk)
    return mail is not None and resend(mail, to=invitation.to_email)


def _to_carrier(invitation: QuoteInvitation, *, key: str, what: str, template: str, **more: Any) -> None:
    """The subject says `what`, then the trip, by which a carrier tells one request from another."""
    request = invitation.request
    context = {
        "invitation": invitation,
        "quote": request,
        "link": answer_url(invitation),
        "stop_link": stop_url(invitation),
        **more,
    }
    queue_mail(
        key=key,
        to=invitation.to_email,
        subject=f"{what} : {_trip(request)}",
        template=f"quotes/mail/{template}.txt",
        context=context,
    )


def _to_producer(request: QuoteRequest, *, key: str, subject: str, template: str, **more: Any) -> None:
    to = request.producer_email
    if not to:
        return
    # Whoever reads the address of the farm may have no account: the link of the farm asks for none.
    by_farm_link = not request.reads_with_account(to) and to == request.producer.email
    link = settings.SITE_URL + request.get_absolute_url()
    link = link_of(request.producer) if by_farm_link else link
    context = {"quote": request, "link": link, "by_farm_link": by_farm_link, **more}
    queue_mail(key=key, to=to, subject=subject, template=f"quotes/mail/{template}.txt", context=context)


def _trip(request: QuoteRequest) -> str:
    return f"{request.origin.name} – {request.destination_names}"


def ask(invitation: QuoteInvitation) -> None:
    request = invitation.request
    _to_carrier(
        invitation,
        key=ask_key(invitation),
        what="Demande de devis",
        template="ask",
        contact=request.contact(),
        reachable=request.is_reachable,
    )


def remind(invitation: QuoteInvitation) -> None:
    _to_carrier(
        invitation,
        key=f"quote-reminder-{invitation.pk}-{invitation.request.deadline}",
        what="Rappel, demande de devis",
        template="reminder",
    )


def extend(invitation: QuoteInvitation) -> None:
    _to_carrier(
        invitation,
        key=f"quote-extended-{invitation.pk}-{invitation.request.deadline}",
        what="Délai prolongé, demande de devis",
        template="extended",
    )


def reply(message: QuoteMessage) -> None:
    _to_carrier(
        message.invitation,
        key=f"quote-reply-{message.pk}",
        what="Réponse à votre question",
        template="reply",
        message=message,
    )


def accept(invitation: QuoteInvitation) -> None:
    _to_carrier(
        invitation,
        key=f"quote-accepted-{invitation.pk}",
        what="Votre offre est choisie",
        template="accepted",
        contact=invitation.request.contact(chosen=True),
    )


def thank(invitation: QuoteInvitation) -> None:
    _to_carrier(
        invitation, key=f"quote-thanks-{invitation.pk}", what="Merci de votre réponse", template="thanks"
    )


def tell_chosen(invitation: QuoteInvitation) -> None:
    """To those who never answered: there is no more need to."""
    _to_carrier(
        invitation,
        key=f"quote-chosen-{invitation.pk}",
        what="Une autre offre a été choisie",
        template="chosen",
    )


def cancel(invitation: QuoteInvitation) -> None:
    _to_carrier(
        invitation, key=f"quote-cancelled-{invitation.pk}", what="Demande annulée", template="cancelled"
    )


def withdraw(invitation: QuoteInvitation) -> None:
    """The request is gone with the farm: nothing in it tells whose it was, so that the mail may remain."""
    queue_mail(
        key=f"quote-gone-{invitation.pk}",
        to=invitation.to_email,
        subject="Demande de devis annulée",
        template="quotes/mail/gone.txt",
        context={"invitation": invitation, "stop_link": stop_url(invitation)},
    )


def tell_answer(answer: QuoteAnswer) -> None:
    _to_producer(
        answer.invitation.request,
        key=f"quote-answer-{answer.pk}",
        subject=f"{answer.invitation.company} a répondu à votre demande de devis",
        template="answered",
        answer=answer,
        invitation=answer.invitation,
    )


def tell_question(message: QuoteMessage) -> None:
    _to_producer(
        message.invitation.request,
        key=f"quote-question-{message.pk}",
        subject=f"{message.invitation.company} vous pose une question",
        template="question",
        message=message,
        invitation=message.invitation,
    )


def tell_deadline(request: QuoteRequest) -> None:
    """On the last day: what came in, and from whom nothing did."""
    invitations = list(request.invitations.with_everything())
    _to_producer(
        request,
        key=f"quote-deadline-{request.pk}-{request.deadline}",
        subject=f"Votre demande de devis se termine aujourd’hui : {_trip(request)}",
        template="deadline",
        answered=[row for row in invitations if row.answer],
        silent=[row for row in invitations if not row.answer],
    )
