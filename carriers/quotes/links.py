"""Signed links: what lets a carrier answer without an account, and see one invitation only."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils import timezone

from carriers.models import QuoteInvitation
from pat_logistics.addresses import address

# The number is the version of the links: another one makes all those already sent worthless.
_ANSWER = Signer(salt="carriers.quotes.answer.1", sep=".")
# Only the mail holds this link. The company also finds the answer link on its page, and it may have given an
# address that is not its own: it must not stop the mails of somebody else.
_STOP = Signer(salt="carriers.quotes.stop.2", sep=".")


class BadLinkError(Exception):
    """Not one of our links, or not the whole of it."""


class OverdueLinkError(Exception):
    """A true link whose time has passed."""


def token_of(invitation: QuoteInvitation) -> str:
    return _ANSWER.sign(str(invitation.pk))


def stop_token_of(invitation: QuoteInvitation) -> str:
    """Holds the address itself: the link must work when the request is long gone."""
    return _STOP.sign_object(invitation.to_email)


def answer_url(invitation: QuoteInvitation) -> str:
    return settings.SITE_URL + address("quote_answer", token_of(invitation))


def stop_url(invitation: QuoteInvitation) -> str:
    return settings.SITE_URL + address("quote_stop_mails", stop_token_of(invitation))


def invitation_of(token: str) -> QuoteInvitation:
    """The invitation an answer link opens; raises BadLinkError or OverdueLinkError."""
    try:
        pk = int(_ANSWER.unsign(token))
        invitation = (
            QuoteInvitation.objects.select_related(
                "request__producer", "request__created_by", "request__origin"
            )
            .with_everything()
            .get(pk=pk)
        )
    except (BadSignature, ValueError, QuoteInvitation.DoesNotExist) as error:
        raise BadLinkError from error
    if invitation.request.links_end_on < timezone.localdate():
        raise OverdueLinkError
    return invitation


def stopped_address_of(token: str) -> str:
    """The address that the link of a mail stops; raises BadLinkError."""
    try:
        return str(_STOP.unsign_object(token))
    except (BadSignature, ValueError) as error:
        raise BadLinkError from error
