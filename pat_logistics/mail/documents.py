"""What is joined to a mail: drawn when it leaves, so that nothing outdated or withdrawn is sent.

`diagnosis:<key>` is drawn by the function that MAIL_DOCUMENTS gives for `diagnosis`: from the key, and the
address it would go to, it returns a name and a content, or None when there is nothing to send there any more.
"""

import logging
import mimetypes
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)

# Beyond, mail servers begin to refuse; a report of twenty deliveries is thirty times smaller.
MAX_BYTES = 2_000_000
MISSING = (
    "La pièce jointe n’a pas pu être préparée, ou n’est plus à jour : elle se lit sur le portail, ou se "
    "demande en répondant à ce message."
)


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    content: bytes

    @property
    def mimetype(self) -> str:
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"


def drawn(reference: str, to: str) -> Document | None:
    """The document, None where there is none or it is too big: the mail leaves without it, and says so."""
    kind, _, key = reference.partition(":")
    try:
        found = import_string(settings.MAIL_DOCUMENTS[kind])(key, to)
    except Exception:
        logger.exception("the document %s of a mail cannot be drawn", kind)
        return None
    if found is None:
        return None
    document = Document(*found)
    if len(document.content) > MAX_BYTES:
        logger.error("the document %s of a mail weighs %s bytes", kind, len(document.content))
        return None
    return document
