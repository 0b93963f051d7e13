"""Free text of requests and answers: short, and without links."""

import re

from django.core.exceptions import ValidationError

from carriers.models.quotes import MESSAGE_LENGTH

# Those of the usual sites, and of those that shorten links.
_ENDINGS = (
    "com|net|org|info|biz|xyz|top|ru|io|eu|fr|ly|gl|gg|cc|co|me|to|tk|app|link|click|shop|site|online|page"
)
# What a reader, or a mail program, would take for a link.
_LINK = re.compile(rf"(?i)\b(?:https?:|ftp:|www\.)\S|\b[a-z0-9-]+\.(?:{_ENDINGS})/\S")


def check_text(text: str) -> None:
    """Raises ValidationError for a text that is too long or holds a link."""
    if len(text) > MESSAGE_LENGTH:
        raise ValidationError(f"Restez sous {MESSAGE_LENGTH} caractères : il y en a {len(text)}.")
    if _LINK.search(text):
        raise ValidationError("Retirez les adresses de sites : les liens ne sont pas acceptés ici.")
