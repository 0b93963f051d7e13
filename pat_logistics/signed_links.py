"""Links that open something without an account, kept out of every log."""

import logging
import re

# The signature of such a link, in the shapes of django.core.signing.
# The page that asks to sign in first carries it in `next`, where a colon is %3A.
_SIGNED = re.compile(r"[^/\s]*(?:[:.]|%3A)[\w-]{43}(?![\w-])")


def without_links(text: str) -> str:
    """Whoever reads the text must not be able to open what it names."""
    return _SIGNED.sub("***", text)


class QuietFormatter(logging.Formatter):
    """Django names the address of each request that it refuses, or that crashes."""

    def format(self, record: logging.LogRecord) -> str:
        return without_links(super().format(record))
