"""Free text of requests and answers: short, and without links."""

import re

from django.core.exceptions import ValidationError

from carriers.models.quotes import MESSAGE_LENGTH

# What a reader, or a mail program, would take for a link.
_LINK = re.compile(
    r"(?i)\b(?:https?:|ftp:|www\.)\S|\b[a-z0-9-]+\.(?:com|net|org|info|biz|xyz|top|ru|io|eu|fr)/\S"
)


def check_text(text: str) -> None:
    """Raises ValidationError for a text that is too long or holds a link."""
    if len(text) > MESSAGE_LENGTH:
        raise ValidationError(f"Restez sous {MESSAGE_LENGTH} caractères : il y en a {len(text)}.")
    if _LINK.search(text):
        raise ValidationError("Retirez les adresses de sites : les liens ne sont pas acceptés ici.")
