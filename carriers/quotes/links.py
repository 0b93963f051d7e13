"""Signed links: what lets a carrier answer without an account, and see one invitation only."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone

from carriers.models import QuoteInvitation

# The number is the version of the links: another one makes all those already sent worthless.
_SIGNER = Signer(salt="carriers.quotes.answer.1", sep=".")


class BadLinkError(Exception):
    """Not one of our links, or not the whole of it."""


class OverdueLinkError(Exception):
    """A true link whose time has passed."""


def token_of(invitation: QuoteInvitation) -> str:
    return _SIGNER.sign(str(invitation.pk))


def answer_url(invitation: QuoteInvitation, name: str = "quotes:answer") -> str:
    return settings.SITE_URL + reverse(name, args=[token_of(invitation)])


def invitation_of(token: str) -> QuoteInvitation:
    """The invitation a link opens; raises BadLinkError or OverdueLinkError."""
    try:
        pk = int(_SIGNER.unsign(token))
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
